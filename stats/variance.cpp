#include "stats/variance.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace tiga::stats {
namespace {

double mean_value(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double squares_around(const std::vector<double>& values, double centre) {
  return std::accumulate(values.begin(), values.end(), 0.0, [&](double sum, double value) {
    return sum + (value - centre) * (value - centre);
  });
}

void check_design(const NestedValues& values) {
  const auto is_balanced = [&](const auto& block) {
    return block.size() == values.front().size() &&
           std::ranges::all_of(block, [&](const auto& process) {
             return process.size() == values.front().front().size();
           });
  };
  if (values.size() < 2 || values.front().size() < 2 || values.front().front().size() < 2 ||
      !std::ranges::all_of(values, is_balanced)) {
    throw std::invalid_argument(
        "variance_components: two blocks, processes and runs at least, as many in each");
  }
}

}  // namespace

double VarianceComponents::of_block_mean(std::size_t processes_of_it,
                                         std::size_t runs_of_it) const {
  const auto of = static_cast<double>(processes_of_it);
  return between_blocks + between_processes / of +
         within_process / (of * static_cast<double>(runs_of_it));
}

VarianceComponents variance_components(const NestedValues& values) {
  check_design(values);
  VarianceComponents found{.blocks = values.size(),
                           .processes = values.front().size(),
                           .runs = values.front().front().size()};
  const auto blocks = static_cast<double>(found.blocks);
  const auto processes = static_cast<double>(found.processes);
  const auto runs = static_cast<double>(found.runs);
  std::vector<double> block_means;
  double within = 0;
  double between = 0;
  for (const auto& block : values) {
    std::vector<double> means;
    for (const std::vector<double>& process : block) {
      means.push_back(mean_value(process));
      within += squares_around(process, means.back());
    }
    block_means.push_back(mean_value(means));
    between += squares_around(means, block_means.back());
  }
  // Variances of the means of a process's runs, and of a block's processes.
  const double of_runs = within / (blocks * processes * (runs - 1));
  const double of_processes = between / (blocks * (processes - 1));
  const double of_blocks = squares_around(block_means, mean_value(block_means)) / (blocks - 1);
  found.within_process = of_runs;
  found.between_processes = std::max(0.0, of_processes - of_runs / runs);
  found.between_blocks = std::max(0.0, of_blocks - of_processes / processes);
  return found;
}

}  // namespace tiga::stats
