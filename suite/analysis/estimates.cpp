#include "suite/analysis/estimates.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "stats/median.hpp"
#include "stats/quantile_interval.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/metric.hpp"

namespace tiga::suite::analysis {
namespace {

struct Figure {
  std::string_view metric;
  CellFigure get;
  std::string_view bound = {};  ///< what the figure is where the generator was the limit
};

const std::array figures{
    Figure{"throughput", &records::CellRow::ok_per_second, "at least"},
    Figure{"server_cpu", &records::CellRow::server_cpu_us_per_request},
    Figure{"total_cpu", &records::CellRow::total_cpu_us_per_request},
    Figure{"context_switches", switches_per_request},
    Figure{"peak_memory", &records::CellRow::server_peak_memory_kib},
    Figure{"latency_p50", &records::CellRow::latency_p50_us, "at most"},
    Figure{"latency_p90", &records::CellRow::latency_p90_us, "at most"},
    Figure{"latency_p99", &records::CellRow::latency_p99_us, "at most"},
    Figure{"latency_p99_9", &records::CellRow::latency_p99_9_us, "at most"},
};

std::string bound_of(const Figure& figure, const records::Real& generator_share) {
  if (figure.bound.empty()) {
    return "";
  }
  const std::optional<bool> saturated = is_saturated(generator_share);
  return std::string(saturated ? (*saturated ? figure.bound : "") : "unknown");
}

std::optional<records::EstimateRow> estimate(const Figure& figure, const Cells& cells) {
  const std::vector<double> values = known_values(cells, figure.get);
  if (values.empty()) {
    return std::nullopt;
  }
  records::EstimateRow row;
  row.metric = figure.metric;
  row.blocks = values.size();
  row.median = *stats::median(values);
  if (const auto interval = stats::quantile_interval(values, 0.5)) {
    row.lower = interval->lower;
    row.upper = interval->upper;
  }
  return row;
}

// Bins by their upper bound.
struct Pool {
  std::map<std::uint64_t, std::uint64_t> counts;
  std::uint64_t least_ns = 0;
  std::uint64_t requests = 0;
  std::set<std::uint64_t> cells;
};

using PoolKey = std::tuple<std::uint64_t, records::Real, std::string>;

std::map<PoolKey, Pool> pools_of(std::span<const records::CellRow> cells,
                                 std::span<const records::LatencyRow> bins) {
  std::set<std::uint64_t> valid;
  for (const records::CellRow& cell : cells) {
    if (cell.valid) {
      valid.insert(cell.cell);
    }
  }
  std::map<PoolKey, Pool> pools;
  for (const records::LatencyRow& bin : bins) {
    if (!valid.contains(bin.cell) || bin.count == 0) {
      continue;
    }
    Pool& pool = pools[{bin.concurrency, bin.load, bin.arm}];
    pool.least_ns = pool.requests == 0 ? bin.lower_ns : std::min(pool.least_ns, bin.lower_ns);
    pool.counts[bin.upper_ns] += bin.count;
    pool.requests += bin.count;
    pool.cells.insert(bin.cell);
  }
  return pools;
}

void append_curve(const Pool& pool, records::DistributionRow row,
                  std::vector<records::DistributionRow>& rows) {
  constexpr double apart = 1.02;  // of the drawn curve's points: its file would have thousands
  row.blocks = pool.cells.size();
  row.requests = pool.requests;
  row.latency_us = static_cast<double>(pool.least_ns) / 1e3;
  rows.push_back(row);
  std::uint64_t seen = 0;
  for (const auto& [upper_ns, count] : pool.counts) {
    seen += count;
    const double latency_us = static_cast<double>(upper_ns) / 1e3;
    if (latency_us >= row.latency_us * apart || seen == pool.requests) {
      row.latency_us = latency_us;
      row.share = static_cast<double>(seen) / static_cast<double>(pool.requests);
      rows.push_back(row);
    }
  }
}

}  // namespace

records::Real estimated_value(std::string_view metric, const records::CellRow& cell) {
  const auto* figure = std::ranges::find(figures, metric, &Figure::metric);
  return figure == figures.end() ? std::nullopt : figure->get(cell);
}

std::vector<plan::Level> sorted_levels(const plan::Plan& plan) {
  std::vector<plan::Level> levels = plan.levels();
  std::ranges::sort(levels);
  return levels;
}

std::vector<records::EstimateRow> make_estimates(const plan::Plan& plan,
                                                 std::span<const records::CellRow> cells) {
  std::vector<records::EstimateRow> rows;
  for (const Figure& figure : figures) {
    for (const plan::Level& level : sorted_levels(plan)) {
      for (const std::string& arm : plan.measured_arms()) {
        if (auto row = estimate(figure, cells_of(cells, arm, level))) {
          row->concurrency = level.concurrency;
          row->load = level.load;
          row->arm = arm;
          row->bound = bound_of(figure, facts_of(plan, cells, arm, level).generator_core_share);
          rows.push_back(std::move(*row));
        }
      }
    }
  }
  return rows;
}

std::vector<records::DistributionRow> make_distributions(
    const plan::Plan& plan, std::span<const records::CellRow> cells,
    std::span<const records::LatencyRow> bins) {
  const std::map<PoolKey, Pool> pools = pools_of(cells, bins);
  std::vector<records::DistributionRow> rows;
  for (const plan::Level& level : sorted_levels(plan)) {
    for (const std::string& arm : plan.measured_arms()) {
      const auto pool = pools.find({level.concurrency, level.load, arm});
      if (pool != pools.end()) {
        records::DistributionRow row;
        row.concurrency = level.concurrency;
        row.load = level.load;
        row.arm = arm;
        append_curve(pool->second, std::move(row), rows);
      }
    }
  }
  return rows;
}

void write_estimates(const records::RunData& run, std::span<const records::EstimateRow> estimates,
                     std::span<const records::DistributionRow> distributions) {
  common::write_file(run.folder / "estimates.csv",
                     csv_file(records::estimate_columns(), estimates));
  common::write_file(run.folder / "distributions.csv",
                     csv_file(records::distribution_columns(), distributions));
}

}  // namespace tiga::suite::analysis
