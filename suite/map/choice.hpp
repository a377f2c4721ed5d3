// Applies a choice to a map's file. Include it only where plans are read: toml++ takes seconds to
// compile.
#pragma once

#include <string_view>

#include "suite/map/plan.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::map {

/// Why neither a map nor a workload may have `loads`.
inline constexpr std::string_view loads_refused = "a map has closed loops only";

/// The plan keys that all workloads share, with the chosen values in place of the file's. If more
/// arms are chosen the budget grows with the cells. Throws UsageError.
toml::table chosen_table(const MapText& text, const MapChoice& choice);

}  // namespace tiga::suite::map
