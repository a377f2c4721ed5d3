#include "servers/balancer/request_clock.hpp"

#include <gtest/gtest.h>

namespace tiga::servers::balancer {
namespace {

using namespace std::chrono_literals;

class RequestClockTest : public testing::Test {
 protected:
  RequestClockTest() {
    limits_.body_timeout = 30s;
    limits_.min_body_rate = 100;
    limits_.rate_grace = 5s;
    clock_.begin(now_);
    clock_.set_limit(10s);
  }
  void await_backend_for(common::Nanoseconds span) {
    clock_.await_backend(now_);
    now_ += span;
  }
  void await_client_for(common::Nanoseconds span, std::uint64_t content = 0) {
    clock_.await_client(now_, content);
    now_ += span;
  }
  common::Nanoseconds left(std::uint64_t content = 0) {
    return clock_.left(now_, content, limits_);
  }

  core::Options limits_;
  common::TimePoint now_{1000h};
  RequestClock clock_;
};

TEST_F(RequestClockTest, TheBackendIsAwaitedFirst) {
  now_ += 4s;
  EXPECT_EQ(clock_.awaited(), RequestClock::Side::backend);
  EXPECT_EQ(left(), 6s);
  now_ += 7s;
  EXPECT_EQ(left(), -1s);
}

TEST_F(RequestClockTest, TheClientsTimeIsNotTheBackends) {
  await_backend_for(4s);
  await_client_for(20s);
  EXPECT_EQ(clock_.used_by_backend(now_), 4s);
  await_backend_for(1s);
  EXPECT_EQ(left(), 5s) << "one limit holds over all phases";
}

TEST_F(RequestClockTest, TheBackendsTimeIsNotTheClients) {
  limits_.min_body_rate = 0;
  await_backend_for(3s);
  await_client_for(20s);
  await_backend_for(6s);
  await_client_for(1s);
  EXPECT_EQ(left(), 9s) << "of 30";
}

TEST_F(RequestClockTest, ContentMustKeepItsRateWhileTheClientIsAwaited) {
  await_client_for(4s, 1000);  // these came with the head
  EXPECT_EQ(left(1000), 1s);
  EXPECT_EQ(left(1200), 3s);
  await_backend_for(60s);
  await_client_for(2s, 1200);
  EXPECT_EQ(left(1200), 1s);
}

TEST_F(RequestClockTest, BytesDoNotExtendTheWholeTimeForContent) {
  await_client_for(29s);
  EXPECT_EQ(left(1'000'000), 1s);
}

TEST_F(RequestClockTest, WhatIsSkippedCountsForNobody) {
  await_backend_for(2s);
  const common::TimePoint since = now_;
  now_ += 50s;
  clock_.skip(since, now_);
  EXPECT_EQ(left(), 8s);
  await_client_for(1s);
  clock_.skip(now_ - 30s, now_);  // it was not the client's turn before
  EXPECT_EQ(left(), 5s);
}

TEST_F(RequestClockTest, AReplyThatProgressesHasItsTimeAgain) {
  await_backend_for(9s);
  clock_.reply_progressed(now_, 10s);
  EXPECT_EQ(left(), 10s);
  now_ += 10s;
  EXPECT_EQ(left(), 0s);
}

TEST_F(RequestClockTest, DuringAReplyContentIsAwaitedOnlyWhereTheReplyStalls) {
  clock_.await_client(now_, 0);
  for (int piece = 0; piece < 10; ++piece) {
    clock_.reply_progressed(now_, 10s);
    now_ += 9s;
    EXPECT_EQ(left(), 1s) << piece;
  }
  now_ += 1s;
  EXPECT_EQ(left(), 0s);
}

TEST_F(RequestClockTest, DuringAReplyContentThatTheBackendTakesIsProgress) {
  clock_.reply_progressed(now_, 10s);
  await_client_for(4s);
  EXPECT_EQ(left(), 6s) << "the client is excused longer than its rate would";
  await_backend_for(9s);
  clock_.content_progressed(now_);
  EXPECT_EQ(left(), 10s);
}

}  // namespace
}  // namespace tiga::servers::balancer
