// What several commands of `tiga` have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suite/cli/commands.hpp"
#include "suite/plan/plan.hpp"
#include "suite/text/language.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class Option;
class Validator;
}  // namespace CLI

namespace tiga::suite::cli {

/// Accepts an option's value if it is a whole number within these bounds.
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);

/// A command of `app`, and what is done when it was chosen.
CLI::App* add_command(CLI::App& app, Choice& choice, const std::string& name,
                      const std::string& description, Action action);

/// --home and --results.
void add_folders(CLI::App& app, Choice& choice);

/// --lang.
void add_language(CLI::App& app, text::Language& language);

/// --seed.
CLI::Option* add_seed(CLI::App& app, std::optional<std::uint32_t>& seed);

/// --pinning.
CLI::Option* add_pinning(CLI::App& app, std::optional<plan::Pinning>& pinning);

/// --force and --resume of `thing`, a run or a map; a resumed one takes none of the options of a
/// new one.
void add_resuming(CLI::App& app, const std::string& thing, bool& force,
                  std::optional<std::string>& resume,
                  const std::vector<CLI::Option*>& of_a_new_one);

}  // namespace tiga::suite::cli
