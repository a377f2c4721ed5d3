// What was measured beside what was published.
#include <fmt/format.h>

#include <algorithm>

#include "common/sequences.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/charts/registry.hpp"
#include "suite/report/notes.hpp"
#include "suite/report/results_table.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

// Arms with published figures for what the plan sends, at a level with a valid cell.
bool is_published(const ChartSubject& subject, const std::string& arm) {
  return std::ranges::any_of(subject.plan().concurrencies, [&](std::uint32_t concurrency) {
    return subject.published.find_comparable(subject.plan(), arm, concurrency) != nullptr &&
           find_estimate(subject, "throughput", {concurrency, std::nullopt}, arm) != nullptr;
  });
}

void prepare_published(const ChartSubject& subject, Chart& chart) {
  const std::vector<std::string> arms = common::filtered(
      subject.plan().arms, [&](const std::string& arm) { return is_published(subject, arm); });
  if (arms.empty()) {
    chart.why_not =
        tr(subject.language, "no published table is of the load and the arms of this plan");
    return;
  }
  const std::vector<plan::Level> levels = levels_where(subject, false);
  const EstimateRows rows = rows_of(subject, {"throughput"}, levels, arms);
  bool without_replies = false;
  std::vector<Point> points;
  std::vector<std::string> titles;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    const Slot slot{at + 1, at + 1};
    titles.push_back(subject.plan().arm(arms[at]).title.in(subject.language));
    add_closed_loops(subject, points, arms[at], slot);
    for (const plan::Level& level : levels) {
      const records::TableRow* row =
          subject.published.find_comparable(subject.plan(), arms[at], level.concurrency);
      if (row != nullptr && row->requests_per_second) {
        const bool silent = records::Published::without_replies(*row);
        points.push_back({.mark = "published",
                          .slot = slot,
                          .x = static_cast<double>(level.concurrency),
                          .y = *row->requests_per_second,
                          .hollow = silent});
        without_replies = without_replies || silent;
      }
    }
  }
  set_points(chart, points, arms.size());
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_concurrency_axis(variables, x_values(points), 190);
  set_log_axis(variables, "y", y_range(points), 7, plain_number);
  set_panels(variables, titles, 2);
  std::vector<std::string> legend{
      tr(subject.language, "measured"), tr(subject.language, "published"),
      tr(subject.language, "published, but no byte of a reply had come")};
  std::vector<std::size_t> looks{61, 62, 63};  // of style.gp
  legend.resize(without_replies ? 3 : 2);
  looks.resize(legend.size());
  set_legend(variables, legend, looks);
  variables.set("x_title", tr(subject.language, concurrency_title));
  variables.set("y_title", tr(subject.language, rate_title));
  set_texts(subject, chart, {interval_note(subject, rows), bound_caption(rows, subject.language)});
}

std::string describe_published(const report::ReportInput& input) {
  std::vector<std::string> lines;
  for (const analysis::ResultTable& table : input.tables) {
    for (const analysis::ResultRow& entry : table.rows) {
      const records::Real published = published_beside(input, table, entry).per_second;
      if (published && entry.row.requests_per_second) {
        lines.push_back(tr(input.language, "{} at {}: {:.0f}, published {:.0f}", table.arm,
                           entry.row.concurrency_level, *entry.row.requests_per_second,
                           *published));
      }
    }
  }
  return tr(input.language, "Requests per second. {}.", fmt::join(lines, "; "));
}

}  // namespace

ChartKind published_chart() {
  return {.id = "published",
          .title = text::message("Measured beside published (2020)"),
          .caption = text::message("Measured throughput beside that of the 2020 report"),
          .prepare = prepare_published,
          .describe = describe_published,
          .is_on_page = [](const report::ReportInput& input) { return any_published(input); }};
}

}  // namespace tiga::suite::charts
