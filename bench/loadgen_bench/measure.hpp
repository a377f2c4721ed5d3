// The rounds of one cell.
#pragma once

#include <functional>
#include <random>
#include <string>

#include "bench/loadgen_bench/comparison.hpp"
#include "bench/loadgen_bench/servers.hpp"
#include "bench/loadgen_bench/settings.hpp"

namespace tiga::bench {

/// Measures one cell: each generator first finds how many requests take about as long as a run
/// should; then rounds, in each of which every generator runs once, in a shuffled order. `say`
/// receives a line of progress after each round.
Cell measure_cell(const Settings& settings, const std::vector<const Generator*>& generators,
                  const Load& load, const common::CpuSet& cpus, std::mt19937_64& random,
                  const std::function<void(const std::string&)>& say);

/// The numbers 0 to count - 1 in random order (Fisher and Yates), the same for the same seed on
/// every system, unlike std::shuffle.
std::vector<std::size_t> shuffled(std::size_t count, std::mt19937_64& random);

}  // namespace tiga::bench
