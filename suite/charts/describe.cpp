#include "suite/charts/describe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

records::Real milliseconds(const records::Real& us) {
  return us ? records::Real(*us / 1000) : std::nullopt;
}

}  // namespace

std::string describe_medians(const report::ReportInput& input, std::string_view what,
                             const analysis::CellFigure& figure, int decimals) {
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
  return describe_medians(
      input, tr(input.language, "Median requests per second by concurrency"),
      [](const records::CellRow& cell) { return cell.ok_per_second; }, 0);
}

std::string describe_latencies(const report::ReportInput& input) {
  return describe_medians(
             input, tr(input.language, "Median latency in ms by concurrency"),
             [](const records::CellRow& cell) { return milliseconds(cell.latency_p50_us); }, 2) +
         describe_medians(
             input, "p99",
             [](const records::CellRow& cell) { return milliseconds(cell.latency_p99_us); }, 2);
}

}  // namespace tiga::suite::charts
