#include "suite/study/variance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "stats/mean.hpp"

namespace tiga::suite::study {
namespace {

using analysis::Metric;
using records::VarianceRow;

records::Real value_in(Metric metric, const VarianceRow& row) {
  const records::Real value =
      metric == Metric::throughput ? row.ok_per_second : row.server_cpu_us_per_request;
  return value && *value > 0 ? value : std::nullopt;
}

// Logarithms of an arm's values at one concurrency: [block][process][run].
using Logs = std::map<std::uint64_t, std::map<std::uint64_t, std::vector<double>>>;

Logs logs_of(std::span<const VarianceRow> rows, Metric metric, const std::string& arm,
             std::uint32_t concurrency) {
  Logs logs;
  for (const VarianceRow& row : rows) {
    const records::Real value = value_in(metric, row);
    if (row.arm == arm && row.concurrency == concurrency && value) {
      logs[row.block][row.process].push_back(std::log(*value));
    }
  }
  return logs;
}

// The differences block by block, process by process, run by run, where both have a value.
Logs difference(const Logs& arm, const Logs& baseline) {
  Logs result;
  for (const auto& [block, processes] : arm) {
    for (const auto& [process, runs] : processes) {
      if (!baseline.contains(block) || !baseline.at(block).contains(process)) {
        continue;
      }
      const std::vector<double>& others = baseline.at(block).at(process);
      for (std::size_t run = 0; run < std::min(runs.size(), others.size()); ++run) {
        result[block][process].push_back(runs[run] - others[run]);
      }
    }
  }
  return result;
}

// Blocks that are whole: as many processes and runs as the fullest.
stats::NestedValues whole_blocks(const Logs& logs) {
  std::size_t processes = 0;
  std::size_t runs = 0;
  for (const auto& [block, of_block] : logs) {
    processes = std::max(processes, of_block.size());
    for (const auto& [process, values] : of_block) {
      runs = std::max(runs, values.size());
    }
  }
  stats::NestedValues whole;
  for (const auto& [block, of_block] : logs) {
    std::vector<std::vector<double>> values;
    for (const auto& [process, of_process] : of_block) {
      if (of_process.size() == runs) {
        values.push_back(of_process);
      }
    }
    if (values.size() == processes) {
      whole.push_back(std::move(values));
    }
  }
  return whole;
}

void add_variance(std::vector<RatioVariance>& found, const Logs& logs, RatioVariance named) {
  const stats::NestedValues values = whole_blocks(logs);
  if (values.size() >= 2 && values.front().size() >= 2 && values.front().front().size() >= 2) {
    named.components = stats::variance_components(values);
    found.push_back(std::move(named));
  }
}

// The times that a block of the grid takes, summed over its cells: of everything but the counted
// runs, for one process each; of one counted run each.
struct BlockTimes {
  double setup_s = 0;
  double run_s = 0;
};

BlockTimes block_times(std::span<const VarianceRow> rows) {
  using Cell = std::tuple<std::string, std::uint64_t>;
  struct Sums {
    double setup_s = 0;
    double run_s = 0;
    double processes = 0;
    double runs = 0;
  };
  std::map<Cell, Sums> cells;
  for (const VarianceRow& row : rows) {
    if (!row.run_s || !row.process_s) {
      continue;
    }
    Sums& sums = cells[{row.arm, row.concurrency}];
    sums.run_s += *row.run_s;
    sums.setup_s -= *row.run_s;
    sums.runs += 1;
    if (row.run == 1) {
      sums.setup_s += *row.process_s;
      sums.processes += 1;
    }
  }
  BlockTimes times;
  for (const auto& [cell, sums] : cells) {
    times.setup_s += sums.setup_s / sums.processes;
    times.run_s += sums.run_s / sums.runs;
  }
  return times;
}

}  // namespace

std::vector<RatioVariance> ratio_variances(const plan::Plan& plan,
                                           std::span<const VarianceRow> rows, Metric metric) {
  std::vector<RatioVariance> found;
  for (const std::uint32_t concurrency : plan.concurrencies) {
    const auto logs = [&](const std::string& arm) {
      return logs_of(rows, metric, arm, concurrency);
    };
    for (const std::string& arm : plan.arms) {
      add_variance(found, logs(arm), {concurrency, arm, "", {}});
    }
    for (const auto& [arm, baseline, copy] : plan.pairs()) {
      add_variance(found, difference(logs(arm), logs(baseline)), {concurrency, arm, baseline, {}});
    }
  }
  return found;
}

std::optional<stats::Comparison> first_over_later(std::span<const VarianceRow> rows,
                                                  std::uint32_t concurrency) {
  std::set<std::string> arms;
  for (const VarianceRow& row : rows) {
    arms.insert(row.arm);
  }
  std::map<std::uint64_t, std::vector<double>> of_blocks;
  for (const std::string& arm : arms) {
    for (const auto& [block, processes] : logs_of(rows, Metric::throughput, arm, concurrency)) {
      for (const auto& [process, runs] : processes) {
        if (runs.size() >= 2) {
          double later = 0;
          std::for_each(runs.begin() + 1, runs.end(), [&](double value) { later += value; });
          of_blocks[block].push_back(runs.front() - later / static_cast<double>(runs.size() - 1));
        }
      }
    }
  }
  std::vector<double> means;
  means.reserve(of_blocks.size());
  for (const auto& [block, values] : of_blocks) {
    means.push_back(values.size() == 1 ? values.front() : stats::mean_of(values).value);
  }
  constexpr std::uint64_t seed = 1;
  return means.size() < 2 ? std::nullopt : std::optional(stats::compare_paired(means, seed));
}

std::vector<DesignForecast> forecasts(std::span<const RatioVariance> variances,
                                      std::span<const VarianceRow> rows, double budget_s) {
  constexpr std::array<std::pair<std::size_t, std::size_t>, 8> designs{
      {{1, 1}, {1, 2}, {1, 4}, {1, 8}, {2, 1}, {2, 2}, {2, 4}, {4, 1}}};
  const BlockTimes times = block_times(rows);
  std::vector<DesignForecast> found;
  for (const auto& [processes, runs] : designs) {
    const double block_s =
        static_cast<double>(processes) * (times.setup_s + static_cast<double>(runs) * times.run_s);
    DesignForecast forecast{.processes = processes, .runs = runs};
    forecast.blocks = block_s > 0 ? static_cast<std::size_t>(budget_s / block_s) : 0;
    for (const RatioVariance& variance : variances) {
      if (forecast.blocks >= 2 && !variance.baseline.empty()) {
        const auto blocks = static_cast<double>(forecast.blocks);
        const double error = std::sqrt(variance.components.of_block_mean(processes, runs) / blocks);
        forecast.half_widths.push_back(
            std::exp(stats::two_sided_t(blocks - 1, stats::confidence) * error) - 1);
      }
    }
    std::ranges::sort(forecast.half_widths);
    found.push_back(std::move(forecast));
  }
  return found;
}

}  // namespace tiga::suite::study
