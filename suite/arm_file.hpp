// The tables [arm.NAME] of a plan. For plan_file.cpp only: toml++ takes seconds to compile.
#pragma once

#include <string>
#include <vector>

#include "suite/arm.hpp"
#include "suite/toml_reader.hpp"

namespace tiga::suite {

/// What a plan gives to all of its arms.
struct ArmDefaults {
  std::vector<std::string> server_options;  ///< for servers of ours
  PlaceholderValues values;                 ///< placeholders that it gives a value
};

/// All arms that a plan describes, by name. Throws UsageError.
std::vector<Arm> read_own_arms(const TomlReader& plan, const ArmDefaults& defaults);

/// Throws UsageError where an arm wants wrk as its generator and the plan asks for what wrk cannot
/// do; `why_not` says what, empty: it can.
void check_generators(const TomlReader& plan, std::string_view why_not);

}  // namespace tiga::suite
