// Man pages and bash completion of `tiga`, made from what it and its programs say with --help.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suite/cli/help_page.hpp"

namespace tiga::suite::cli {

/// A command of the command line.
struct CommandPage {
  std::string name;  ///< "tiga study aa"
  HelpPage help;
  std::vector<std::string> commands;  ///< what may follow the name: "aa", "variance"
  bool is_ours = true;                ///< else the page of a program: "tiga serve async"
};

/// `tiga` first, then each of its commands that users see, and each server of `tiga serve`.
std::vector<CommandPage> all_pages();

/// "tiga-study-aa".
std::string page_name(const CommandPage& page);

/// That page for man(1), in section 1. `others`: all pages, to be named beside it.
std::string man_page(const CommandPage& page, const std::vector<CommandPage>& others);

/// A script for bash: completes commands, options, values to choose from, plans and runs.
std::string bash_completion(const std::vector<CommandPage>& pages);

/// Writes man/man1/*.1 and bash-completion/completions/tiga below `share`. Throws CannotRun.
void write_manual(const std::filesystem::path& share);

}  // namespace tiga::suite::cli
