// What makes a cell invalid, decided from what both ends saw.
#include "suite/cell.hpp"

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

BothEnds clean() { return {all_ok(200), all_ok(1000), 1200}; }

TEST(Cell, IsValidWhenBothEndsAgree) {
  EXPECT_EQ(why_invalid(clean()), std::nullopt);
  BothEnds cold{std::nullopt, all_ok(1000), 1000};
  EXPECT_EQ(why_invalid(cold), std::nullopt);
}

TEST(Cell, IsInvalidWhenARequestDidNotEndOk) {
  BothEnds ends = clean();
  ends.counted.outcomes[Outcome::ok] = 990;
  ends.counted.outcomes[Outcome::reset] = 7;
  ends.counted.outcomes[Outcome::wrong_status] = 3;
  EXPECT_EQ(why_invalid(ends), "990 of 1000 requests ended ok; 3 wrong_status, 7 reset");
}

TEST(Cell, IsInvalidWhenRequestsWereNotStarted) {
  BothEnds ends = clean();
  ends.counted = all_ok(900);
  ends.counted.not_started = 100;
  ends.replies = 1100;
  EXPECT_EQ(why_invalid(ends), "900 of 1000 requests ended ok; 100 not_started");
}

TEST(Cell, IsInvalidWhenTheWarmUpFailed) {
  BothEnds ends = clean();
  ends.warm_up->outcomes[Outcome::ok] = 199;
  ends.warm_up->outcomes[Outcome::timed_out] = 1;
  EXPECT_EQ(why_invalid(ends), "warm-up: 199 of 200 requests ended ok; 1 timed_out");
}

TEST(Cell, IsInvalidWhenCountersDisagree) {
  for (const std::uint64_t replies : {0U, 1000U, 1199U, 1201U, 2400U}) {
    BothEnds ends = clean();
    ends.replies = replies;
    EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("counters disagree"))) << replies;
  }
}

TEST(Cell, IsInvalidWhenTheServersCountIsNotKnown) {
  BothEnds ends = clean();
  ends.replies.reset();
  EXPECT_THAT(why_invalid(ends), Optional(HasSubstr("no count")));
}

TEST(Cell, KeepsItsRowWhenNothingCanBeStarted) {
  Plan plan;
  plan.requests = 10;
  const Bench bench{"/nonexistent", testing::TempDir() + "tiga-cell", std::nullopt, std::nullopt};
  const CellResult result = run_cell({3, 2, "async", 5}, plan, bench, [] {});
  EXPECT_FALSE(result.row.valid);
  EXPECT_EQ(result.row.cell, 3);
  EXPECT_EQ(result.row.block, 2);
  EXPECT_EQ(result.row.arm, "async");
  EXPECT_EQ(result.row.concurrency, 5);
  EXPECT_EQ(result.row.time_taken_s, std::nullopt);
  EXPECT_THAT(result.row.reason, HasSubstr("cannot start /nonexistent/async_server"));
  std::filesystem::remove_all(bench.work);
}

}  // namespace
}  // namespace tiga::suite
