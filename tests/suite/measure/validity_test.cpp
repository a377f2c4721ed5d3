// What makes a cell invalid, decided from what both ends saw.
#include "suite/measure/validity.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace tiga::suite::measure {
namespace {

using loadgen::Outcome;
using testing::StartsWith;

loadgen::Summary all_ok(std::uint64_t requests) {
  loadgen::Summary summary;
  summary.attempted = requests;
  summary.outcomes[Outcome::ok] = requests;
  return summary;
}

// The reason's code and figures; "" of a valid cell.
std::string why(const BothEnds& ends) {
  return why_invalid(ends).value_or(records::Reason()).field();
}

BothEnds clean() { return {{all_ok(200)}, all_ok(1000), true, 1200}; }

TEST(Validity, IsValidWhenBothEndsAgree) {
  EXPECT_EQ(why_invalid(clean()), std::nullopt);
  BothEnds cold{{}, all_ok(1000), true, 1000};
  EXPECT_EQ(why(cold), "");
}

TEST(Validity, IsInvalidWhenARequestDidNotEndOk) {
  BothEnds ends = clean();
  ends.counted.outcomes[Outcome::ok] = 990;
  ends.counted.outcomes[Outcome::reset] = 7;
  ends.counted.outcomes[Outcome::wrong_status] = 3;
  EXPECT_EQ(why(ends), "not_all_ok ok=990 requests=1000 wrong_status=3 reset=7");
}

TEST(Validity, KeepsWhatTheGeneratorSaysOfTheFirstOfEachOutcome) {
  BothEnds ends = clean();
  ends.counted.outcomes[Outcome::ok] = 990;
  ends.counted.outcomes[Outcome::wrong_status] = 3;
  ends.counted.outcomes[Outcome::reset] = 7;
  ends.counted.examples = {
      {Outcome::reset, "Connection reset by peer", "", "127.0.0.1:8080", 0.1},
      {Outcome::wrong_status, "status 502, expected 200", "HTTP/1.1 502 Bad\r\n", "", 0.2},
      {Outcome::timed_out, "of the warm-up", "", "", 0}};
  EXPECT_EQ(why(ends),
            "not_all_ok ok=990 requests=1000 wrong_status=3 detail=\"status 502, expected 200\" "
            "began=\"HTTP/1.1 502 Bad\\\\r\\\\n\" reset=7 detail=\"Connection reset by peer\"");
}

TEST(Validity, IsInvalidWhenRequestsWereNotStarted) {
  BothEnds ends = clean();
  ends.counted = all_ok(900);
  ends.counted.not_started = 100;
  ends.replies = 1100;
  EXPECT_EQ(why(ends), "not_all_ok ok=900 requests=1000 not_started=100");
}

TEST(Validity, IsInvalidWhenTheWarmUpFailed) {
  BothEnds ends = clean();
  ends.warm_up[0].outcomes[Outcome::ok] = 199;
  ends.warm_up[0].outcomes[Outcome::timed_out] = 1;
  EXPECT_EQ(why(ends), "not_all_ok ok=199 requests=200 timed_out=1 during=warm_up");
}

TEST(Validity, IsInvalidWhenCountersDisagree) {
  for (const std::uint64_t replies : {0U, 1000U, 1199U, 1201U, 2400U}) {
    BothEnds ends = clean();
    ends.replies = replies;
    EXPECT_EQ(why(ends), fmt::format("counters_disagree replies={} ok=1200 started=1200", replies));
  }
}

TEST(Validity, IsInvalidWhenTheCountOfTheServerIsUnknown) {
  BothEnds ends = clean();
  ends.replies.reset();
  EXPECT_EQ(why(ends), "no_count");
}

TEST(Validity, OfServersWithoutCountersDependsOnTheGeneratorAlone) {
  BothEnds ends = clean();
  ends.replies.reset();
  ends.counts_replies = false;
  EXPECT_EQ(why(ends), "");
}

TEST(Validity, NeedsARequest) {
  BothEnds ends = clean();
  ends.counted = {};
  ends.replies = 200;
  EXPECT_EQ(why(ends), "nothing_answered");
}

TEST(Validity, AddsUpTheBatchesOfTheWarmUp) {
  BothEnds ends = clean();
  ends.warm_up = {all_ok(200), all_ok(500)};
  ends.replies = 1700;
  EXPECT_EQ(why(ends), "");
  ends.warm_up.pop_back();
  EXPECT_THAT(why(ends), StartsWith("counters_disagree replies="));
}

TEST(Validity, IsInvalidWhenLittlesLawDoesNotHold) {
  BothEnds ends = clean();
  ends.counted.elapsed_s = 0.1;           // 10,000 a second
  ends.counted.mean_in_flight_us = 1000;  // hence 10 in flight
  for (const double in_flight : {9.2, 10.0, 10.9}) {
    ends.counted.mean_in_flight = in_flight;
    EXPECT_EQ(why(ends), "") << in_flight;
  }
  for (const double in_flight : {8.9, 11.3}) {
    ends.counted.mean_in_flight = in_flight;
    EXPECT_EQ(why(ends), fmt::format("littles_law ratio={:.2f}", 10 / in_flight));
  }
}

loadgen::Summary beside(loadgen::Summary summary) {
  loadgen::BackgroundClientFacts& facts = summary.background_clients.emplace();
  facts.idle = facts.idle_at_begin = facts.idle_at_end = 256;
  facts.slow_readers = facts.slow_readers_at_begin = facts.slow_readers_at_end = 32;
  facts.slow_requests = 40;
  facts.slow_replies = 8;
  return summary;
}

// Those under way at the end may be sent or not.
TEST(Validity, CountsTheRequestsOfSlowReadersOnBothSides) {
  BothEnds ends = clean();
  ends.counted = beside(ends.counted);
  ends.warm_up[0] = beside(ends.warm_up[0]);
  for (const std::uint64_t replies : {1216U, 1250U, 1280U}) {
    ends.replies = replies;
    EXPECT_EQ(why(ends), "") << replies;
  }
  for (const std::uint64_t replies : {1200U, 1215U, 1281U}) {
    ends.replies = replies;
    EXPECT_THAT(why(ends), StartsWith("counters_disagree replies=")) << replies;
  }
}

TEST(Validity, IsInvalidWhenBackgroundClientsWereLost) {
  for (const auto lost : {&loadgen::BackgroundClientFacts::idle_at_begin,
                          &loadgen::BackgroundClientFacts::idle_at_end,
                          &loadgen::BackgroundClientFacts::slow_readers_at_begin,
                          &loadgen::BackgroundClientFacts::slow_readers_at_end}) {
    BothEnds ends = clean();
    ends.counted = beside(ends.counted);
    ends.replies = 1210;
    EXPECT_EQ(why(ends), "");
    (*ends.counted.background_clients).*lost -= 1;
    EXPECT_THAT(why(ends), StartsWith("lost_clients idle=256 "));
  }
  BothEnds ends = clean();
  ends.warm_up[0] = beside(ends.warm_up[0]);
  ends.warm_up[0].background_clients->slow_failures = 2;
  EXPECT_EQ(why(ends),
            "lost_clients idle=256 idle_at_begin=256 idle_at_end=256 slow_readers=32 "
            "slow_readers_at_begin=32 slow_readers_at_end=32 slow_failures=2 slow_requests=40 "
            "during=warm_up");
}

}  // namespace
}  // namespace tiga::suite::measure
