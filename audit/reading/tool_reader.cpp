// Reads the reports of load generators by the patterns of their lines.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "audit/markup/json_lines.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/readers.hpp"
#include "audit/reading/tool_command.hpp"
#include "audit/reading/tool_report.hpp"
#include "audit/reading/unread_lines.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

using markup::plain;

struct CompiledLine {
  Tool tool;
  LinePattern pattern;
};

// The patterns by the first byte of the lines that they match; [0]: any.
using PatternIndex = std::array<std::vector<const CompiledLine*>, 256>;

const PatternIndex& pattern_index() {
  static const std::vector<CompiledLine> compiled = [] {
    std::vector<CompiledLine> all;
    for (const auto& lines : {tool_text_lines(), tool_json_lines()}) {
      for (const ToolLine& line : lines) {
        all.push_back({line.tool, LinePattern(line.pattern)});
      }
    }
    return all;
  }();
  static const PatternIndex index = [] {
    PatternIndex made;
    for (const CompiledLine& line : compiled) {
      made[static_cast<unsigned char>(line.pattern.first_byte())].push_back(&line);
    }
    return made;
  }();
  return index;
}

constexpr std::size_t tool_count = all_tool_facts.size();

// Lines of every tool are looked for at the same time; what several tools could have printed is
// decided when all is read.
class ToolReader {
 public:
  void read_line(std::string_view text, std::size_t number) {
    std::string line = plain(text);
    for (const std::string_view mark : {"✓ ", "✗ "}) {  // k6's thresholds
      if (line.starts_with(mark)) {
        line.erase(0, mark.size());
      }
    }
    if (line.empty()) {
      unread_.end_block(number, number + 1);
      return;
    }
    if (const auto command = tool_command(line)) {
      close_all(number);
      ++lines_of_[static_cast<std::size_t>(command->tool)];
      command_ = *command;
      command_used_ = false;
      command_line_ = number;
      return;
    }
    if (begins_report_of_ab(line)) {
      close_all(number);
      ++lines_of_[static_cast<std::size_t>(Tool::ab)];
      return;
    }
    const Matches matches = matches_of(line);
    take_matches(matches, number);
    unread_.add(number, line, tools_of(matches));
  }

  /// Ends all reports: at this line, which is none of theirs, something else begins.
  void close_all(std::size_t number) {
    unread_.end_block(number, number);
    for (std::size_t i = 0; i < tool_count; ++i) {
      close(static_cast<Tool>(i));
    }
    if (command_used_) {
      command_.reset();
    }
  }

  /// How many lines each tool may have printed, command lines included.
  const std::array<std::size_t, tool_count>& lines_of_tools() const { return lines_of_; }

  /// In the order of the text. No line may be read after it.
  std::vector<ToolReport> reports() {
    close_all(0);
    return without_overlaps(std::move(closed_));
  }

  /// Of each report, the lines that count failures and are not read.
  std::vector<std::vector<std::string>> unread_of(const std::vector<ToolReport>& reports) const {
    return unread_.notes_of(reports);
  }

 private:
  using Matches = std::vector<std::pair<const CompiledLine*, std::vector<LinePattern::Match>>>;

  // The first pattern of each tool that matches.
  static Matches matches_of(std::string_view line) {
    Matches matches;
    std::array<bool, tool_count> matched{};
    const PatternIndex& index = pattern_index();
    for (const auto* patterns : {&index[static_cast<unsigned char>(line[0])], &index[0]}) {
      for (const CompiledLine* one : *patterns) {
        if (matched[static_cast<std::size_t>(one->tool)]) {
          continue;
        }
        if (auto match = one->pattern.match(line)) {
          matched[static_cast<std::size_t>(one->tool)] = true;
          matches.emplace_back(one, std::move(*match));
        }
      }
    }
    return matches;
  }

  static UnreadLines::Tools tools_of(const Matches& matches) {
    UnreadLines::Tools tools;
    for (const auto& [line, match] : matches) {
      tools.set(static_cast<std::size_t>(line->tool));
    }
    return tools;
  }

  void take_matches(const Matches& matches, std::size_t number) {
    if (std::ranges::any_of(matches,
                            [](const auto& one) { return one.first->pattern.begins_report(); })) {
      close_all(number);
    }
    for (const auto& [line, match] : matches) {
      ++lines_of_[static_cast<std::size_t>(line->tool)];
      std::optional<ToolReport>& report = open_[static_cast<std::size_t>(line->tool)];
      if (report && report->has_any_of(match)) {
        close(line->tool);
      }
      if (!report) {
        report.emplace(line->tool);
      }
      report->take(match, number, line->pattern.makes_report());
    }
  }

  void close(Tool tool) {
    std::optional<ToolReport>& report = open_[static_cast<std::size_t>(tool)];
    if (!report) {
      return;
    }
    const bool is_of_command =
        command_ && (command_->tool == tool || (command_->tool == Tool::wrk && tool == Tool::wrk2));
    if (is_of_command) {
      for (const ToolCommand::Option& option : command_->options) {
        report->take_option(option.what, option.value, command_line_);
      }
    }
    report->finish();
    if (report->is_report()) {
      closed_.push_back(std::move(*report));
      command_used_ = command_used_ || is_of_command;
    }
    report.reset();
  }

