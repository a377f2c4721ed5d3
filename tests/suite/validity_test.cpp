// What makes a cell invalid, decided from what both ends saw.
#include "suite/validity.hpp"

#include <gmock/gmock.h>

namespace tiga::suite {
namespace {

using loadgen::Outcome;
using testing::HasSubstr;
using testing::Optional;

loadgen::Summary all_ok(std::uint64_t requests) {
  loadgen::Summary summary;
  summary.attempted = requests;
  summary.outcomes[Outcome::ok] = requests;
  return summary;
}

BothEnds clean() { return {{all_ok(200)}, all_ok(1000), true, 1200}; }

TEST(Validity, IsValidWhenBothEndsAgree) {
  EXPECT_EQ(why_invalid(clean()), std::nullopt);
  BothEnds cold{{}, all_ok(1000), true, 1000};
  EXPECT_EQ(why_invalid(cold), std::nullopt);
}

TEST(Validity, IsInvalidWhenARequestDidNotEndOk) {
  BothEnds ends = clean();
  ends.counted.outcomes[Outcome::ok] = 990;
  ends.counted.outcomes[Outcome::reset] = 7;
  ends.counted.outcomes[Outcome::wrong_status] = 3;
  EXPECT_EQ(why_invalid(ends), "990 of 1000 requests ended ok; 3 wrong_status, 7 reset");
}

TEST(Validity, IsInvalidWhenRequestsWereNotStarted) {
  BothEnds ends = clean();
  ends.counted = all_ok(900);
  ends.counted.not_started = 100;
  ends.replies = 1100;
  EXPECT_EQ(why_invalid(ends), "900 of 1000 requests ended ok; 100 not_started");
}

TEST(Validity, IsInvalidWhenTheWarmUpFailed) {
  BothEnds ends = clean();
  ends.warm_up[0].outcomes[Outcome::ok] = 199;
  ends.warm_up[0].outcomes[Outcome::timed_out] = 1;
  EXPECT_EQ(why_invalid(ends), "warm-up: 199 of 200 requests ended ok; 1 timed_out");
}

TEST(Validity, IsInvalidWhenCountersDisagree) {
  for (const std::uint64_t replies : {0U, 1000U, 1199U, 1201U, 2400U}) {
    BothEnds ends = clean();
    ends.replies = replies;
    EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("counters disagree"))) << replies;
  }
}

TEST(Validity, IsInvalidWhenTheServersCountIsNotKnown) {
  BothEnds ends = clean();
  ends.replies.reset();
  EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("no count")));
}

TEST(Validity, OfServersThatKeepNoCountIsTheGeneratorsWord) {
  BothEnds ends = clean();
  ends.replies.reset();
  ends.counts_replies = false;
  EXPECT_EQ(why_invalid(ends), std::nullopt);
}

TEST(Validity, NeedsARequest) {
  BothEnds ends = clean();
  ends.counted = {};
  ends.replies = 200;
  EXPECT_EQ(why_invalid(ends), "no request was answered");
}

TEST(Validity, SumsTheBatchesOfTheWarmUp) {
  BothEnds ends = clean();
  ends.warm_up = {all_ok(200), all_ok(500)};
  ends.replies = 1700;
  EXPECT_EQ(why_invalid(ends), std::nullopt);
  ends.warm_up.pop_back();
  EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("counters disagree")));
}

TEST(Validity, IsLostWhenLittlesLawDoesNotHold) {
  BothEnds ends = clean();
  ends.counted.elapsed_s = 0.1;           // 10,000 a second
  ends.counted.mean_in_flight_us = 1000;  // hence 10 in flight
  for (const double in_flight : {9.2, 10.0, 10.9}) {
    ends.counted.mean_in_flight = in_flight;
    EXPECT_EQ(why_invalid(ends), std::nullopt) << in_flight;
  }
  for (const double in_flight : {8.9, 11.3}) {
    ends.counted.mean_in_flight = in_flight;
    EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("Little's law does not hold"))) << in_flight;
  }
}

}  // namespace
}  // namespace tiga::suite
