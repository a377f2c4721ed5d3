// Where values vary that were measured in a nested design: blocks, processes of a block, runs of a
// process.
#pragma once

#include <cstddef>
#include <vector>

namespace tiga::stats {

/// values[block][process][run]: each block has as many processes, each process as many runs.
using NestedValues = std::vector<std::vector<std::vector<double>>>;

/// The variances that add up to that of a single value. An estimate below 0, which chance gives to
/// a small component, is 0.
struct VarianceComponents {
  double between_blocks = 0;     ///< of the means of blocks
  double between_processes = 0;  ///< of the means of processes within their block
  double within_process = 0;     ///< of runs within their process
  std::size_t blocks = 0;
  std::size_t processes = 0;  ///< of a block
  std::size_t runs = 0;       ///< of a process

  double total() const { return between_blocks + between_processes + within_process; }
  /// Variance of the mean of one block that has so many processes with so many runs each.
  double of_block_mean(std::size_t processes, std::size_t runs) const;
};

/// By the mean squares of a nested analysis of variance (S. R. Searle, G. Casella and C. E.
/// McCulloch, "Variance components", 1992, section 3.5): unbiased but for the cut at 0, for any
/// distribution. Throws std::invalid_argument for fewer than two blocks, processes or runs, or an
/// unequal number of them.
VarianceComponents variance_components(const NestedValues& values);

}  // namespace tiga::stats
