// Every pair of arms at every level, by throughput: a forest plot.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "common/csv.hpp"
#include "common/sequences.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/charts/registry.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/report/pairs_table.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

using Verdicts = std::vector<analysis::Verdict>;

Verdicts by_throughput(const ChartSubject& subject) {
  return common::filtered(subject.verdicts, [](const analysis::Verdict& verdict) {
    return verdict.metric == analysis::Metric::throughput;
  });
}

// The looks of style.gp, in the order of a legend.
constexpr std::size_t ranked = 71;
constexpr std::size_t equivalent = 72;
constexpr std::size_t not_ranked = 73;
constexpr std::size_t invalid = 74;
constexpr std::size_t copy = 75;

std::size_t look_of(const analysis::Verdict& verdict) {
  if (verdict.copy) {
    return copy;
  }
  switch (verdict.kind) {
    case analysis::VerdictKind::better:
    case analysis::VerdictKind::worse:
      return ranked;
    case analysis::VerdictKind::equivalent:
      return equivalent;
    case analysis::VerdictKind::inconclusive:
      return not_ranked;
    case analysis::VerdictKind::invalid:
      return invalid;
  }
  return invalid;
}

void set_looks(const ChartSubject& subject, ScriptVariables& variables, const Verdicts& rows) {
  const std::vector<std::pair<std::size_t, std::string>> all{
      {ranked, tr(subject.language, "faster or slower")},
      {equivalent,
       tr(subject.language, "equivalent (within {:.3g} %)", subject.plan().delta * 100)},
      {not_ranked, tr(subject.language, "cannot be ranked")},
      {invalid, tr(subject.language, "invalid")},
      {copy, tr(subject.language, "beside its own copy (A/A)")}};
  const auto shown = common::filtered(all, [&](const auto& look) {
    return std::ranges::any_of(rows, [&](const analysis::Verdict& verdict) {
      return verdict.comparison && look_of(verdict) == look.first;
    });
  });
  set_legend(variables, common::transformed(shown, [](const auto& look) { return look.second; }),
             common::transformed(shown, [](const auto& look) { return look.first; }));
}

// Round numbers on both sides of 1 that lie within the axis and far enough from each other.
Ticks ratio_ticks(double least, double most, double pixels) {
  constexpr std::array steps{2.0, 10.0, 5.0, 1.5, 1.2, 3.0, 1.1, 100.0, 1.3, 1.05, 1.02, 1000.0};
  constexpr double apart = 34;
  const double pixels_a_log = pixels / std::log(most / least);
  std::vector<double> taken{1};
  for (const double step : steps) {
    for (const double ratio : {step, 1 / step}) {
      if (ratio >= least && ratio <= most && std::ranges::all_of(taken, [&](double other) {
            return std::abs(std::log(ratio / other)) * pixels_a_log >= apart;
          })) {
        taken.push_back(ratio);
      }
    }
  }
  std::ranges::sort(taken);
  return {taken,
          common::transformed(taken, [](double ratio) { return fmt::format("{:.2g}", ratio); })};
}

std::size_t longest_name(const Verdicts& rows) {
  std::size_t longest = 0;
  for (const analysis::Verdict& row : rows) {
    longest = std::max(longest, row.arm.size() + row.baseline.size() + 3);
  }
  return longest;
}

// Widens so that an arrow that says "at least" has room.
AxisRange axis_of(const ChartSubject& subject, const Verdicts& rows) {
  const double band = 1 + subject.plan().delta;
  AxisRange range;
  range.take(1 / band);
  range.take(band);
  for (const analysis::Verdict& row : rows) {
    if (row.comparison) {
      range.take(row.comparison->interval_95.lower);
      range.take(row.comparison->interval_95.upper);
      range.take(row.comparison->ratio);
    }
  }
  const double margin = std::pow(range.most / range.least, 0.1);
  return {range.least / margin, range.most * margin};
}

