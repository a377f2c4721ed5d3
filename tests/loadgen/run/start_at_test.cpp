// Runs that start at an instant.
#include <atomic>
#include <chrono>
#include <functional>

#include "tests/loadgen/run/run_fixture.hpp"

namespace tiga::loadgen::run {
namespace {

using common::SteadyClock;
using common::TimePoint;

constexpr auto a_moment = std::chrono::milliseconds(100);

std::int64_t nanoseconds_of(TimePoint at) {
  return common::Nanoseconds(at.time_since_epoch()).count();
}

/// A server that knows when the first request of a run came.
class FirstRequest {
 public:
  TimePoint at() const { return at_.load(); }
  void forget() { at_ = TimePoint::max(); }
  const RogueServer& server() const { return server_; }

 private:
  std::atomic<TimePoint> at_{TimePoint::max()};
  const RogueServer server_{by_request([this](Visitor& visitor, int) {
    TimePoint none = TimePoint::max();
    at_.compare_exchange_strong(none, SteadyClock::now());
    return answer(visitor, good);
  })};
};

class StartAt : public Run {
 protected:
  /// Runs with these options, at an instant that only a busy machine lets pass.
  Summary run_at_an_instant(Options options, common::Nanoseconds ahead = a_moment) {
    first_.forget();
    options.start_at = SteadyClock::now() + ahead;
    const Summary summary = run_load(options, {});
    const std::int64_t counted_from = nanoseconds_of(*options.start_at + options.warmup);
    EXPECT_GE(first_.at(), *options.start_at) << "no request was sent before";
    EXPECT_GE(summary.started_monotonic_ns, counted_from);
    EXPECT_TRUE(summary.start_at);
    EXPECT_EQ(summary.start_at->asked_ns, nanoseconds_of(*options.start_at));
    EXPECT_EQ(summary.start_at->passed, summary.started_monotonic_ns > counted_from);
    EXPECT_GE(summary.start_at->late_us.value(), 0);
    EXPECT_EQ(summary.outcomes.sum(), summary.attempted);
    EXPECT_TRUE(summary.all_ok());
    return summary;
  }

  Options options_of(std::uint64_t requests, std::uint64_t concurrency) const {
    return options_for(first_.server().url(), requests, concurrency);
  }

  FirstRequest first_;
};

INSTANTIATE_TEST_SUITE_P(, StartAt, testing::ValuesIn(engine::offered_engines()),
                         engine::engine_name);

TEST_P(StartAt, IsTheBeginningOfTheRun) {
  const Summary summary = run_at_an_instant(options_of(20, 4), std::chrono::seconds(2));
  EXPECT_FALSE(summary.start_at->passed);
  EXPECT_EQ(summary.started_monotonic_ns, summary.start_at->asked_ns);
  EXPECT_EQ(summary.ok(), 20u);
}

TEST_P(StartAt, IsKeptByEachThreadOfAClosedLoop) {
  for (const unsigned threads : {1U, 3U}) {
    for (const bool keep_alive : {false, true}) {
      Options options = options_of(60, 6);
      options.threads = threads;
      options.keep_alive = keep_alive;
      EXPECT_EQ(run_at_an_instant(options).ok(), 60u);
    }
  }
}

TEST_P(StartAt, IsKeptByAnOpenLoop) {
  for (const Arrivals arrivals : {Arrivals::constant, Arrivals::poisson}) {
    Options options = options_of(40, 4);
    options.threads = 2;
    options.keep_alive = true;
    options.open_loop = OpenLoop{1000, arrivals, 1000};
    EXPECT_EQ(run_at_an_instant(options).ok(), 40u);
  }
}

TEST_P(StartAt, IsThatOfTheWarmup) {
  Options options = options_of(30, 2);
  options.warmup = std::chrono::milliseconds(50);
  const Summary summary = run_at_an_instant(options);
  EXPECT_EQ(summary.ok(), 30u);
  EXPECT_GT(summary.warmup->requests, 0u);
}

TEST_P(StartAt, BackgroundClientsAreConnectedBefore) {
  Options options = options_of(10, 2);
  options.keep_alive = true;
  options.background_clients.idle = 5;
  const Summary summary = run_at_an_instant(options);
  EXPECT_TRUE(summary.background_clients->all_survived());
}

/// The CPU time and the time of the wait are not the run's.
TEST_P(StartAt, TheWaitIsNotPartOfTheRun) {
  Options options = options_of(10, 1);
  options.time_limit = std::chrono::seconds(1000);
  const TimePoint before = SteadyClock::now();
  const Summary summary = run_at_an_instant(options);
  const common::Nanoseconds all = SteadyClock::now() - before;
  EXPECT_LE(summary.elapsed_s, std::chrono::duration<double>(all - a_moment).count());
  EXPECT_LE(summary.generator.cpu_s, summary.elapsed_s + 0.01);
}

TEST_P(StartAt, APhaseDelaysTheFirstRequest) {
  constexpr auto phase = std::chrono::milliseconds(150);
  Options options = options_of(3, 1);
  options.open_loop = OpenLoop{1000, Arrivals::constant, 10};
  options.open_loop->phase = phase;
  const TimePoint before = SteadyClock::now();
  const Summary summary = run_at_an_instant(options);
  EXPECT_GE(first_.at(), before + a_moment + phase);
  EXPECT_GE(summary.elapsed_s, 0.15);
}

TEST_P(StartAt, IsAtOnceIfTheInstantHasPassed) {
  Options options = options_of(10, 2);
  options.start_at = SteadyClock::now() - std::chrono::seconds(3);
  const TimePoint before = SteadyClock::now();
  const Summary summary = run_load(options, {});
  EXPECT_GE(summary.started_monotonic_ns, nanoseconds_of(before));
  EXPECT_EQ(summary.ok(), 10u);
  EXPECT_TRUE(summary.start_at->passed);
  EXPECT_GE(summary.start_at->late_us.value(), 3e6);
}

TEST_P(StartAt, WithoutOneTheRunStartsAtOnce) {
  const TimePoint before = SteadyClock::now();
  const Summary summary = run_load(options_of(10, 2), {});
  EXPECT_GE(summary.started_monotonic_ns, nanoseconds_of(before));
  EXPECT_LE(summary.started_monotonic_ns, nanoseconds_of(first_.at()));
  EXPECT_FALSE(summary.start_at);
}

}  // namespace
}  // namespace tiga::loadgen::run
