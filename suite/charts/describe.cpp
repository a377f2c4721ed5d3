#include "suite/charts/describe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/estimates.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {

std::string describe_medians(const report::ReportInput& input, std::string_view what,
                             std::string_view metric, double unit, int decimals) {
  const auto figure = [&](const records::CellRow& cell) {
    const records::Real value = analysis::estimated_value(metric, cell);
    return value ? records::Real(*value / unit) : std::nullopt;
  };
  std::vector<std::uint32_t> levels = input.run.manifest.plan.concurrencies;
  std::ranges::sort(levels);
  std::vector<std::string> arms;
  for (const std::string& arm : input.run.manifest.plan.arms) {
    std::vector<std::string> values;
    for (const std::uint32_t level : levels) {
      if (const records::Real value = analysis::median_over(
              analysis::cells_of(input.run.cells, arm, {level, std::nullopt}), figure)) {
        values.push_back(tr(input.language, "{:.{}f} at {}", *value, decimals, level));
      }
    }
    if (!values.empty()) {
      arms.push_back(fmt::format("{}: {}", arm, fmt::join(values, ", ")));
    }
  }
  return arms.empty() ? "" : fmt::format("{}: {}. ", what, fmt::join(arms, "; "));
}

std::string describe_throughputs(const report::ReportInput& input) {
  return describe_medians(input, tr(input.language, "Median requests per second by concurrency"),
                          "throughput", 1, 0);
}

std::string describe_latencies(const report::ReportInput& input) {
  return describe_medians(input, tr(input.language, "Median latency in ms by concurrency"),
                          "latency_p50", 1000, 2) +
         describe_medians(input, "p99", "latency_p99", 1000, 2);
}

}  // namespace tiga::suite::charts
