// The tables [arm.NAME] of a plan. For plan_file.cpp only: toml++ takes seconds to compile.
#pragma once

#include <string>
#include <vector>

#include "suite/plan/arm.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::plan {

/// What a plan gives to all of its arms.
struct ArmDefaults {
  std::vector<std::string> server_options;  ///< for servers of ours
  PlaceholderValues values;                 ///< placeholders that it gives a value
  Generator generator = Generator::loadgen;
};

/// All arms that a plan describes, by name. Throws UsageError.
std::vector<Arm> read_own_arms(const TomlReader& plan, const ArmDefaults& defaults);

/// What `generator` says there; `otherwise` where it is missing. Throws UsageError.
Generator read_generator(const TomlReader& reader, Generator otherwise);

/// What to say of a name that is no arm.
std::string unknown_arm(const std::string& name);

}  // namespace tiga::suite::plan
