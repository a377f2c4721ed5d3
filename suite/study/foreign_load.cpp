#include "suite/study/foreign_load.hpp"

#include <poll.h>

#include <cmath>
#include <string>

#include "common/clock.hpp"
#include "stats/random.hpp"

namespace tiga::suite::study {
namespace {

constexpr double burst_ms = 500;
constexpr double pause_ms = 1500;

double exponential(stats::Random& random, double mean) {
  constexpr std::uint64_t steps = 1'000'000;
  return -mean * std::log((static_cast<double>(random.below(steps)) + 0.5) / steps);
}

}  // namespace

void use_a_core_in_bursts(std::uint64_t seed) {
  stats::Random random(seed);
  while (true) {
    const auto burst = std::chrono::duration<double, std::milli>(exponential(random, burst_ms));
    const auto began = common::SteadyClock::now();
    while (common::SteadyClock::now() - began < burst) {
    }
    ::poll(nullptr, 0, static_cast<int>(exponential(random, pause_ms)));
  }
}

ForeignLoad::ForeignLoad(const std::filesystem::path& programs, std::uint64_t seed,
                         const common::GroupKeeper& keeper)
    : process_(common::ChildProcess::start(
          {.arguments = {(programs / "tiga").string(), "foreign-load", std::to_string(seed)},
           .own_group = true,
           .keeper = &keeper})) {}

}  // namespace tiga::suite::study
