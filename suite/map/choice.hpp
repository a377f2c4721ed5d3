// A choice applied to a map's file. For the .cpp files that read plans only: toml++ takes seconds
// to compile.
#pragma once

#include <string_view>

#include "suite/map/plan.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::map {

/// Why neither a map nor a workload may have `loads`.
inline constexpr std::string_view loads_refused = "a map has closed loops only";

/// The keys that all workloads have in common, a plan's, with what was chosen in place of some. A
/// choice of arms that makes more cells has more time. Throws UsageError.
toml::table chosen_table(const MapText& text, const MapChoice& choice);

}  // namespace tiga::suite::map
