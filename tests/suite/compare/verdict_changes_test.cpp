#include "suite/compare/verdict_changes.hpp"

#include <gmock/gmock.h>

#include "tests/suite/compare/made_up_runs.hpp"

namespace tiga::suite::compare {
namespace {

using analysis::Metric;
using analysis::Verdict;
using analysis::VerdictKind;
using testing::HasSubstr;

Verdict verdict(VerdictKind kind, Metric metric = Metric::throughput,
                std::uint32_t concurrency = 50) {
  Verdict made;
  made.metric = metric;
  made.level.concurrency = concurrency;
  made.arm = "async";
  made.baseline = "threaded";
  made.kind = kind;
  return made;
}

VerdictChanges changes(const Verdict& now, const Verdict& before) {
  return verdict_changes(std::vector{now}, std::vector{before});
}

std::vector<ChangeKind> kinds(VerdictKind now, VerdictKind before) {
  std::vector<ChangeKind> found;
  for (const VerdictChange& change : changes(verdict(now), verdict(before)).changed) {
    found.push_back(change.kind);
  }
  return found;
}

TEST(VerdictChanges, TellsAReversalFromADifferenceAndFromAnOpenVerdict) {
  using enum VerdictKind;
  EXPECT_THAT(kinds(better, better), testing::IsEmpty());
  EXPECT_THAT(kinds(better, worse), testing::ElementsAre(ChangeKind::reversed));
  EXPECT_THAT(kinds(worse, better), testing::ElementsAre(ChangeKind::reversed));
  EXPECT_THAT(kinds(equivalent, better), testing::ElementsAre(ChangeKind::difference));
  EXPECT_THAT(kinds(worse, equivalent), testing::ElementsAre(ChangeKind::difference));
  EXPECT_THAT(kinds(inconclusive, better), testing::ElementsAre(ChangeKind::undecided));
  EXPECT_THAT(kinds(better, invalid), testing::ElementsAre(ChangeKind::undecided));
}

TEST(VerdictChanges, ComparesTheSamePairLevelAndMetricOnly) {
  const Verdict before = verdict(VerdictKind::better);
  EXPECT_EQ(changes(verdict(VerdictKind::worse, Metric::server_cpu), before).compared, 0);
  EXPECT_EQ(changes(verdict(VerdictKind::worse, Metric::throughput, 1), before).compared, 0);
  Verdict other = verdict(VerdictKind::worse);
  other.arm = "balanced";
  EXPECT_EQ(changes(other, before).compared, 0);
  Verdict copy = verdict(VerdictKind::worse);
  copy.copy = true;
  EXPECT_EQ(changes(copy, before).compared, 0);
  EXPECT_EQ(changes(before, copy).compared, 0);
  EXPECT_EQ(changes(verdict(VerdictKind::worse), before).compared, 1);
}

TEST(VerdictChanges, ReadsAPairFromTheSameArmIfThePlansNameThemInAnotherOrder) {
  const Verdict before = verdict(VerdictKind::better);
  Verdict turned = verdict(VerdictKind::worse);
  std::swap(turned.arm, turned.baseline);
  EXPECT_EQ(changes(turned, before).compared, 1);
  EXPECT_THAT(changes(turned, before).changed, testing::IsEmpty());
}

TEST(VerdictChanges, ListsReversalsFirst) {
  using enum VerdictKind;
  const std::vector now{verdict(inconclusive), verdict(worse, Metric::server_cpu)};
  const std::vector before{verdict(better), verdict(better, Metric::server_cpu)};
  const VerdictChanges found = verdict_changes(now, before);
  ASSERT_EQ(found.changed.size(), 2);
  EXPECT_EQ(found.changed[0].before.metric, Metric::server_cpu);
  EXPECT_EQ(found.count(ChangeKind::reversed), 1);
  EXPECT_EQ(found.count(ChangeKind::difference), 0);
  EXPECT_EQ(change_text(found.changed[0]),
            "reversed: async to threaded at c=50, server CPU a request: cheaper, then dearer");
}

// async becomes so many times as fast, while threaded stays.
records::RunData with_async(const std::string& name, double factor) {
  records::RunData run = tests::run_of(name);
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async") {
      *cell.ok_per_second *= factor;
    }
  }
  return run;
}

TEST(VerdictChanges, FindsThemBetweenRuns) {
  const auto before = own_verdicts(with_async("a", 1));
  EXPECT_THAT(verdict_changes(own_verdicts(with_async("b", 1)), before).changed,
              testing::IsEmpty());
  const VerdictChanges reversed = verdict_changes(own_verdicts(with_async("b", 0.5)), before);
  EXPECT_EQ(reversed.count(ChangeKind::reversed), 1) << "async was 1.5 times as fast";
  EXPECT_EQ(reversed.compared, 4) << "a pair, four metrics";
  EXPECT_THAT(
      changes_page(reversed),
      testing::AllOf(HasSubstr("3 of 4 are the same, 1 reversed"),
                     HasSubstr("reversed: async to threaded at c=50, throughput: faster 1.5")));
  const VerdictChanges level = verdict_changes(own_verdicts(with_async("b", 2. / 3)), before);
  EXPECT_EQ(level.count(ChangeKind::difference), 1);
}

// From block 16 of 20 on async is slower than threaded: 1.5, then 0.9.
records::RunData with_drift(const std::string& name) {
  records::RunData run = tests::run_of(name, 1, 1, 20);
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async" && cell.block >= 16) {
      *cell.ok_per_second *= 0.6;
    }
  }
  return run;
}

TEST(VerdictChanges, SayWhichRunHasNoVerdictBecauseItChanged) {
  constexpr std::string_view why =
      "(the ratio changed during the run: 1.50 in blocks 1 to 15, 0.90 in blocks 16 to 20)";
  const auto steady = own_verdicts(tests::run_of("a", 1, 1, 20));
  const auto drifted = own_verdicts(with_drift("b"));
  const VerdictChanges now = verdict_changes(drifted, steady);
  ASSERT_EQ(now.changed.size(), 1);
  EXPECT_TRUE(now.changed[0].now.drifted);
  EXPECT_FALSE(now.changed[0].before.drifted);
  EXPECT_THAT(change_text(now.changed[0]), testing::EndsWith(why));
  const VerdictChanges before = verdict_changes(steady, drifted);
  ASSERT_EQ(before.changed.size(), 1);
  EXPECT_THAT(change_text(before.changed[0]),
              testing::AllOf(HasSubstr(why), HasSubstr("), then faster 1.5")));
}

}  // namespace
}  // namespace tiga::suite::compare
