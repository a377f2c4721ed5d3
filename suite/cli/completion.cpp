// Completion for bash: one function that knows the words of each command.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "suite/cli/manual.hpp"

namespace tiga::suite::cli {
namespace {

// Runs are looked for where an installed tiga puts them, and where the source folder has them.
constexpr std::string_view beginning = R"bash(# bash completion for tiga. Made by tiga manual.

# Only these names: compgen -W expands what stands in them.
_tiga_names() { grep -x '[A-Za-z0-9._-]*'; }

_tiga_plans() { tiga list 2>/dev/null | sed 's/ .*//' | _tiga_names; }

_tiga_runs() {
  local folder
  for folder in tiga-results/*/ results/*/; do
    [ ! -e "$folder/manifest.json" ] && [ ! -e "$folder/map.json" ] || basename "$folder"
  done | _tiga_names
}

_tiga() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local command=tiga options='' words='' i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case "$command ${COMP_WORDS[i]}" in
)bash";

constexpr std::string_view after_commands = R"bash() command+=" ${COMP_WORDS[i]}" ;;
    esac
  done
  case "$command $prev" in
)bash";

constexpr std::string_view after_values = R"bash(  esac
  case $command in
)bash";

// Where no word fits, bash completes names of files: values of options, plans and runs elsewhere.
constexpr std::string_view end = R"bash(  esac
  [[ $cur != -* ]] || words=$options
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}

complete -o default -F _tiga tiga
)bash";

const HelpSection* section_of(const CommandPage& page, std::string_view title) {
  const auto found = std::ranges::find(page.help.sections, title, &HelpSection::title);
  return found == page.help.sections.end() ? nullptr : &*found;
}

bool has_operand(const CommandPage& page, std::string_view name) {
  const HelpSection* const operands = section_of(page, "Positionals");
  return operands != nullptr && std::ranges::any_of(operands->entries, [&](const HelpEntry& entry) {
           return entry.term.substr(0, entry.term.find(' ')) == name;
         });
}

std::vector<HelpEntry> options_of(const CommandPage& page) {
  std::vector<HelpEntry> options;
  for (const HelpSection& section : page.help.sections) {
    std::ranges::copy_if(section.entries, std::back_inserter(options),
                         [](const HelpEntry& entry) { return !option_names(entry).empty(); });
  }
  return options;
}

// "$(_tiga_plans)", or the commands: what stands where no option does.
std::string operand_words(const CommandPage& page) {
  if (has_operand(page, "PLAN")) {
    return "$(_tiga_plans)";
  }
  const bool takes_run = std::ranges::any_of(
      std::array{"RUN", "A", "B"}, [&](std::string_view name) { return has_operand(page, name); });
  return takes_run ? "latest $(_tiga_runs)" : fmt::format("{}", fmt::join(page.commands, " "));
}

std::string quoted_names(const CommandPage& page, const HelpEntry& option) {
  std::string names;
  for (const std::string& name : option_names(option)) {
    names += fmt::format("{}'{} {}'", names.empty() ? "" : " | ", page.name, name);
  }
  return names;
}

// A case for each option with a value: the values to choose from, runs, or files.
std::string value_cases(const CommandPage& page) {
  std::string cases;
  for (const HelpEntry& option : options_of(page)) {
    if (!takes_value(option)) {
      continue;
    }
    const bool takes_run = option.term.find(" RUN") != std::string::npos;
    const std::string words =
        takes_run ? "latest $(_tiga_runs)" : fmt::format("{}", fmt::join(values_of(option), " "));
    cases += fmt::format(
        "    {})\n      mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$cur\")\n      return\n    "
        "  ;;\n",
        quoted_names(page, option), words);
  }
  return cases;
}

std::string command_case(const CommandPage& page) {
  std::string names;
  for (const HelpEntry& option : options_of(page)) {
    for (const std::string& name : option_names(option)) {
      names += (names.empty() ? "" : " ") + name;
    }
  }
  const std::string words = operand_words(page);
  return fmt::format("    '{}')\n      options='{}'\n{}      ;;\n", page.name, names,
                     words.empty() ? "" : fmt::format("      words=\"{}\"\n", words));
}

}  // namespace

std::string bash_completion(const std::vector<CommandPage>& pages) {
  std::string commands;
  std::string values;
  std::string words;
  for (const CommandPage& page : pages) {
    for (const std::string& command : page.commands) {
      commands += fmt::format("{}'{} {}'", commands.empty() ? "      " : " | ", page.name, command);
    }
    values += value_cases(page);
    words += command_case(page);
  }
  return fmt::format("{}{}{}{}{}{}{}", beginning, commands, after_commands, values, after_values,
                     words, end);
}

}  // namespace tiga::suite::cli