  // The report with more lines was printed; one of these lines alone is another tool's, too.
  static std::vector<ToolReport> without_overlaps(std::vector<ToolReport> reports) {
    std::ranges::stable_sort(reports, std::greater(), &ToolReport::lines);
    std::map<std::size_t, ToolReport> taken;  // by first line
    for (ToolReport& report : reports) {
      const auto after = taken.upper_bound(report.last_line());
      const bool overlaps =
          after != taken.begin() && std::prev(after)->second.last_line() >= report.first_line();
      if (!overlaps) {
        taken.emplace(report.first_line(), std::move(report));
      }
    }
    std::vector<ToolReport> left;
    left.reserve(taken.size());
    for (auto& [line, report] : taken) {
      left.push_back(std::move(report));
    }
    return left;
  }

  std::array<std::optional<ToolReport>, tool_count> open_;
  std::array<std::size_t, tool_count> lines_of_{};
  std::vector<ToolReport> closed_;
  UnreadLines unread_;
  std::optional<ToolCommand> command_;
  bool command_used_ = false;
  std::size_t command_line_ = 0;
};

void add_report(AuditedTable& table, ToolReport report) {
  Row row = std::move(report).row();
  row.index = table.rows.size() + 1;
  for (const auto& [field, figure] : row.figures) {
    if (std::ranges::find(table.columns, field, &Column::field) == table.columns.end()) {
      table.columns.push_back({std::string(facts_of(field).name), field, figure.unit, true});
    }
  }
  table.line = table.rows.empty() ? row.line : table.line;
  table.rows.push_back(std::move(row));
}

ToolReader read_lines(std::string_view text) {
  ToolReader reader;
  std::size_t left_for_json = 4 * text.size();
  std::size_t number = 1;
  while (!text.empty()) {
    if (text[0] == '{' && left_for_json > 0) {
      const markup::JsonObject object = markup::json_lines(text);
      left_for_json -= std::min(left_for_json, object.scanned);
      if (object.length > 0) {
        reader.close_all(number);
        std::size_t offset = 0;
        for (const markup::JsonLine& line : object.lines) {
          number += static_cast<std::size_t>(
              std::ranges::count(text.substr(offset, line.offset - offset), '\n'));
          offset = line.offset;
          reader.read_line(line.text, number);
        }
        number += static_cast<std::size_t>(
            std::ranges::count(text.substr(offset, object.length - offset), '\n'));
        reader.close_all(number + 1);
        text.remove_prefix(object.length);
        continue;
      }
    }
    const std::size_t end = text.find('\n');
    reader.read_line(text.substr(0, end), number++);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return reader;
}

}  // namespace

std::vector<AuditedTable> read_tool_reports(std::string_view text) {
  std::map<Tool, AuditedTable> tables;
  ToolReader reader = read_lines(text);
  std::vector<ToolReport> reports = reader.reports();
  const std::vector<std::vector<std::string>> unread = reader.unread_of(reports);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const Tool tool = reports[i].tool();
    AuditedTable& table = tables[tool];
    table.tool = tool;
    table.kind = fmt::format("{}'s report", facts_of(tool).name);
    std::ranges::copy(unread[i], std::back_inserter(table.not_read));
    add_report(table, std::move(reports[i]));
  }
  std::vector<AuditedTable> found;
  found.reserve(tables.size());
  for (auto& [tool, table] : tables) {
    found.push_back(std::move(table));
  }
  return found;
}

Tool tool_suggested_by(std::string_view text) {
  // Not the names that are also words: "hey", "siege", "ab".
  constexpr auto names = std::to_array<std::pair<std::string_view, Tool>>(
      {{"apachebench", Tool::ab},
       {"loadgen", Tool::loadgen},
       {"wrk2", Tool::wrk2},
       {"wrk", Tool::wrk},
       {"h2load", Tool::h2load},
       {"httperf", Tool::httperf},
       {"autocannon", Tool::autocannon},
       {"vegeta", Tool::vegeta},
       {"bombardier", Tool::bombardier},
       {"http_req", Tool::k6},
       {"jmeter", Tool::jmeter},
       {"timestamp,elapsed", Tool::jmeter},
       {"# samples", Tool::jmeter},
       {"<testresults", Tool::jmeter},
       {"\"meanrestime\"", Tool::jmeter},
       {"gatling", Tool::gatling},
       {" ko=", Tool::gatling},
       {"artillery", Tool::artillery},
       {"vusers.", Tool::artillery},
       {"all vus finished", Tool::artillery},
       {"locust", Tool::locust},
       {"request count,failure count", Tool::locust}});
  const ToolReader reader = read_lines(text);
  const auto& lines = reader.lines_of_tools();
  const auto most = std::ranges::max_element(lines);
  if (*most >= 2) {
    return static_cast<Tool>(most - lines.begin());
  }
  const std::string lower = common::lower_case(text);
  const auto named = std::ranges::find_if(
      names, [&](const auto& name) { return lower.find(name.first) != std::string::npos; });
  if (named != names.end()) {
    return named->second;
  }
  return *most > 0 ? static_cast<Tool>(most - lines.begin()) : Tool::unknown;
}

std::vector<AuditedTable> read_reports(std::string_view text) {
  std::vector<AuditedTable> all = read_ab_reports(text);
  std::ranges::move(read_tool_reports(text), std::back_inserter(all));
  return all;
}

}  // namespace tiga::audit::reading
