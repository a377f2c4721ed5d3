#include "loadgen/requests/work.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

#include "loadgen/run/summarise.hpp"
#include "tests/loadgen/requests/samples.hpp"

namespace tiga::loadgen::requests {
namespace {

Options options(std::uint64_t requests, std::uint64_t concurrency) {
  Options options;
  options.url = parse_url("http://127.0.0.1/");
  options.requests = requests;
  options.concurrency = concurrency;
  options.keep_alive = true;
  return options;
}

/// A run of one thread.
struct OneThread {
  explicit OneThread(const Options& options)
      : shared(options, "request", Addresses(common::resolve(options.url.endpoint)), {}),
        work(shared, 0) {}

  Summary summary() {
    const std::array<const Work*, 1> works = {&work};
    return run::summarise(shared, works, EngineChoice::epoll, {});
  }

  Shared shared;
  Work work;
};

void serve(Work& work, Exchange& exchange) {
  exchange.connected(common::SteadyClock::now());
  work.addresses().succeeded(0);
  exchange.received(good, common::SteadyClock::now());
  work.end(exchange, 0);
}

TEST(Work, StartsTheRequestedNumberOfRequests) {
  OneThread run(options(3, 1));
  Work& work = run.work;
  Exchange exchange(work.checker());
  int started = 0;
  while (work.begin(exchange, false, common::SteadyClock::now())) {
    EXPECT_TRUE(work.any_in_flight());
    serve(work, exchange);
    ++started;
  }
  EXPECT_EQ(started, 3);
  EXPECT_TRUE(work.over());
  EXPECT_FALSE(work.any_in_flight());
  EXPECT_EQ(work.tally().outcomes()[Outcome::ok], 3u);
}

TEST(Work, StartsNoneOnceStopped) {
  OneThread run(options(3, 1));
  Work& work = run.work;
  Exchange exchange(work.checker());
  work.stop(Stop::interrupted);
  work.stop(Stop::time_over);
  EXPECT_FALSE(work.begin(exchange, false, common::SteadyClock::now()));
  EXPECT_EQ(work.stopped(), Stop::interrupted);
  EXPECT_EQ(run.summary().not_started, 3u);
}

TEST(Work, GivesUpIfNoConnectionWasEverMade) {
  OneThread run(options(10, 2));
  Work& work = run.work;
  Exchange exchange(work.checker());
  for (const Stop expected : {Stop::none, Stop::unreachable}) {
    ASSERT_TRUE(work.begin(exchange, false, common::SteadyClock::now()));
    exchange.fail(Outcome::refused, "Connection refused", common::SteadyClock::now());
    work.end(exchange, 0);
    EXPECT_EQ(work.stopped(), expected);
  }
}

TEST(Work, DoesNotGiveUpOnceAConnectionWasMade) {
  OneThread run(options(10, 1));
  Work& work = run.work;
  Exchange exchange(work.checker());
  work.begin(exchange, false, common::SteadyClock::now());
  serve(work, exchange);
  for (int count = 0; count < 5; ++count) {
    work.begin(exchange, false, common::SteadyClock::now());
    exchange.fail(Outcome::refused, "Connection refused", common::SteadyClock::now());
    work.end(exchange, 0);
  }
  EXPECT_EQ(work.stopped(), Stop::none);
}

TEST(Work, EndsAtItsTimeLimit) {
  Options limited = options(10, 1);
  limited.time_limit = std::chrono::seconds(100);
  OneThread run(limited);
  const common::TimePoint start = run.shared.start;
  run.work.check_clock(start + std::chrono::seconds(99));
  EXPECT_EQ(run.work.stopped(), Stop::none);
  EXPECT_LE(run.work.next_check(), start + std::chrono::seconds(100));
  run.work.check_clock(start + std::chrono::seconds(100));
  EXPECT_EQ(run.work.stopped(), Stop::time_over);
}

/// After --duration nothing is started, but what is in flight is waited for.
TEST(Work, ContinuesAfterItsDurationWhileRequestsAreInFlight) {
  Options limited = options(Options::unlimited, 1);
  limited.requests_given = false;
  limited.duration = std::chrono::seconds(100);
  OneThread run(limited);
  Exchange exchange(run.work.checker());
  ASSERT_TRUE(run.work.begin(exchange, false, run.shared.start));
  run.work.check_clock(run.shared.start + std::chrono::seconds(101));
  EXPECT_EQ(run.work.stopped(), Stop::none);
  EXPECT_FALSE(run.work.over());
  serve(run.work, exchange);
  EXPECT_TRUE(run.work.over());
  EXPECT_FALSE(run.work.begin(exchange, true, common::SteadyClock::now()));
  EXPECT_EQ(run.summary().ok(), 1u);
  EXPECT_EQ(run.summary().not_started, 0u);
}

TEST(Work, DoesNotCountItsWarmup) {
  Options warm = options(2, 1);
  warm.warmup = std::chrono::seconds(10);
  OneThread run(warm);
  Exchange exchange(run.work.checker());
  for (int count = 0; count < 5; ++count) {
    ASSERT_TRUE(run.work.begin(exchange, count > 0, run.shared.start));
    EXPECT_FALSE(exchange.counted());
    run.work.addresses().succeeded(0);
    exchange.received(good, run.shared.start);
    run.work.end(exchange, 0);
  }
  const common::TimePoint counted = run.shared.counted_from;
  run.work.check_clock(counted);
  for (int count = 0; count < 2; ++count) {
    ASSERT_TRUE(run.work.begin(exchange, true, counted));
    exchange.received(good, counted + std::chrono::milliseconds(1));
    run.work.end(exchange, 0);
  }
  EXPECT_TRUE(run.work.over());
  run.work.finish();
  const Summary summary = run.summary();
  EXPECT_EQ(summary.ok(), 2u);
  EXPECT_EQ(summary.bytes_received, 2 * good.size());
  EXPECT_EQ(summary.connections_opened, 0u);
  ASSERT_TRUE(summary.warmup);
  EXPECT_EQ(summary.warmup->requests, 5u);
  EXPECT_EQ(summary.warmup->failed, 0u);
  EXPECT_NEAR(summary.elapsed_s, 0.001, 1e-9);
}

TEST(Work, StartsNothingBeforeItsInstant) {
  Options at_an_instant = options(2, 1);
  at_an_instant.start_at = common::SteadyClock::now() + std::chrono::hours(1);
  OneThread run(at_an_instant);
  const common::TimePoint start = *at_an_instant.start_at;
  EXPECT_EQ(run.shared.start, start);
  EXPECT_EQ(run.work.next_due(), start);
  EXPECT_LE(run.work.next_check(), start);
  EXPECT_FALSE(run.work.over());
  Exchange exchange(run.work.checker());
  run.work.check_clock(start - common::Nanoseconds(1));
  EXPECT_FALSE(run.work.begin(exchange, false, start - common::Nanoseconds(1)));
  EXPECT_EQ(run.work.began(), std::nullopt);
  run.work.check_clock(start + std::chrono::microseconds(7));
  EXPECT_TRUE(run.work.begin(exchange, false, start + std::chrono::microseconds(7)));
  run.work.addresses().succeeded(0);
  exchange.received(good, start + std::chrono::milliseconds(2));
  run.work.end(exchange, 0);
  const Summary summary = run.summary();
  EXPECT_EQ(summary.started_monotonic_ns, start.time_since_epoch().count());
  EXPECT_NEAR(summary.elapsed_s, 0.002, 1e-9);
  ASSERT_TRUE(summary.start_at);
  EXPECT_EQ(summary.start_at->asked_ns, start.time_since_epoch().count());
  EXPECT_FALSE(summary.start_at->passed);
  EXPECT_NEAR(summary.start_at->late_us.value(), 7, 1e-6);
}

TEST(Work, ThatIsStoppedBeforeItsInstantHasNotBegun) {
  Options at_an_instant = options(2, 1);
  at_an_instant.start_at = common::SteadyClock::now() + std::chrono::hours(1);
  OneThread run(at_an_instant);
  run.work.stop(Stop::interrupted);
  EXPECT_TRUE(run.work.over());
  const Summary summary = run.summary();
  EXPECT_EQ(summary.start_at->late_us, std::nullopt);
  EXPECT_EQ(summary.not_started, 2u);
  EXPECT_EQ(summary.elapsed_s, 0);
}

TEST(Work, StartsAtOnceIfItsInstantHasPassed) {
  Options late = options(1, 1);
  const common::TimePoint before = common::SteadyClock::now();
  late.start_at = before - std::chrono::seconds(5);
  OneThread run(late);
  EXPECT_GE(run.shared.start, before);
  run.work.check_clock(common::SteadyClock::now());
  Exchange exchange(run.work.checker());
  EXPECT_TRUE(run.work.begin(exchange, false, common::SteadyClock::now()));
  serve(run.work, exchange);
  const Summary summary = run.summary();
  EXPECT_TRUE(summary.start_at->passed);
  EXPECT_GE(summary.start_at->late_us.value(), 5e6);
}

TEST(Work, ReportsItsProgress) {
  OneThread run(options(3, 1));
  Exchange exchange(run.work.checker());
  run.work.begin(exchange, false, common::SteadyClock::now());
  serve(run.work, exchange);
  run.work.check_clock(run.work.next_check());
  EXPECT_EQ(run.shared.ended, 1u);
}

TEST(Work, ThreadsShareConcurrencyAndRequests) {
  Options several = options(3, 5);
  several.threads = 2;
  OneThread run(several);
  Work second(run.shared, 1);
  EXPECT_EQ(run.work.concurrency(), 3u);
  EXPECT_EQ(second.concurrency(), 2u);
  Exchange exchange(run.work.checker());
  Exchange other(second.checker());
  run.work.begin(exchange, false, common::SteadyClock::now());
  serve(run.work, exchange);
  for (int count = 0; count < 2; ++count) {
    ASSERT_TRUE(second.begin(other, false, common::SteadyClock::now()));
    serve(second, other);
  }
  EXPECT_FALSE(run.work.begin(exchange, true, common::SteadyClock::now()));
  const std::array<const Work*, 2> works = {&run.work, &second};
  const Summary summary = run::summarise(run.shared, works, EngineChoice::epoll, {});
  EXPECT_EQ(summary.ok(), 3u);
  EXPECT_EQ(summary.connections_opened, 3u);
  EXPECT_EQ(summary.generator.threads.size(), 2u);
}

/// What the first thread has seen is what the second expects.
TEST(Work, ThreadsExpectTheSameReply) {
  Options several = options(4, 2);
  several.threads = 2;
  OneThread run(several);
  Work second(run.shared, 1);
  Exchange exchange(run.work.checker());
  Exchange other(second.checker());
  const common::TimePoint now = common::SteadyClock::now();
  run.work.begin(exchange, true, now);
  serve(run.work, exchange);
  second.begin(other, true, now);
  other.received("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHellO", now);
  second.end(other, 0);
  EXPECT_EQ(second.tally().outcomes()[Outcome::wrong_content], 1u);
}

TEST(Summarise, RefusesCountsThatDoNotAddUp) {
  OneThread run(options(3, 1));
  Exchange exchange(run.work.checker());
  run.work.begin(exchange, false, common::SteadyClock::now());
  EXPECT_THROW(run.summary(), std::logic_error);
  serve(run.work, exchange);
  EXPECT_EQ(run.summary().attempted, 1u);
}

TEST(Summarise, ReportsMissingRequestsOnlyIfANumberWasRequested) {
  for (const bool given : {true, false}) {
    Options asked = options(3, 1);
    asked.requests_given = given;
    OneThread run(asked);
    Exchange exchange(run.work.checker());
    run.work.begin(exchange, false, common::SteadyClock::now());
    serve(run.work, exchange);
    EXPECT_EQ(run.summary().not_started, given ? 2u : 0u);
  }
}

TEST(Summarise, ReportsWhetherTheGeneratorOrTheServerWasTheLimit) {
  Summary summary;
  EXPECT_EQ(run::verdict_of(summary), Verdict::nothing_measured);
  summary.outcomes[Outcome::ok] = 1;
  summary.generator.core_share = 0.90;
  EXPECT_EQ(run::verdict_of(summary), Verdict::server_measured);
  summary.generator.core_share = 0.97;
  EXPECT_EQ(run::verdict_of(summary), Verdict::generator_limited);
}

}  // namespace
}  // namespace tiga::loadgen::requests
