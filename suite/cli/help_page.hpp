// What a program says with --help, taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite::cli {

/// An option, a command or an example, and what is said of it.
struct HelpEntry {
  std::string term;  ///< "--seed UINT:0 to 4294967295 Excludes: --resume"
  std::string text;
};

struct HelpSection {
  std::string title;  ///< "Options"
  std::vector<HelpEntry> entries;
};

struct HelpPage {
  std::string description;
  std::string usage;  ///< "tiga run [OPTIONS] [PLAN]"
  std::vector<HelpSection> sections;
};

/// Reads what CLI11 (2.1 to 2.4) prints.
HelpPage read_help(std::string_view text);

/// The names of an option: "-n"; "-h", "--help". None of what is no option.
std::vector<std::string> option_names(const HelpEntry& entry);

/// Whether a value follows the option's name.
bool takes_value(const HelpEntry& entry);

/// The values to choose from: "split", "free". Empty: others, or any.
std::vector<std::string> values_of(const HelpEntry& entry);

}  // namespace tiga::suite::cli
