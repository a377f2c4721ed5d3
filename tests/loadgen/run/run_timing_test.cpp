// Runs: limits of time, warm-up, open loop, timeline.
#include <atomic>
#include <thread>

#include "tests/loadgen/run/run_fixture.hpp"

namespace tiga::loadgen::run {
namespace {

class RunTiming : public Run {};

INSTANTIATE_TEST_SUITE_P(, RunTiming, testing::ValuesIn(engine::offered_engines()),
                         engine::engine_name);

TEST_P(RunTiming, EndsWhenTheTimeLimitIsReached) {
  const RogueServer server(well_behaved());
  Options options = options_for(server.url(), 1'000'000'000, 2);
  options.time_limit = std::chrono::seconds(1);
  options.requests_given = false;
  const Summary summary = run_load(options, {});
  EXPECT_GE(summary.elapsed_s, 0.99);
  EXPECT_LT(summary.elapsed_s, 10) << "a busy machine may add some, not many times as much";
  EXPECT_GT(summary.ok(), 0u);
  EXPECT_EQ(summary.attempted, summary.ok() + summary.outcomes[Outcome::abandoned]);
  EXPECT_LE(summary.outcomes[Outcome::abandoned], 2u);
  EXPECT_EQ(summary.not_started, 0u);
  EXPECT_FALSE(summary.interrupted);
  EXPECT_EQ(summary.failed(), 0u);
}

/// The time that a server takes is the time that is reported.
TEST_P(RunTiming, ReportsTheDelayOfTheServerAsLatency) {
  constexpr auto delay = std::chrono::milliseconds(50);
  const RogueServer server(by_request([&](Visitor& visitor, int) {
    std::this_thread::sleep_for(delay);
    return answer(visitor, good);
  }));
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), 20, 2);
    options.keep_alive = keep_alive;
    const Summary summary = run_load(options, {});
    EXPECT_GE(*summary.latency_us.min, 50'000);
    EXPECT_GE(summary.times->waiting.min, 50);
    EXPECT_GE(summary.times->total.mean, summary.times->processing.mean);
    EXPECT_NEAR(*summary.littles_law_ratio(), 1, 0.1);
    EXPECT_EQ(summary.verdict, Verdict::server_measured);
  }
}

TEST_P(RunTiming, DoesNotCountRequestsOfTheWarmup) {
  std::atomic<std::uint64_t> served{0};
  const RogueServer server(by_request([&](Visitor& visitor, int) {
    ++served;
    return answer(visitor, good);
  }));
  for (const bool keep_alive : {false, true}) {
    served = 0;
    Options options = options_for(server.url(), 30, 2);
    options.keep_alive = keep_alive;
    options.warmup = std::chrono::milliseconds(100);
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.ok(), 30u);
    ASSERT_TRUE(summary.warmup);
    EXPECT_GT(summary.warmup->requests, 0u);
    EXPECT_EQ(summary.warmup->failed, 0u);
    EXPECT_EQ(summary.ok() + summary.warmup->requests, served);
    EXPECT_EQ(summary.bytes_received, 30 * good.size());
    EXPECT_EQ(summary.connections_opened, keep_alive ? 0u : 30u);
  }
}

TEST_P(RunTiming, WaitsForRequestsInFlightAtTheEndOfTheDuration) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    std::this_thread::sleep_for(std::chrono::milliseconds(70));
    return answer(visitor, good);
  }));
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), Options::unlimited, 2);
    options.requests_given = false;
    options.keep_alive = keep_alive;
    options.duration = std::chrono::milliseconds(100);
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.attempted, summary.ok());
    EXPECT_GE(summary.elapsed_s, 0.1);
    EXPECT_EQ(summary.not_started, 0u);
  }
}

TEST_P(RunTiming, KeepsTheScheduleOfAnOpenLoop) {
  const RogueServer server(well_behaved());
  for (const Arrivals arrivals : {Arrivals::constant, Arrivals::poisson}) {
    for (const bool keep_alive : {false, true}) {
      Options options = options_for(server.url(), 100, 4);
      options.keep_alive = keep_alive;
      options.threads = 2;
      options.open_loop = OpenLoop{500, arrivals, 100};
      const Summary summary = run_load(options, {});
      EXPECT_EQ(summary.attempted + summary.not_started, 100u);
      EXPECT_EQ(summary.ok(), summary.attempted);
      EXPECT_GE(summary.elapsed_s, 0.1);
      ASSERT_TRUE(summary.open_loop);
      EXPECT_EQ(summary.open_loop->rate, 500);
      if (arrivals == Arrivals::constant) {
        EXPECT_GE(summary.elapsed_s, 0.19);
      }
    }
  }
}

/// One place, and a server that stalls on the first request: the others wait in the queue, their
/// latency with them, and what finds no room there is not started.
TEST_P(RunTiming, CountsTheWaitForAFreeSlotInAnOpenLoop) {
  constexpr auto stall = std::chrono::milliseconds(300);
  const RogueServer server(by_request([&](Visitor& visitor, int request) {
    if (request == 0) {
      std::this_thread::sleep_for(stall);
    }
    return answer(visitor, good);
  }));
  Options options = options_for(server.url(), 50, 1);
  options.keep_alive = true;
  options.open_loop = OpenLoop{1000, Arrivals::constant, 10};
  const Summary summary = run_load(options, {});
  EXPECT_GE(summary.not_started, 30u);
  EXPECT_EQ(summary.ok() + summary.not_started, 50u);
  EXPECT_GE(*summary.latency_us.p50, 250'000) << "from when it was due, not when it was sent";
  EXPECT_GE(*summary.open_loop->delay_us.p50, 250'000);
}

TEST_P(RunTiming, WritesATimelineRowForEachSecond) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    return answer(visitor, good);
  }));
  Options options = options_for(server.url(), Options::unlimited, 2);
  options.requests_given = false;
  options.threads = 2;
  options.keep_alive = true;
  options.duration = std::chrono::milliseconds(1500);
  options.files.timeline = "wanted";
  const Summary summary = run_load(options, {});
  ASSERT_GE(summary.timeline.size(), 2u);
  EXPECT_LE(static_cast<double>(summary.timeline.size()), summary.elapsed_s + 1);
  std::uint64_t ok = 0;
  for (std::uint64_t second = 0; second < summary.timeline.size(); ++second) {
    EXPECT_EQ(summary.timeline[second].second, second);
    ok += summary.timeline[second].ok;
    if (second < 2) {  // the last replies come after that on a busy machine
      EXPECT_GT(summary.timeline[second].ok, 0u);
      EXPECT_GE(*summary.timeline[second].p50_us, 30'000);
    }
  }
  EXPECT_EQ(ok, summary.ok());
}

}  // namespace
}  // namespace tiga::loadgen::run
