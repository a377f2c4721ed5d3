// The tables [workload.NAME] of a map. For the .cpp files that read plans only: toml++ takes
// seconds to compile.
#pragma once

#include <filesystem>
#include <vector>

#include "suite/map/plan.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::map {

/// One of them, read as far as it is no plan's.
struct WorkloadTable {
  Workload workload;  ///< without its plan
  bool only_when_named = false;
  toml::table keys;  ///< a plan's: what it says otherwise than the map
};

/// The file that they stand in, the map's own or the one that it names.
const std::filesystem::path& file_of_workloads(const MapText& text);

/// All of them, in the file's order; one at least. Throws UsageError, "FILE:LINE: KEY: what is
/// wrong".
std::vector<WorkloadTable> read_workload_tables(const MapText& text);

/// Moves a node into a table, since a copy of it forgets its line.
void move_into(toml::table& out, const toml::key& key, toml::node& node);

}  // namespace tiga::suite::map
