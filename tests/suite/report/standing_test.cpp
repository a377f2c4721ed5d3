// What keeps a reader from taking an order for a rank, or two rows divided for a verdict's ratio.
#include <gmock/gmock.h>

#include "suite/report/narrator.hpp"
#include "suite/report/pairs_table.hpp"
#include "tests/suite/report/three_arms.hpp"

namespace tiga::suite::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

LevelSummary summary_of(const records::RunData& run) {
  return summarize(run, tests::verdicts_of(run), {50, {}});
}

std::string places_of(const LevelSummary& summary) {
  return places_text(summary.places, analysis::Metric::throughput, text::Language::english);
}

// One block of an arm is outdone by the machine, in which the others do as ever: the arm's row is
// still of its usual speed, its ratio is not.
records::RunData run_with_a_slow_block() {
  records::RunData run = tests::three_arms();
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "threaded" && cell.block == 3) {
      *cell.ok_per_second /= 4;
      *cell.time_taken_s *= 4;
    }
  }
  return run;
}

TEST(Standing, GivesEachArmItsPlace) {
  const LevelSummary summary = summary_of(tests::three_arms());
  EXPECT_EQ(places_of(summary), "Places by throughput: 1 async; 2 threaded; 3 balanced.");
  EXPECT_THAT(summary.places_by_cpu, IsEmpty());
}

TEST(Standing, LetsEquivalentArmsShareAPlace) {
  std::vector<records::CellRow> cells = tests::made_up_arm("threaded", 12, 15950);
  tests::add(cells, tests::made_up_arm("async", 12, 16000));
  tests::add(cells, tests::made_up_arm("balanced", 12, 8000));
  const LevelSummary summary =
      summary_of(tests::made_up_run({"threaded", "async", "balanced"}, std::move(cells)));
  EXPECT_EQ(places_of(summary),
            "Places by throughput: 1–2 async and threaded (equivalent); 3 balanced.");
  EXPECT_EQ(first_place_text(summary, text::Language::english),
            "async and threaded share the first place by throughput.");
}

TEST(Standing, SaysWhoIsFirstOnlyIfNobodyIsAlone) {
  LevelSummary summary = summary_of(tests::three_arms());
  EXPECT_EQ(first_place_text(summary, text::Language::english), "");
  summary.places = {{1, 2, {"threaded"}, false}, {1, 3, {"async"}, false}, {2, 3, {"pool"}, false}};
  EXPECT_EQ(first_place_text(summary, text::Language::english),
            "the first place by throughput is open between threaded and async.");
  summary.places = {{1, 3, {"threaded", "async", "pool"}, false}};
  EXPECT_EQ(first_place_text(summary, text::Language::english), "");
}

TEST(Standing, RanksByServerCpuWhereTheGeneratorIsTheLimit) {
  records::RunData run = tests::three_arms();
  tests::saturate(run.cells, "async");
  tests::saturate(run.cells, "threaded");
  const LevelSummary summary = summary_of(run);
  EXPECT_EQ(places_of(summary),
            "Places by throughput: 1–2 async and threaded (cannot be ranked); 3 balanced.");
  EXPECT_EQ(
      places_text(summary.places_by_cpu, analysis::Metric::server_cpu, text::Language::english),
      "Places by server CPU a request: 1 async; 2 threaded; 3 balanced.");
  EXPECT_THAT(level_line(summary, run.manifest.plan, Detail::verdicts, text::Language::english),
              HasSubstr("3 balanced. Places by server CPU a request: 1 async;"));
}

TEST(Standing, IsSaidOfThreeArmsOrMore) {
  EXPECT_THAT(summary_of(tests::two_arms_run()).places, IsEmpty());
}

TEST(Quotients, AreNamedWhereTheyAreNotTheRatio) {
  const records::RunData run = run_with_a_slow_block();
  const LevelSummary summary = summary_of(run);
  ASSERT_THAT(summary.quotients,
              ElementsAre(testing::Field(&LevelSummary::RowQuotient::baseline, "threaded")));
  EXPECT_NEAR(summary.quotients[0].quotient, 1.6, 0.02);
  EXPECT_GT(summary.pairs[0].comparison->ratio, 1.7);
  const std::string line =
      level_line(summary, run.manifest.plan, Detail::all, text::Language::english);
  EXPECT_THAT(line, HasSubstr(quotients_text(summary.quotients, text::Language::english)));
  EXPECT_THAT(level_line(summary, run.manifest.plan, Detail::verdicts, text::Language::english),
              Not(HasSubstr("divided")));
  EXPECT_EQ(quotients_text({}, text::Language::english), "");
}

TEST(Quotients, StandBesideEveryRatioByThroughput) {
  const records::RunData run = run_with_a_slow_block();
  const tests::MadeUpReport report(run);
  for (const analysis::Verdict& verdict : pairs_of(report)) {
    const PairFields fields = pair_fields(report, verdict);

    ASSERT_TRUE(fields.quotient.sort_by) << fields.pair.text;
    EXPECT_EQ(fields.quotient.text != fields.ratio.text,
              verdict.arm == "threaded" || verdict.baseline == "threaded")
        << fields.pair.text << ' ' << fields.quotient.text << ' ' << fields.ratio.text;
    EXPECT_THAT(fields.certainty.text, testing::EndsWith("; 12 blocks"));
  }
  analysis::Verdict cpu = pairs_of(report).front();
  cpu.metric = analysis::Metric::server_cpu;
  EXPECT_EQ(pair_fields(report, cpu).quotient.text, "") << "the rows have no CPU time";
}

}  // namespace
}  // namespace tiga::suite::report
