// A plan from a TOML table. For the .cpp files that read plans only: toml++ takes seconds to
// compile.
#pragma once

#include "suite/plan/plan.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::plan {

/// Reads a plan from its table, as parse_plan() does; `file` gives its name and folder, the reader
/// the name in complaints. Throws UsageError.
Plan read_plan(const TomlReader& reader, const std::filesystem::path& file);

}  // namespace tiga::suite::plan
