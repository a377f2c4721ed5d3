#include "loadgen/work.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "loadgen/summarise.hpp"

namespace tiga::loadgen {
namespace {

const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

Options options(std::uint64_t requests, std::uint64_t concurrency) {
  Options options;
  options.url = parse_url("http://127.0.0.1/");
  options.requests = requests;
  options.concurrency = concurrency;
  options.keep_alive = true;
  return options;
}

Work work_for(const Options& options, Observers observers = {}) {
  return Work(options, "request", Addresses(common::resolve(options.url.endpoint)),
              std::move(observers));
}

void serve(Work& work, Exchange& exchange) {
  exchange.connected(common::SteadyClock::now());
  work.connected(0);
  exchange.received(good, common::SteadyClock::now());
  work.end(exchange, 0);
}

TEST(Work, StartsAsManyRequestsAsAskedFor) {
  Work work = work_for(options(3, 1));
  Exchange exchange(work.checker());
  int started = 0;
  while (work.begin(exchange, false, common::SteadyClock::now())) {
    EXPECT_TRUE(work.any_in_flight());
    serve(work, exchange);
    ++started;
  }
  EXPECT_EQ(started, 3);
  EXPECT_EQ(work.left(), 0u);
  EXPECT_FALSE(work.any_in_flight());
  EXPECT_EQ(work.tally().outcomes()[Outcome::ok], 3u);
}

TEST(Work, StartsNoneOnceStopped) {
  Work work = work_for(options(3, 1));
  Exchange exchange(work.checker());
  work.stop(Stop::interrupted);
  work.stop(Stop::time_over);
  EXPECT_FALSE(work.begin(exchange, false, common::SteadyClock::now()));
  EXPECT_EQ(work.stopped(), Stop::interrupted);
  EXPECT_EQ(work.left(), 3u);
}

TEST(Work, GivesUpWhereNoConnectionWasEverMade) {
  Work work = work_for(options(10, 2));
  Exchange exchange(work.checker());
  for (const Stop expected : {Stop::none, Stop::unreachable}) {
    ASSERT_TRUE(work.begin(exchange, false, common::SteadyClock::now()));
    exchange.fail(Outcome::refused, "Connection refused", common::SteadyClock::now());
    work.end(exchange, 0);
    EXPECT_EQ(work.stopped(), expected);
  }
}

TEST(Work, DoesNotGiveUpOnceAConnectionWasMade) {
  Work work = work_for(options(10, 1));
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

TEST(Work, LooksAtTheClock) {
  Options limited = options(10, 1);
  limited.time_limit = std::chrono::seconds(100);
  int shown = 0;
  Observers observers;
  observers.progress = [&](common::Nanoseconds, std::uint64_t) { ++shown; };
  Work work = work_for(limited, std::move(observers));
  const common::TimePoint start = common::SteadyClock::now();
  work.look_at_clock(start);
  EXPECT_EQ(shown, 0);
  work.look_at_clock(start + std::chrono::seconds(99));
  EXPECT_EQ(shown, 1);
  EXPECT_EQ(work.stopped(), Stop::none);
  EXPECT_LE(work.next_look(), start + std::chrono::seconds(100));
  work.look_at_clock(start + std::chrono::seconds(100));
  EXPECT_EQ(work.stopped(), Stop::time_over);
}

TEST(Summarise, RefusesCountsThatDoNotAddUp) {
  const Options asked = options(3, 1);
  Work work = work_for(asked);
  Exchange exchange(work.checker());
  work.begin(exchange, false, common::SteadyClock::now());
  EXPECT_THROW(summarise(asked, work, {}, "epoll"), std::logic_error);
  serve(work, exchange);
  EXPECT_EQ(summarise(asked, work, {}, "epoll").attempted, 1u);
}

TEST(Summarise, MissesOnlyRequestsThatWereAskedFor) {
  Options asked = options(3, 1);
  Work work = work_for(asked);
  Exchange exchange(work.checker());
  work.begin(exchange, false, common::SteadyClock::now());
  serve(work, exchange);
  EXPECT_EQ(summarise(asked, work, {}, "epoll").not_started, 2u);
  asked.requests_given = false;
  EXPECT_EQ(summarise(asked, work, {}, "epoll").not_started, 0u);
}

TEST(Summarise, SaysWhoWasTheLimit) {
  const Options asked = options(2, 1);
  Work work = work_for(asked);
  Exchange exchange(work.checker());
  EXPECT_EQ(summarise(asked, work, {}, "epoll").verdict, Verdict::nothing_measured);
  work.begin(exchange, false, common::SteadyClock::now());
  serve(work, exchange);
  const auto verdict_at = [&](double share) {
    const auto cpu = std::chrono::duration_cast<common::Nanoseconds>(work.elapsed() * share);
    return summarise(asked, work, {cpu, cpu}, "epoll").verdict;
  };
  EXPECT_EQ(verdict_at(0.90), Verdict::server_measured);
  EXPECT_EQ(verdict_at(0.97), Verdict::generator_limited);
}

}  // namespace
}  // namespace tiga::loadgen
