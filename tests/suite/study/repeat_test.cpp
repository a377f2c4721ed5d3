#include "suite/study/repeat.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_verdicts.hpp"

namespace tiga::suite::study {
namespace {

using analysis::Metric;
using analysis::Verdict;
using analysis::VerdictKind;
using testing::HasSubstr;

Verdict verdict(Metric metric, VerdictKind kind, double ratio) {
  Verdict made;
  made.metric = metric;
  made.level.concurrency = 50;
  made.arm = "async";
  made.baseline = "threaded";
  made.kind = kind;
  made.comparison.emplace().ratio = ratio;
  made.comparison->interval_95 = {ratio / 1.04, ratio * 1.04};
  return made;
}

// By throughput and server CPU.
std::vector<Verdict> run(VerdictKind speed, VerdictKind cpu, double ratio) {
  return {verdict(Metric::throughput, speed, ratio), verdict(Metric::server_cpu, cpu, 1)};
}

Repeats three_runs() {
  using enum VerdictKind;
  const std::vector runs{run(better, equivalent, 1.2), run(worse, equivalent, 0.9),
                         run(worse, inconclusive, 0.8)};
  return repeats_of(runs);
}

TEST(Repeats, CompareEachRunWithTheNextOne) {
  const Repeats repeats = three_runs();
  EXPECT_EQ(repeats.runs, 3);
  ASSERT_EQ(repeats.neighbours.size(), 2);
  EXPECT_EQ(repeats.neighbours[0].count(compare::ChangeKind::reversed), 1);
  EXPECT_EQ(repeats.neighbours[0].changed.size(), 1);
  EXPECT_EQ(repeats.neighbours[1].count(compare::ChangeKind::undecided), 1);
  EXPECT_EQ(repeats.reversed(), 1);
}

TEST(Repeats, CountWhatEachComparisonGave) {
  const Repeats repeats = three_runs();
  ASSERT_EQ(repeats.verdicts.size(), 2);
  EXPECT_EQ(repeats.verdicts[0].count(VerdictKind::worse), 2);
  EXPECT_EQ(repeats.verdicts[0].changes, 1);
  EXPECT_EQ(repeats.verdicts[0].reversals, 1);
  EXPECT_EQ(repeats.verdicts[1].count(VerdictKind::equivalent), 2);
  EXPECT_EQ(repeats.verdicts[1].changes, 1);
  EXPECT_EQ(repeats.verdicts[1].reversals, 0);
}

TEST(Repeats, ShowEachPairOfRunsAndEachComparison) {
  const std::string page = repeat_page(three_runs());
  EXPECT_THAT(page, HasSubstr("\n| 1 and 2 | 2 | 1 | 0 | 0 | 1 |\n"));
  EXPECT_THAT(page, HasSubstr("\n| 2 and 3 | 2 | 1 | 1 | 0 | 0 |\n"));
  EXPECT_THAT(page, HasSubstr("\n| all | 4 | 2 | 1 | 0 | 1 |\n"));
  EXPECT_THAT(page, HasSubstr("| async to threaded | c=50 | throughput | 1 faster, 2 slower | 0.80 "
                              "to 1.20 | ±4.0 % | 1 | 1 |\n"));
}

TEST(Repeats, OfASingleRunHaveNoNeighbours) {
  using enum VerdictKind;
  const std::vector<std::vector<Verdict>> runs{run(better, better, 1.2)};
  EXPECT_EQ(repeats_of(runs).neighbours.size(), 0);
  EXPECT_EQ(repeats_of(runs).reversed(), 0);
  EXPECT_EQ(repeats_of({}).runs, 0);
  EXPECT_THAT(repeat_page(repeats_of({})), HasSubstr("0 runs in a row"));
}

TEST(Repeats, LeaveOutCopies) {
  std::vector<Verdict> with_copy = run(VerdictKind::better, VerdictKind::better, 1.2);
  with_copy[0].copy = true;
  EXPECT_EQ(repeats_of(std::vector{with_copy, with_copy}).verdicts.size(), 1);
}

TEST(Repeats, OfAStudyHaveTheSamePlanAndAnotherSeed) {
  ActiveStudy study;
  study.manifest.run.plan_text = "arms = []";
  study.manifest.run.seed = 7;
  EXPECT_EQ(repeat_of(study, 2).name, "0002");
  EXPECT_EQ(repeat_of(study, 2).plan_text, "arms = []");
  EXPECT_NE(repeat_of(study, 2).seed, repeat_of(study, 1).seed);
}

}  // namespace
}  // namespace tiga::suite::study
