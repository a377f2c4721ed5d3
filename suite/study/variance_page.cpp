// The tables of the variance study.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/median.hpp"
#include "suite/report/words.hpp"
#include "suite/study/markdown.hpp"
#include "suite/study/variance.hpp"

namespace tiga::suite::study {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// The standard deviation of a logarithm as a share of the value.
std::string deviation_text(double variance) { return percent_text(std::sqrt(variance)); }

std::string components_table(std::span<const RatioVariance> variances, bool ratios) {
  Rows rows;
  for (const RatioVariance& one : variances) {
    if (one.baseline.empty() == ratios) {
      continue;
    }
    const stats::VarianceComponents& parts = one.components;
    rows.push_back({ratios ? fmt::format("{} / {}", one.arm, one.baseline) : one.arm,
                    fmt::format("{}", one.concurrency), fmt::format("{}", parts.blocks),
                    deviation_text(parts.between_blocks), deviation_text(parts.between_processes),
                    deviation_text(parts.within_process), deviation_text(parts.total())});
  }
  return markdown_table({ratios ? "ratio" : "arm", "connections", "blocks", "between blocks",
                         "between processes", "within a process", "one run"},
                        rows);
}

std::string warm_up_table(const plan::Plan& plan, std::span<const records::VarianceRow> rows) {
  Rows table;
  for (const std::uint32_t concurrency : plan.concurrencies) {
    const auto found = first_over_later(rows, concurrency);
    table.push_back({fmt::format("{}", concurrency), found ? report::estimate(*found) : "–"});
  }
  return markdown_table({"connections", "first run / later runs of its process"}, table);
}

std::string forecast_table(std::span<const DesignForecast> found) {
  Rows rows;
  for (const DesignForecast& one : found) {
    const auto within = [&](double limit) {
      return fmt::format(
          "{} of {}",
          std::ranges::count_if(one.half_widths, [&](double width) { return width <= limit; }),
          one.half_widths.size());
    };
    const bool known = !one.half_widths.empty();
    rows.push_back({fmt::format("{} x {}", one.processes, one.runs), fmt::format("{}", one.blocks),
                    known ? fmt::format("±{}", percent_text(*stats::median(one.half_widths))) : "–",
                    known ? fmt::format("±{}", percent_text(one.half_widths.back())) : "–",
                    within(0.05), within(0.08)});
  }
  return markdown_table({"processes x runs of a block", "blocks", "median half width", "widest",
                         "within ±5 %", "within ±8 %"},
                        rows);
}

}  // namespace

std::string variance_page(const plan::Plan& plan, std::span<const records::VarianceRow> rows,
                          double budget_s) {
  const auto by_throughput = ratio_variances(plan, rows, analysis::Metric::throughput);
  if (by_throughput.empty()) {
    return "Too few blocks: two are needed in which all runs are valid.\n";
  }
  const auto by_cpu = ratio_variances(plan, rows, analysis::Metric::server_cpu);
  return "Standard deviations of throughput:\n\n" + components_table(by_throughput, false) +
         "\nOf the ratio of throughputs of runs in the same block:\n\n" +
         components_table(by_throughput, true) + "\nOf the ratio of server CPU a request:\n\n" +
         components_table(by_cpu, true) +
         "\nWhether the warm-up is long enough (throughput, all arms, 95 % interval):\n\n" +
         warm_up_table(plan, rows) +
         fmt::format(
             "\nWhat {:.0f} s would give for the ratios of throughputs, if blocks are "
             "independent:\n\n{}",
             budget_s, forecast_table(forecasts(by_throughput, rows, budget_s)));
}

}  // namespace tiga::suite::study
