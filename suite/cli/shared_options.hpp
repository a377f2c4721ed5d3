// What several commands of `tiga` have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

/// One way to use a command.
struct Example {
  std::string_view command;  ///< the whole line
  std::string_view meaning;
};

/// What --help says of a command, but for its options. Man pages are made from it, too.
struct CommandText {
  std::string name;
  std::string group;  ///< heading of its place in the list of commands
  std::string description;
  std::vector<Example> examples;  ///< two
};

/// The commands for users, by what one wants to do.
namespace groups {
inline constexpr const char* measure = "Measure";
inline constexpr const char* read = "Read what was measured";
inline constexpr const char* by_hand = "Start one program by hand";
inline constexpr const char* others = "Check the figures of others";
inline constexpr const char* studies = "Studies";
inline constexpr const char* hidden = "";  ///< in no list
}  // namespace groups

/// A command of `app` without options, and what is done when it was chosen.
CLI::App* add_command(CLI::App& app, Choice& choice, const CommandText& text, Action action);

/// The end of a command's --help.
std::string examples_section(const std::vector<Example>& examples);

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
