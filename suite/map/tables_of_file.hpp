// The file of a map as TOML tables: the chosen part of what its workloads have in common, and the
// tables [workload.NAME]. Include it only where plans are read: toml++ takes seconds to compile.
#pragma once

#include <filesystem>
#include <vector>

#include "suite/map/plan.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::map {

/// The plan keys that all workloads share, with the chosen values in place of the file's. If more
/// arms are chosen the budget grows with the cells. Throws UsageError.
toml::table chosen_table(const MapText& text, const MapChoice& choice);

/// One table: the workload without its plan, and the keys of the plan.
struct WorkloadTable {
  Workload workload;  ///< without its plan
  bool only_when_named = false;
  toml::table keys;  ///< plan keys that replace those of the map
};

/// The file with the tables: the map's own, or the one that it names.
const std::filesystem::path& file_of_workloads(const MapText& text);

/// All tables, in the file's order; at least one. Throws UsageError, "FILE:LINE: KEY: what is
/// wrong".
std::vector<WorkloadTable> read_workload_tables(const MapText& text);

/// Moves a node into a table. A copy would lose the node's line number.
void move_into(toml::table& out, const toml::key& key, toml::node& node);

}  // namespace tiga::suite::map
