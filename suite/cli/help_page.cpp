#include "suite/cli/help_page.hpp"

#include <algorithm>

#include "common/text.hpp"

namespace tiga::suite::cli {
namespace {

constexpr std::size_t column = 30;  // where CLI11 begins what it says of an option

std::string stripped(std::string_view text) { return std::string(common::trimmed(text, " ")); }

std::size_t indent_of(std::string_view line) { return line.find_first_not_of(' '); }

void append(std::string& text, std::string_view more) {
  text += (text.empty() ? "" : " ") + stripped(more);
}

// "  --name TYPE              text". A term that leaves no room has its text in the next line.
HelpEntry entry_in(std::string_view line, bool text_follows) {
  if (text_follows || line.size() <= column) {
    return {stripped(line), ""};
  }
  return {stripped(line.substr(0, column)), stripped(line.substr(column))};
}

// What stands behind the name: "UINT:0 to 5 Excludes: --resume".
std::string_view behind_names(const HelpEntry& entry) {
  const std::size_t blank = entry.term.find(' ');
  return blank == std::string::npos ? "" : std::string_view(entry.term).substr(blank + 1);
}

}  // namespace

HelpPage read_help(std::string_view text) {
  HelpPage page;
  std::vector<std::string_view> lines = common::split(text, '\n');
  std::erase_if(lines,
                [](std::string_view line) { return indent_of(line) == std::string_view::npos; });
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::string_view line = lines[at];
    const std::size_t indent = indent_of(line);
    if (line.starts_with("Usage:")) {
      page.usage = stripped(line.substr(line.find(':') + 1));
    } else if (indent == 0 && line.ends_with(':')) {
      page.sections.push_back({std::string(line.substr(0, line.size() - 1)), {}});
    } else if (page.sections.empty()) {
      append(page.description, line);
    } else if (indent == 2) {
      const bool text_follows = at + 1 < lines.size() && indent_of(lines[at + 1]) > 2;
      page.sections.back().entries.push_back(entry_in(line, text_follows));
    } else if (!page.sections.back().entries.empty()) {
      append(page.sections.back().entries.back().text, line);
    }
  }
  return page;
}

std::vector<std::string> option_names(const HelpEntry& entry) {
  std::vector<std::string> names;
  const std::string_view term = entry.term;
  for (const std::string_view name : common::split(term.substr(0, term.find(' ')), ',')) {
    if (name.starts_with('-')) {
      names.emplace_back(name);
    }
  }
  return names;
}

bool takes_value(const HelpEntry& entry) {
  const std::string_view behind = behind_names(entry);
  return !behind.empty() && !behind.starts_with("Excludes:") && !behind.starts_with("Needs:");
}

std::vector<std::string> values_of(const HelpEntry& entry) {
  std::vector<std::string> values;
  const std::string_view behind = behind_names(entry);
  const std::size_t begin = behind.find('{');
  const std::size_t end = behind.find('}', begin);
  if (end != std::string_view::npos) {
    const auto named = common::split(behind.substr(begin + 1, end - begin - 1), ',');
    values.assign(named.begin(), named.end());
  }
  return values;
}

}  // namespace tiga::suite::cli
