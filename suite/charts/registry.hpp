// The registry of charts. A new chart is a .cpp here with a function NAME_chart(), its script in
// plots/, and its line in TIGA_CHARTS: the linker names a function that is missing, a test a script
// or a text.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "suite/charts/subject.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::charts {

/// All that is known of one chart.
struct ChartKind {
  std::string id;         ///< of its files charts/ID.svg, .png and .pdf, and of its figure
  text::Message title;    ///< above the chart
  text::Message caption;  ///< of its figure, without a full stop
  /// Gives its script what it draws, or says in `why_not` that there is nothing to draw.
  std::function<void(const ChartSubject& subject, Chart& chart)> prepare;
  /// Its main figures in words, for readers who cannot see it.
  std::function<std::string(const report::ReportInput& input)> describe;
  std::string script = id;  ///< in plots/, without .gp
  /// Whether its figure stands on the page of that run; empty: on every page.
  std::function<bool(const report::ReportInput& input)> is_on_page = {};
};

// In the order of a page.
#define TIGA_CHARTS(chart)                                                                  \
  chart(throughput) chart(ratios) chart(blocks) chart(percentiles) chart(ecdf) chart(costs) \
      chart(latency_throughput) chart(published)

#define TIGA_CHART_FUNCTION(name) ChartKind name##_chart();
TIGA_CHARTS(TIGA_CHART_FUNCTION)
#undef TIGA_CHART_FUNCTION

/// What charts say in words, for readers who cannot see them. "WHAT: async: 8897 at 1, 27174 at 50;
/// …. ": medians of an estimate's metric over the valid cells of each closed loop, in units of
/// `unit`; "" if none is known.
std::string describe_medians(const report::ReportInput& input, std::string_view what,
                             std::string_view metric, double unit, int decimals);

/// Median requests per second.
std::string describe_throughputs(const report::ReportInput& input);

/// Median latency and p99.
std::string describe_latencies(const report::ReportInput& input);

/// The charts of every run, in the order of a page.
const std::vector<ChartKind>& chart_kinds();

/// Their figures on the page of a run. `why_absent` says why a chart is not there, "" if it is.
std::vector<document::Figure> figures_of(
    const report::ReportInput& input,
    const std::function<std::string(const std::string& id)>& why_absent);

}  // namespace tiga::suite::charts