// A row for each comparison, in groups by level.
void set_rows(const ChartSubject& subject, Chart& chart, const Verdicts& rows) {
  chart.data = common::csv_line({"group", "name", "ratio", "lower", "upper", "bound", "look"});
  std::vector<plan::Level> levels;
  std::vector<std::string> titles;
  for (const analysis::Verdict& row : rows) {
    if (!common::contains(levels, row.level)) {
      levels.push_back(row.level);
      titles.push_back(level_text(row.level, plan::LevelStyle::title, subject.language));
    }
    const auto group = std::ranges::find(levels, row.level) - levels.begin() + 1;
    const auto number = [&](double value) {
      return row.comparison ? fmt::format("{:.4f}", value) : std::string("0");  // as verdicts.csv
    };
    const stats::Comparison found = row.comparison.value_or(stats::Comparison{});
    chart.data += common::csv_line(
        {fmt::format("{}", group), fmt::format("{} / {}", row.arm, row.baseline),
         number(found.ratio), number(found.interval_95.lower), number(found.interval_95.upper),
         to_row(row).bound, fmt::format("{}", look_of(row))});
  }
  chart.variables.set("group_title", titles);
  chart.variables.set("rows", rows.size());
}

std::string why_not(const ChartSubject& subject, const Verdicts& rows) {
  if (subject.plan().measured_arms().size() < 2) {
    return tr(subject.language, "one arm: nothing to compare with");
  }
  if (rows.empty()) {
    return tr(subject.language, "one block: nothing says how much runs differ");
  }
  const bool none = std::ranges::none_of(
      rows, [](const analysis::Verdict& verdict) { return verdict.comparison.has_value(); });
  return none ? tr(subject.language, "no pair of arms has two blocks in which both are valid") : "";
}

void prepare_ratios(const ChartSubject& subject, Chart& chart) {
  const Verdicts rows = by_throughput(subject);
  chart.why_not = why_not(subject, rows);
  if (!chart.why_not.empty()) {
    return;
  }
  ScriptVariables& variables = chart.variables;
  set_rows(subject, chart, rows);
  set_looks(subject, variables, rows);
  const AxisRange axis = axis_of(subject, rows);
  const double names = std::min(250.0, 24 + 7.0 * static_cast<double>(longest_name(rows)));
  variables.set("x_least", axis.least);
  variables.set("x_most", axis.most);
  variables.set("names_width", names);
  variables.set("delta", subject.plan().delta);
  set_ticks(variables, "x", ratio_ticks(axis.least, axis.most, 364 - names));
  variables.set("x_title", tr(subject.language, "Ratio of requests per second, first / second"));
  variables.set("no_ratio", tr(subject.language, "not compared"));
  set_texts(subject, chart,
            {tr(subject.language, "Bars: 95 % intervals over the blocks"),
             tr(subject.language, "grey band: ±{:.3g} %", subject.plan().delta * 100),
             std::ranges::any_of(rows,
                                 [](const analysis::Verdict& row) {
                                   return row.bound == analysis::Bound::at_least ||
                                          row.bound == analysis::Bound::at_most ||
                                          row.bound == analysis::Bound::both;
                                 })
                 ? tr(subject.language,
                      "Arrow: the generator was saturated, the true ratio may lie further there")
                 : ""});
}

std::string describe_ratios(const report::ReportInput& input) {
  std::vector<std::string> lines;
  for (const analysis::Verdict& verdict : report::pairs_of(input)) {
    const report::PairFields fields = report::pair_fields(input, verdict);
    if (!fields.ratio.text.empty()) {
      lines.push_back(
          fmt::format("{}, {}, {}: {} [{}]", fields.pair.text, fields.metric.text,
                      level_text(verdict.level, plan::LevelStyle::brief, input.language),
                      fields.ratio.text, fields.interval.text));
    }
  }
  return lines.empty() ? "" : fmt::format("{}.", fmt::join(lines, "; "));
}

}  // namespace

ChartKind ratios_chart() {
  return {.id = "ratios",
          .title = text::message("Throughput ratios, pair by pair"),
          .caption = text::message(
              "Ratio of each pair's throughputs with its 95 % interval; line at 1, band of "
              "equivalence, and a server beside its own copy (A/A)"),
          .prepare = prepare_ratios,
          .describe = describe_ratios};
}

}  // namespace tiga::suite::charts
