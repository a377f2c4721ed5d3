// What makes a cell invalid, decided from what both ends saw.
#include "suite/measure/validity.hpp"

#include <gmock/gmock.h>

#include "suite/analysis/stored_reason.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::measure {
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

TEST(Validity, IsInvalidWhenTheCountOfTheServerIsUnknown) {
  BothEnds ends = clean();
  ends.replies.reset();
  EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("no count")));
}

TEST(Validity, OfServersWithoutCountersDependsOnTheGeneratorAlone) {
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

TEST(Validity, AddsUpTheBatchesOfTheWarmUp) {
  BothEnds ends = clean();
  ends.warm_up = {all_ok(200), all_ok(500)};
  ends.replies = 1700;
  EXPECT_EQ(why_invalid(ends), std::nullopt);
  ends.warm_up.pop_back();
  EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("counters disagree")));
}

TEST(Validity, IsInvalidWhenLittlesLawDoesNotHold) {
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
    EXPECT_EQ(why_invalid(ends), std::nullopt) << replies;
  }
  for (const std::uint64_t replies : {1200U, 1215U, 1281U}) {
    ends.replies = replies;
    EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("counters disagree"))) << replies;
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
    EXPECT_EQ(why_invalid(ends), std::nullopt);
    (*ends.counted.background_clients).*lost -= 1;
    EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("of 256 idle connections ")));
  }
  BothEnds ends = clean();
  ends.warm_up[0] = beside(ends.warm_up[0]);
  ends.warm_up[0].background_clients->slow_failures = 2;
  EXPECT_EQ(why_invalid(ends),
            "warm-up: of 256 idle connections 256 stood at the begin, 256 at the end; of 32 slow "
            "readers 32 and 32; 2 of their 40 requests failed");
}

// What the page says in Indonesian comes from the English text of cells.csv.
TEST(Validity, HasEachReasonInIndonesianToo) {
  std::vector<BothEnds> broken(8, clean());
  broken[0].counted = {};
  broken[1].counted.outcomes[Outcome::ok] -= 10;
  broken[1].counted.outcomes[Outcome::timed_out] = 10;
  broken[2].warm_up[0].outcomes[Outcome::ok] = 199;
  broken[2].warm_up[0].outcomes[Outcome::timed_out] = 1;
  broken[3].replies = 0;
  broken[4].replies.reset();
  broken[5].counted.elapsed_s = 0.1;
  broken[5].counted.mean_in_flight_us = 1000;
  broken[5].counted.mean_in_flight = 20;
  broken[6].counted = beside(broken[6].counted);
  broken[6].counted.background_clients->idle_at_end = 3;
  broken[7].warm_up[0] = beside(broken[7].warm_up[0]);
  broken[7].warm_up[0].background_clients->slow_failures = 2;
  for (const BothEnds& ends : broken) {
    const std::string reason = why_invalid(ends).value_or("");
    EXPECT_EQ(analysis::told_reason(reason, text::Language::english), reason);
    EXPECT_NE(analysis::told_reason(reason, tests::indonesian), reason);
  }
  EXPECT_EQ(analysis::told_reason("warm-up: 199 of 200 requests ended ok; 1 timed_out",
                                  tests::indonesian),
            "pemanasan: 199 dari 200 permintaan berakhir ok; 1 timed_out");
  EXPECT_EQ(analysis::told_reason(
                "counters disagree: the servers sent 0 replies, the generator counts 1200 "
                "ok and 1201 started",
                tests::indonesian),
            "hitungan tidak cocok: server mengirim 0 jawaban, generator menghitung 1200 ok dan "
            "1201 dimulai");
  EXPECT_EQ(analysis::told_reason(why_invalid(broken[6]).value_or(""), tests::indonesian),
            "dari 256 koneksi diam 256 bertahan pada awal, 3 pada akhir; dari 32 pembaca lambat 32 "
            "dan 32; 0 dari 40 permintaan mereka gagal");
  EXPECT_EQ(analysis::told_reason("async exited with status 1: bind", tests::indonesian),
            "async exited with status 1: bind");
}

}  // namespace
}  // namespace tiga::suite::measure
