// The settings of a comparison, and the rounds of one cell.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/loadgen_bench/comparison.hpp"
#include "bench/loadgen_bench/servers.hpp"
#include "stats/random.hpp"

namespace tiga::bench {

/// The defaults are those of `make bench-loadgen`: under 8 minutes with two engines.
struct Settings {
  unsigned rounds = 10;  ///< of each cell, at least 2
  unsigned seconds = 1;  ///< approximate duration of each run
  std::vector<std::uint64_t> concurrency = {50, 500};
  std::vector<std::string> servers = {"nginx", "bare"};
  std::vector<std::string> contenders = {"loadgen-epoll", "loadgen-io_uring", "wrk", "ab"};
  std::vector<Mode> modes = {Mode::keep_alive, Mode::one_connection};
  std::uint64_t seed = 1;  ///< of the order within a round
};

/// Reads the command line; `nullopt` after printing help. Throws UsageError.
std::optional<Settings> parse_command_line(int argc, char** argv);

/// Measures one cell: each generator first finds how many requests take about as long as a run
/// should; then rounds, in each of which every generator runs once, in a shuffled order. `say`
/// receives a line of progress after each round.
Cell measure_cell(const Settings& settings, const std::vector<const Generator*>& generators,
                  const Load& load, const common::CpuSet& cpus, stats::Random& random,
                  const std::function<void(const std::string&)>& say);

/// The numbers 0 to count - 1 in random order, the same for the same seed on every system.
std::vector<std::size_t> shuffled(std::size_t count, stats::Random& random);

}  // namespace tiga::bench
