// The settings of a comparison.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bench/loadgen_bench/generators.hpp"

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

}  // namespace tiga::bench
