// What makes a ratio vary: blocks, processes, or runs; and what more of each would give.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stats/comparison.hpp"
#include "stats/variance.hpp"
#include "suite/analysis/metric.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::study {

/// The variances of the logarithm of one ratio, or of one arm's value.
struct RatioVariance {
  std::uint32_t concurrency = 0;
  std::string arm;
  std::string baseline;  ///< empty: the arm's own value, no ratio
  stats::VarianceComponents components;
};

/// Of each arm and each pair of arms (the copy with its original too) at each concurrency, over the
/// blocks in which all runs are valid; those with fewer than two such blocks, or with a single
/// process or run, are left out. By throughput or server CPU.
std::vector<RatioVariance> ratio_variances(const plan::Plan& plan,
                                           std::span<const records::VarianceRow> rows,
                                           analysis::Metric metric);

/// The first run of each process over the mean of its later runs, by throughput, at one
/// concurrency, over all arms: below 1 if a longer warm-up would matter. One value for each block;
/// `nullopt` with fewer than two.
std::optional<stats::Comparison> first_over_later(std::span<const records::VarianceRow> rows,
                                                  std::uint32_t concurrency);

/// A design that could be measured instead, and how precise it would be.
struct DesignForecast {
  std::size_t processes = 1;             ///< of a block
  std::size_t runs = 1;                  ///< of a process
  std::size_t blocks = 0;                ///< that fit into the budget
  std::vector<double> half_widths = {};  ///< of each ratio's 95 % interval, ascending, as shares
};

/// For designs of one to four processes with one to eight runs: the blocks that fit into `budget_s`
/// at the measured times, and the half widths of Student's intervals that the components give for
/// the throughput ratios, if blocks are independent.
std::vector<DesignForecast> forecasts(std::span<const RatioVariance> variances,
                                      std::span<const records::VarianceRow> rows, double budget_s);

/// All of it as tables in Markdown.
std::string variance_page(const plan::Plan& plan, std::span<const records::VarianceRow> rows,
                          double budget_s);

}  // namespace tiga::suite::study
