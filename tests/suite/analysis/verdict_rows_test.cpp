#include "suite/analysis/verdict_rows.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_verdicts.hpp"

namespace tiga::suite::analysis {
namespace {

std::vector<records::VerdictRow> rows_of(const std::vector<Verdict>& verdicts) {
  std::vector<records::VerdictRow> rows;
  for (const Verdict& verdict : verdicts) {
    rows.push_back(to_row(verdict));
  }
  return rows;
}

TEST(VerdictRows, GiveTheSameRowsAgain) {
  std::vector<records::CellRow> cells = tests::two_arms();
  tests::add(cells, tests::made_up_arm("pool", 12, 15001, 50));
  tests::saturate(cells, "async");
  const plan::Plan plan = tests::made_up_plan({"threaded", "async", "pool"});
  const std::vector<Verdict> verdicts = make_verdicts(plan, cells, tests::seed);
  const std::vector<Verdict> again = verdicts_from_rows(rows_of(verdicts));
  ASSERT_EQ(again.size(), verdicts.size());
  ASSERT_FALSE(again.empty());
  for (std::size_t at = 0; at < again.size(); ++at) {
    EXPECT_EQ(again[at].metric, verdicts[at].metric);
    EXPECT_EQ(again[at].level, verdicts[at].level);
    EXPECT_EQ(again[at].arm, verdicts[at].arm);
    EXPECT_EQ(again[at].baseline, verdicts[at].baseline);
    EXPECT_EQ(again[at].kind, verdicts[at].kind);
    EXPECT_EQ(again[at].bound, verdicts[at].bound);
    EXPECT_EQ(again[at].blocks, 12U);
    EXPECT_EQ(again[at].comparison->ratio, verdicts[at].comparison->ratio);
    EXPECT_EQ(again[at].comparison->interval_95.lower, verdicts[at].comparison->interval_95.lower);
    EXPECT_EQ(again[at].corrected_p, verdicts[at].corrected_p);
  }
}

TEST(VerdictRows, KeepWhyThereIsNoVerdict) {
  const std::vector<Verdict> verdicts =
      make_verdicts(tests::two_arms_plan(), tests::two_arms(3), tests::seed);
  const std::vector<Verdict> again = verdicts_from_rows(rows_of(verdicts));
  ASSERT_FALSE(again.empty());
  EXPECT_EQ(again[0].kind, VerdictKind::invalid);
  for (const text::Language language : text::languages()) {
    EXPECT_EQ(again[0].caveat.in(language), verdicts[0].caveat.in(language)) << language.tag();
  }
}

TEST(VerdictRows, OfAnotherVersionAreLeftOut) {
  records::VerdictRow row = to_row(Verdict{});
  row.metric = "energy";
  EXPECT_TRUE(verdicts_from_rows(std::vector{row}).empty());
  row.metric = "throughput";
  row.verdict = "splendid";
  EXPECT_TRUE(verdicts_from_rows(std::vector{row}).empty());
}

}  // namespace
}  // namespace tiga::suite::analysis
