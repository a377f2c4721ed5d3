// What a server may do wrong, and that loadgen counts each of it as what it is, exactly as often as
// it happens.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "tests/loadgen/engine/engines.hpp"
#include "tests/loadgen/misbehaving/faults.hpp"
#include "tests/loadgen/misbehaving/rogue_runs.hpp"

namespace tiga::loadgen {

std::ostream& operator<<(std::ostream& out, const OutcomeCounts& counts) {
  for_each_outcome([&](Outcome outcome) {
    if (counts[outcome] > 0) {
      out << name_of(outcome) << ' ' << counts[outcome] << "  ";
    }
  });
  return out;
}

namespace {

using tests::answer_with;
using tests::by_request;
using tests::Fault;
using tests::faults;
using tests::RogueServer;
using tests::Visitor;

struct Setting {
  Fault fault;
  bool keep_alive;
  std::uint64_t concurrency;
  EngineChoice engine;

  /// Each hung request takes its timeout, so there are few of them.
  bool hangs() const { return fault.outcome == Outcome::timed_out; }
  int requests() const { return hangs() ? 12 : 40; }
};

std::vector<Setting> settings() {
  std::vector<Setting> settings;
  for (const Fault& fault : faults()) {
    for (const EngineChoice engine : engine::offered_engines()) {
      for (const bool keep_alive : {false, true}) {
        settings.push_back({fault, keep_alive, 1, engine});
        settings.push_back({fault, keep_alive, 4, engine});
      }
    }
  }
  return settings;
}

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.fault.name; }

class Misbehaviour : public testing::TestWithParam<Setting> {};

/// Every fourth request, but none of the first: those set what is expected.
bool is_bad(int request) { return request >= 4 && request % 4 == 3; }

std::uint64_t bad_among(int requests) {
  std::uint64_t count = 0;
  for (int request = 0; request < requests; ++request) {
    count += is_bad(request) ? 1u : 0u;
  }
  return count;
}

TEST_P(Misbehaviour, IsCountedAsItsOwnKindOfFailure) {
  const Setting& setting = GetParam();
  const RogueServer server(by_request([&](Visitor& visitor, int request) {
    return is_bad(request) ? setting.fault.answer(visitor)
                           : answer_with(visitor, tests::good_reply());
  }));
  Options options = tests::options_for(server.url(), setting.keep_alive, setting.concurrency);
  options.engine = setting.engine;
  options.requests = static_cast<std::uint64_t>(setting.requests());
  if (setting.hangs()) {
    options.timeout = std::chrono::seconds(1);
  }
  const Summary summary = run::run_load(options, {});

  const std::uint64_t bad = bad_among(setting.requests());
  OutcomeCounts expected;
  expected[Outcome::ok] = options.requests - bad;
  expected[setting.fault.outcome] += bad;
  EXPECT_EQ(summary.outcomes, expected);
  EXPECT_EQ(summary.attempted, options.requests);
  EXPECT_EQ(summary.not_started, 0u);
  std::uint64_t latencies = 0;
  for (const LatencyBin& bin : summary.latency_bins) {
    latencies += bin.count;
  }
  EXPECT_EQ(latencies, summary.ok()) << "only ok requests have a latency";
  EXPECT_EQ(summary.examples.size(), setting.fault.outcome == Outcome::ok ? 0u : 1u);
  if (!setting.keep_alive) {
    EXPECT_EQ(summary.connections_opened, options.requests);
  }
}

INSTANTIATE_TEST_SUITE_P(, Misbehaviour, testing::ValuesIn(settings()), [](const auto& test) {
  return test.param.fault.name + (test.param.keep_alive ? "_kept_" : "_closed_") +
         std::to_string(test.param.concurrency) + "_" + std::string(name_of(test.param.engine));
});

}  // namespace
}  // namespace tiga::loadgen
