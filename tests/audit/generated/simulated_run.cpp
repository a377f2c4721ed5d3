#include "tests/audit/generated/simulated_run.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace tiga::audit {

double SimulatedRun::mean() const {
  return std::accumulate(latencies.begin(), latencies.end(), 0.0) /
         static_cast<double>(latencies.size());
}

double SimulatedRun::percentile(double share) const {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(latencies.size()));
  return latencies[std::min(at, latencies.size() - 1)];
}

SimulatedRun simulate(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto whole = [&](std::uint64_t least, std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>(least, most)(random);
  };
  SimulatedRun run;
  run.clients = whole(1, 100);
  const std::uint64_t requests_each = whole(20, 100);
  run.requests = run.clients * requests_each;
  run.content_each = whole(10, 20'000);
  run.bytes_each = run.content_each + whole(80, 400);
  const double median = std::pow(10, std::uniform_real_distribution<>(-3.5, -0.5)(random));
  std::lognormal_distribution<> latency(std::log(median),
                                        std::uniform_real_distribution<>(0.05, 1.0)(random));
  for (std::uint64_t client = 0; client < run.clients; ++client) {
    double time = 0;
    for (std::uint64_t i = 0; i < requests_each; ++i) {
      run.latencies.push_back(latency(random));
      time += run.latencies.back();
    }
    run.time = std::max(run.time, time);
  }
  std::ranges::sort(run.latencies);
  return run;
}

}  // namespace tiga::audit
