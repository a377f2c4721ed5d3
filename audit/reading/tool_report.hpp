// One run of a load generator as it is read, line by line.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "audit/reading/tool_pattern.hpp"
#include "audit/table.hpp"

namespace tiga::audit::reading {

/// A report of one tool.
class ToolReport {
 public:
  explicit ToolReport(Tool tool) : tool_(tool) {}

  /// Whether it has a figure of such a line already: then the line begins another report.
  bool has_any_of(const std::vector<LinePattern::Match>& match) const;
  /// Takes the figures of a line. `makes_report`: no other text has such a line.
  void take(const std::vector<LinePattern::Match>& match, std::size_t line, bool makes_report);
  /// Takes an option of the command line, unless the report has the figure.
  void take_option(const Placeholder& what, std::string_view value, std::size_t line);
  /// Adds what follows from the figures: counts that the tool prints in parts.
  void finish();

  bool is_report() const { return makes_report_ && row_.figures.size() >= 2; }
  Tool tool() const { return tool_; }
  std::size_t lines() const { return lines_; }
  std::size_t first_line() const { return first_; }
  std::size_t last_line() const { return last_; }
  Row row() && { return std::move(row_); }

 private:
  void take_figure(const Placeholder& what, const Figure& figure);
  void take_count(std::string_view code, std::string_view count, std::size_t line);
  void take_codes(std::string_view codes, std::size_t line);
  void take_trend(std::string_view trend, std::size_t line);
  void add_sum(Field field, std::initializer_list<Field> parts);
  void settle_time();
  void settle_concurrency();

  Tool tool_;
  Row row_;
  bool makes_report_ = false;
  double streams_ = 1;
  std::size_t lines_ = 0;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
};

/// Whether a line begins a report of ab or loadgen, which read_ab_reports() reads.
bool begins_report_of_ab(std::string_view line);

}  // namespace tiga::audit::reading
