#include "audit/output/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/csv.hpp"
#include "common/text.hpp"
#include "suite/text/tr.hpp"

namespace tiga::audit::output {
namespace {

using suite::text::Language;
using suite::text::tr;

constexpr std::size_t columns = 6;
using Line = std::array<std::string, columns>;

// A text that results are kept in, by its name.
bool is_named_as_results(const std::string& name) {
  constexpr std::array<std::string_view, 13> endings = {
      "",     ".csv", ".tsv", ".md",   ".markdown", ".html", ".htm",
      ".txt", ".log", ".out", ".json", ".jtl",      ".dat"};
  const std::string file = common::lower_case(name.substr(name.find_last_of('/') + 1));
  const std::size_t dot = file.find_last_of('.');
  return std::ranges::find(endings, dot == std::string::npos ? "" : file.substr(dot)) !=
         endings.end();
}

// Nothing in it looks like a load test: a script, a readme.
bool is_something_else(const FileAudit& one) {
  return !one.problem.empty() && one.is_text && one.file.seems_from == Tool::unknown &&
         (one.file.not_understood.empty() || !is_named_as_results(one.file.name));
}

// The first rules, as many as fit.
std::string rules_text(const FileAudit& one) {
  constexpr std::size_t most = 60;
  std::string text;
  const auto names = rules_of(one);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0 && text.size() + names[i].size() > most) {
      return text + fmt::format(", +{}", names.size() - i);
    }
    text += (i == 0 ? "" : ", ") + std::string(names[i]);
  }
  return text;
}

// The problem without the name of its file, which has its own column.
std::string short_problem(const FileAudit& one, Language language) {
  if (one.is_text) {
    const std::string tool(facts_of(one.file.seems_from).name);
    const std::size_t tables = one.file.not_understood.size();
    return tool.empty()
               ? tr(language, "no table of load tests (tables that are something else: {})", tables)
               : tr(language, "not understood, although it looks like output of {}", tool);
  }
  std::string_view text = one.problem;
  for (const std::string& start : {one.file.name + ": ", "cannot read " + one.file.name + ": "}) {
    if (text.starts_with(start)) {
      text.remove_prefix(start.size());
    }
  }
  return common::printable(text);
}

// The folder that all files are in, with its slash; empty if there is none or only one file.
std::string common_folder(const std::vector<FileAudit>& files) {
  if (files.size() < 2) {
    return "";
  }
  std::string folder = files.front().file.name;
  for (const FileAudit& one : files) {
    const auto [end, ignored] = std::ranges::mismatch(folder, one.file.name);
    folder.erase(end, folder.end());
  }
  return folder.substr(0, folder.find_last_of('/') + 1);
}

Line line_of(const FileAudit& one, std::size_t folder, Language language) {
  const std::string name = common::printable(one.file.name.substr(folder));
  if (!one.problem.empty()) {
    return {"-", "-", "-", "-", name, short_problem(one, language)};
  }
  return {std::to_string(one.totals.errors),
          std::to_string(one.totals.notes),
          std::to_string(one.totals.rows),
          tools_of(one),
          name,
          rules_text(one)};
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::size_t length = common::characters(text);
  const std::string blanks(width > length ? width - length : 0, ' ');
  return right ? blanks + text : text + blanks;
}

std::string table_text(const std::vector<Line>& lines) {
  constexpr std::size_t most_width = 44;  // a longer name moves the rest of its line
  std::array<std::size_t, columns> widths{};
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < columns; ++i) {
      widths[i] = std::max(widths[i], std::min(most_width, common::characters(line[i])));
    }
  }
  std::string text;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < columns; ++i) {
      text += padded(line[i], widths[i], i < 3) + "  ";
    }
    text += line.back();
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::string others_text(const std::vector<FileAudit>& files, std::size_t folder,
                        Language language) {
  std::string names;
  std::size_t count = 0;
  for (const FileAudit& one : files) {
    if (is_something_else(one)) {
      names += (count++ == 0 ? "" : ", ") + common::printable(one.file.name.substr(folder));
    }
  }
  if (count == 0) {
    return "";
  }
  const std::string text =
      count == 1 ? tr(language, "1 file without a table of load tests: {}", names)
                 : tr(language, "{} files without a table of load tests: {}", count, names);
  return common::wrap(common::words_between_blanks(text), {.first = "", .indent = "  "});
}

std::string csv_heading() {
  return common::csv_line(
      {"file", "tool", "runs", "errors", "notes", "rules", "not_read", "problem"});
}

}  // namespace

std::string summary_table(const std::vector<FileAudit>& files, Language language) {
  const std::string folder = common_folder(files);
  std::vector<Line> lines = {
      {tr(language, "errors"), tr(language, "notes"), tr(language, "runs"), tr(language, "tool"),
       folder.empty() ? tr(language, "file")
                      : tr(language, "file in {}", common::printable(folder)),
       tr(language, "rules that found something, or why it was not read")}};
  for (const FileAudit* one : worst_first(files)) {
    if (!is_something_else(*one)) {
      lines.push_back(line_of(*one, folder.size(), language));
    }
  }
  return (lines.size() > 1 ? table_text(lines) : std::string()) +
         others_text(files, folder.size(), language);
}

std::string summary_csv(const std::vector<FileAudit>& files) {
  std::string text = csv_heading();
  for (const FileAudit* one : worst_first(files)) {
    std::size_t not_read = one->file.not_understood.size();
    for (const AuditedTable& table : one->file.tables) {
      not_read += table.not_read.size();
    }
    const bool was_read = one->problem.empty();
    const auto count = [&](std::size_t value) {
      return was_read ? std::to_string(value) : std::string();
    };
    text += common::csv_line({one->file.name, tools_of(*one), count(one->totals.rows),
                              count(one->totals.errors), count(one->totals.notes),
                              fmt::format("{}", fmt::join(rules_of(*one), " ")),
                              std::to_string(not_read), one->problem});
  }
  return text;
}

bool begins_as_summary(std::string_view text) {
  return text.empty() || text.starts_with(csv_heading()) || text.starts_with("{\n  \"files\": [");
}

}  // namespace tiga::audit::output
