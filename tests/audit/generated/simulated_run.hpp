// A run of a closed loop that never took place, with figures that agree.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tiga::audit {

/// All times in seconds.
struct SimulatedRun {
  std::uint64_t clients = 1;
  std::uint64_t requests = 1;
  double time = 0;
  std::vector<double> latencies;  ///< sorted
  std::uint64_t bytes_each = 0;
  std::uint64_t content_each = 0;

  double rate() const { return static_cast<double>(requests) / time; }
  double mean() const;
  /// The latency that this share of the requests did not exceed.
  double percentile(double share) const;
  double bytes() const { return static_cast<double>(requests * bytes_each); }
};

/// Clients that send a request after each reply, with latencies of a random distribution. The same
/// seed gives the same run.
SimulatedRun simulate(std::uint32_t seed);

/// The run as a tool prints it, rounded as the tool rounds.
struct Layout {
  std::string name;
  std::string (*print)(const SimulatedRun&);
};

/// Of each tool, and tables as people write them.
std::vector<Layout> all_layouts();

}  // namespace tiga::audit
