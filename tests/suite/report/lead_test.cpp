// The first screen of a page: which loads it names, how sure it is, and its chart.
#include "suite/report/lead.hpp"

#include <gmock/gmock.h>

#include "suite/report/pairs_table.hpp"
#include "tests/suite/report/three_arms.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

ResultLoad closed(const std::string& ahead) { return {.open_loop = false, .ahead = ahead}; }
ResultLoad open() { return {.open_loop = true}; }

TEST(LoadsThatMatter, AreAllOfThree) {
  EXPECT_THAT(loads_that_matter({}), IsEmpty());
  EXPECT_THAT(loads_that_matter(std::vector{closed("a")}), ElementsAre(0));
  EXPECT_THAT(loads_that_matter(std::vector{closed("a"), open(), closed("a")}),
              ElementsAre(0, 1, 2));
}

TEST(LoadsThatMatter, AreTheLowestTheHighestAndWhereAnotherIsAhead) {
  EXPECT_THAT(loads_that_matter(std::vector{closed("a"), closed("a"), closed("a"), closed("b"),
                                            closed("b"), closed("b")}),
              ElementsAre(0, 3, 5));
  EXPECT_THAT(loads_that_matter(std::vector{closed("a"), closed("a"), closed(""), closed("a")}),
              ElementsAre(0, 2, 3));
  EXPECT_THAT(loads_that_matter(
                  std::vector{closed("a"), closed("a"), closed("a"), closed("a"), closed("b")}),
              ElementsAre(0, 2, 4))
      << "the last one is there anyway: the middle one";
}

TEST(LoadsThatMatter, LeaveWhatRoomThereIsToTheHighestOpenLoops) {
  EXPECT_THAT(
      loads_that_matter(std::vector{closed("a"), open(), open(), closed("a"), open(), open()}),
      ElementsAre(0, 3, 5));
  EXPECT_THAT(loads_that_matter(std::vector{closed("a"), open(), open(), open()}),
              ElementsAre(0, 2, 3));
  EXPECT_THAT(
      loads_that_matter(std::vector{closed("a"), open(), closed("a"), open(), closed("a"), open()}),
      ElementsAre(0, 2, 4));
}

// three_arms() at five concurrencies.
records::RunData at_five_levels() {
  records::RunData run = tests::three_arms();
  const std::vector<records::CellRow> once = run.cells;
  run.cells.clear();
  run.manifest.plan.concurrencies = {1, 50, 100, 500, 1000};
  for (const std::uint32_t concurrency : run.manifest.plan.concurrencies) {
    for (records::CellRow cell : once) {
      cell.concurrency = concurrency;
      cell.cell = run.cells.size() + 1;
      run.cells.push_back(cell);
    }
  }
  return run;
}

TEST(Lead, NamesThreeLoadsAndSaysThatThereAreMore) {
  const records::RunData run = at_five_levels();
  const tests::MadeUpReport report(run);
  const document::Lead first = lead(report, pairs_of(report));
  EXPECT_THAT(first.result.title, StartsWith("async (One event loop) is faster at every"));
  EXPECT_THAT(first.result.lines,
              ElementsAre(StartsWith("At concurrency 1, async is faster: "),
                          StartsWith("At concurrency 100, async is faster: "),
                          AllOf(StartsWith("At concurrency 1000, async is faster: "),
                                Not(HasSubstr("Places")))));
  ASSERT_THAT(first.notes, SizeIs(2));
  EXPECT_EQ(first.notes[0].title, "How sure");
  EXPECT_THAT(first.notes[1].text, StartsWith("Measured: threaded (Thread per connection), "));
  EXPECT_THAT(first.notes[0].text,
              AllOf(StartsWith("Comparisons in the table below: 15 (15 with a better server). "),
                    HasSubstr("Loads named above: 3 of 5; ")));
}

TEST(Lead, HasTheChartOfThroughputIfItCouldBeDrawn) {
  const records::RunData run = tests::three_arms();
  const tests::MadeUpReport drawn(run);
  ASSERT_NE(lead_figure(drawn), nullptr);
  EXPECT_EQ(lead(drawn, {}).figure->id, "throughput");
  const tests::MadeUpReport not_drawn(run, text::Language::english, "gnuplot is not installed.");
  EXPECT_EQ(lead_figure(not_drawn), nullptr);
  EXPECT_FALSE(lead(not_drawn, {}).figure.has_value());
}

TEST(Lead, CountsWhatIsDecidedAndHowWideIntervalsAre) {
  records::RunData run = tests::three_arms();
  run.manifest.plan.aa.reset();
  const tests::MadeUpReport report(run);
  std::vector<analysis::Verdict> pairs = pairs_of(report);
  ASSERT_THAT(pairs, SizeIs(3));
  pairs[0].kind = analysis::VerdictKind::equivalent;
  pairs[1].kind = analysis::VerdictKind::inconclusive;
  pairs[1].comparison->ratio = 1;
  pairs[1].comparison->interval_95 = {0.8, 1.1};
  pairs[2].kind = analysis::VerdictKind::invalid;
  pairs[2].comparison->interval_95 = {0.1, 9};
  EXPECT_EQ(sure_text(report, pairs),
            "Comparisons in the table below: 3 (1 equivalent, 1 that cannot be ranked, 1 without a "
            "verdict). The widest 95 % interval ends 25 % away from its ratio.");
  EXPECT_EQ(sure_text(report, {}), "");
}

TEST(Lead, SaysOfADisturbedRunWhatIntervalsDoNotCover) {
  records::RunData run = tests::three_arms();
  const std::string sure = sure_text(tests::MadeUpReport(run), {});
  run.manifest.beside_another_run = true;
  EXPECT_EQ(sure_text(tests::MadeUpReport(run), {}),
            sure + " The run was disturbed, which no interval allows for.");
}

TEST(Lead, SaysWhetherACopyWasToldFromItsOriginal) {
  const records::RunData run = tests::three_arms();
  EXPECT_THAT(
      sure_text(tests::MadeUpReport(run), {}),
      StartsWith("A copy of async ran beside it; comparisons that told the two apart: 0 of "));
}

TEST(Lead, OfARunWithoutAVerdictHasItsHeadlineAndWhatWasMeasured) {
  const records::RunData run = tests::two_arms_run(1);
  const tests::MadeUpReport report(run);
  const document::Lead first = lead(report, {});
  EXPECT_THAT(first.result.title, HasSubstr("one block says nothing"));
  EXPECT_THAT(first.result.lines, IsEmpty());
  ASSERT_THAT(first.notes, SizeIs(1));
  EXPECT_THAT(first.notes[0].text, StartsWith("Measured: "));
}

}  // namespace
}  // namespace tiga::suite::report
