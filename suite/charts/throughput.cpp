// Throughput against concurrency, and beside what was published.
#include <fmt/format.h>

#include <algorithm>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/kinds.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

std::string concurrency_title(const ChartSubject& subject) {
  return tr(subject.language, "Concurrency (connections at once)");
}

std::string rate_title(const ChartSubject& subject) {
  return tr(subject.language, "Requests per second");
}

// Arms with published figures for what the plan sends, at a level with a valid cell.
bool is_published(const ChartSubject& subject, const std::string& arm) {
  return std::ranges::any_of(subject.plan().concurrencies, [&](std::uint32_t concurrency) {
    return subject.published.find_comparable(subject.plan(), arm, concurrency) != nullptr &&
           find_estimate(subject, "throughput", {concurrency, std::nullopt}, arm) != nullptr;
  });
}

// One panel an arm.
void set_panels(const ChartSubject& subject, ScriptVariables& variables,
                const std::vector<std::string>& arms) {
  std::vector<std::string> titles;
  titles.reserve(arms.size());
  for (const std::string& arm : arms) {
    titles.push_back(subject.plan().arm(arm).title);
  }
  variables.count("panels", arms.size());
  variables.count("columns", arms.size() == 1 ? 1 : 2);
  variables.texts("panel_title", titles);
}

// The looks are those of style.gp.
void set_legend(const ChartSubject& subject, ScriptVariables& variables, bool without_replies) {
  std::vector<std::string> legend{tr(subject.language, "measured"),
                                  tr(subject.language, "published")};
  std::vector<std::size_t> looks{61, 62};
  if (without_replies) {
    legend.push_back(tr(subject.language, "published, but no octet of a reply had come"));
    looks.push_back(63);
  }
  variables.texts("legend", legend);
  variables.counts("legend_looks", looks);
}

}  // namespace

Chart throughput_chart(const ChartSubject& subject) {
  Chart chart{"throughput", tr(subject.language, "Throughput against concurrency")};
  const std::vector<plan::Level> levels = levels_where(subject, false);
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return !rows_of(subject, "throughput", levels, {arm}).empty();
  });
  if (arms.empty()) {
    chart.why_not = tr(subject.language, "no valid cell of a closed loop");
    return chart;
  }
  const EstimateRows rows = rows_of(subject, "throughput", levels, arms);
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_concurrency_axis(variables, concurrencies_of(rows), 330);
  variables.number(
      "y_most",
      range_of(subject, arms, levels, rows, &records::CellRow::ok_per_second).most * 1.05);
  variables.text("x_title", concurrency_title(subject));
  variables.text("y_title", rate_title(subject));
  set_texts(subject, chart,
            {interval_note(subject, rows), bound_caption(rows, subject.language),
             missing_note(subject, arms)});
  return chart;
}

Chart published_chart(const ChartSubject& subject) {
  Chart chart{"published", tr(subject.language, "Measured beside published (2020)")};
  const std::vector<std::string> arms =
      arms_where(subject, [&](const std::string& arm) { return is_published(subject, arm); });
  if (arms.empty()) {
    chart.why_not =
        tr(subject.language, "no published table is of the load and the arms of this plan");
    return chart;
  }
  const std::vector<plan::Level> levels = levels_where(subject, false);
  const EstimateRows rows = rows_of(subject, "throughput", levels, arms);
  AxisRange range = range_of(subject, arms, levels, rows, &records::CellRow::ok_per_second);
  bool without_replies = false;
  std::vector<double> concurrencies = concurrencies_of(rows);
  for (const plan::Level& level : levels) {
    for (const std::string& arm : arms) {
      const records::TableRow* row =
          subject.published.find_comparable(subject.plan(), arm, level.concurrency);
      if (row != nullptr) {
        range.take(row->requests_per_second.value_or(0));
        without_replies = without_replies || records::Published::without_replies(*row);
        concurrencies.push_back(level.concurrency);
      }
    }
  }
  std::ranges::sort(concurrencies);
  concurrencies.erase(std::unique(concurrencies.begin(), concurrencies.end()), concurrencies.end());
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_concurrency_axis(variables, concurrencies, 190);
  set_ticks(variables, "y",
            log_ticks(range, 7, [](double value) { return fmt::format("{:.6g}", value); }));
  variables.number("y_least", range.least);
  variables.number("y_most", range.most);
  set_panels(subject, variables, arms);
  variables.text("published", subject.home.published().string());
  variables.numbers("concurrency", concurrencies);
  set_legend(subject, variables, without_replies);
  variables.text("x_title", concurrency_title(subject));
  variables.text("y_title", rate_title(subject));
  set_texts(subject, chart, {interval_note(subject, rows), bound_caption(rows, subject.language)});
  return chart;
}

}  // namespace tiga::suite::charts
