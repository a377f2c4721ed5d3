#include "suite/measure/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "loadgen/merge.hpp"
#include "suite/measure/division.hpp"

namespace tiga::suite::measure {
namespace {

using namespace std::chrono_literals;

// Until the last generator is ready to begin.
constexpr common::Nanoseconds time_to_set_up = 300ms;
constexpr common::Nanoseconds time_between_pulses = 20ms;

using Runs = std::vector<std::unique_ptr<GeneratorRun>>;

std::vector<loadgen::Summary> wait_for(Runs runs, const Pulse& pulse) {
  const common::Nanoseconds each = time_between_pulses / static_cast<std::int64_t>(runs.size());
  std::vector<loadgen::Summary> found(runs.size());
  while (std::ranges::any_of(runs, [](const auto& run) { return run != nullptr; })) {
    pulse();
    for (std::size_t at = 0; at < runs.size(); ++at) {
      if (runs[at] == nullptr) {
        continue;
      }
      if (auto summary = runs[at]->wait(common::Deadline::after(each))) {
        found[at] = *std::move(summary);
        runs[at].reset();
      }
    }
  }
  return found;
}

LoadEnd run_together(const std::vector<LoadOrder>& parts, const Testbed& testbed,
                     const Pulse& pulse) {
  std::vector<std::int64_t> offsets_ns;
  common::Nanoseconds bound{0};
  for (std::size_t at = 0; at < parts.size(); ++at) {
    const ClockOffset clock = testbed.generators[at]->clock_offset();
    offsets_ns.push_back(clock.offset.count());
    bound = std::max(bound, clock.bound);
  }
  const common::Nanoseconds start = common::SteadyClock::now().time_since_epoch() + time_to_set_up;
  Runs runs;
  std::vector<std::string> hosts;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    LoadOrder part = parts[at];
    part.start_at = start + common::Nanoseconds(offsets_ns[at]);
    runs.push_back(testbed.generators[at]->generate(part));
    hosts.push_back(testbed.generators[at]->name());
  }
  const std::vector<loadgen::Summary> found = wait_for(std::move(runs), pulse);
  const std::int64_t spread_ns = loadgen::start_spread_ns(found, offsets_ns) + bound.count();
  return {loadgen::merge(found, offsets_ns), std::move(hosts),
          static_cast<double>(spread_ns) / 1000};
}

}  // namespace

LoadEnd run_load(const LoadOrder& order, const Testbed& testbed, const Pulse& pulse) {
  const std::vector<LoadOrder> parts = divide(order, testbed.generators.size());
  if (parts.size() > 1) {
    return run_together(parts, testbed, pulse);
  }
  Host& host = *testbed.generators.front();
  Runs one;
  one.push_back(host.generate(parts.front()));
  return {std::move(wait_for(std::move(one), pulse).front()), {host.name()}};
}

void refuse_divided_wrk(const plan::Plan& plan, const Testbed& testbed) {
  for (const std::string& arm : plan.measured_arms()) {
    if (testbed.generators.size() > 1 && plan.arm(arm).generator == plan::Generator::wrk) {
      throw common::UsageError(fmt::format(
          "{}: wrk cannot generate the load of {} on {} hosts: it cannot be told when to begin",
          plan.name, arm, testbed.generators.size()));
    }
  }
}

}  // namespace tiga::suite::measure
