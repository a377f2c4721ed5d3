// Pairs that server CPU and total CPU rank differently, as values and in a sentence.
#include <gmock/gmock.h>

#include "suite/report/narrator.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/report/three_arms.hpp"

namespace tiga::suite::report {
namespace {

using analysis::Metric;
using analysis::Verdict;
using analysis::VerdictKind;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using tests::made_up_plan;
using tests::three_arms;
using tests::verdicts_of;

constexpr text::Language english = text::Language::english;

// Three arms without a copy.
records::RunData no_copy() {
  records::RunData run = three_arms();
  run.manifest.plan.aa.reset();
  return run;
}

// Sets what a request of that arm costs servers and generator together.
void set_total_cpu(records::RunData& run, const std::string& arm, double us) {
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == arm) {
      cell.total_cpu_us_per_request = us * tests::stray(cell.block + arm.size(), 0.005);
    }
  }
}

std::vector<Verdict> reversed_in(const records::RunData& run) {
  return summarize(run, verdicts_of(run), {50, {}}).reversed;
}

std::string lines_of(const records::RunData& run, Detail detail) {
  return level_lines(run, verdicts_of(run), detail, english).at(0);
}

TEST(CpuOrder, IsReversedWhereTotalCpuIsMoreOrEquivalent) {
  records::RunData run = no_copy();
  EXPECT_THAT(reversed_in(run), IsEmpty());
  set_total_cpu(run, "async", 180);  // threaded 150, balanced 210
  std::vector<Verdict> reversed = reversed_in(run);
  ASSERT_EQ(reversed.size(), 1);
  EXPECT_EQ(reversed[0].arm, "async");
  EXPECT_EQ(reversed[0].baseline, "threaded");
  EXPECT_EQ(reversed[0].metric, Metric::total_cpu);
  EXPECT_EQ(reversed[0].kind, VerdictKind::worse);
  EXPECT_NEAR(reversed[0].comparison->ratio, 1.2, 0.02);
  set_total_cpu(run, "async", 151);
  reversed = reversed_in(run);
  ASSERT_EQ(reversed.size(), 1);
  EXPECT_EQ(reversed[0].kind, VerdictKind::equivalent);
}

TEST(CpuOrder, IsNotReversedIfCopiesDiffer) {
  records::RunData run = three_arms();
  set_total_cpu(run, "async", 180);  // its copy has 100
  EXPECT_THAT(reversed_in(run), IsEmpty());
}

TEST(CpuOrder, IsNotReversedWithoutTotalCpuOrARankingByServerCpu) {
  records::RunData run = no_copy();
  for (records::CellRow& cell : run.cells) {
    cell.total_cpu_us_per_request.reset();
  }
  EXPECT_THAT(reversed_in(run), IsEmpty());
  run = no_copy();
  set_total_cpu(run, "async", 500);
  for (records::CellRow& cell : run.cells) {
    cell.server_cpu_us_per_request = 50 * tests::stray(cell.block + cell.arm.size(), 0.005);
  }
  EXPECT_THAT(reversed_in(run), IsEmpty()) << "equal by server CPU";
}

TEST(CpuOrder, StandsInTheLineOfItsLevelOnlyIfReversed) {
  records::RunData run = no_copy();
  EXPECT_THAT(lines_of(run, Detail::all), Not(HasSubstr("CPU in all")));
  set_total_cpu(run, "async", 180);
  const std::string sentence =
      " async needs less server CPU than threaded but more CPU in all, the generator's included: "
      "1.2";
  EXPECT_THAT(lines_of(run, Detail::all), HasSubstr(sentence));
  EXPECT_THAT(lines_of(run, Detail::verdicts), HasSubstr(sentence));
}

// An arm beside another one by total CPU: twice its value.
Verdict beside(const std::string& arm, const std::string& other, VerdictKind kind) {
  Verdict verdict;
  verdict.metric = Metric::total_cpu;
  verdict.arm = arm;
  verdict.baseline = other;
  verdict.kind = kind;
  const stats::Interval interval{1.6, 2.5};
  verdict.comparison = stats::Comparison{2, interval, interval, interval, 0.01, 12};
  return verdict;
}

TEST(CpuOrder, IsOneSentenceALevel) {
  const std::vector<Verdict> reversed{beside("uring", "pool", VerdictKind::equivalent),
                                      beside("uring", "async", VerdictKind::worse),
                                      beside("uring", "loops", VerdictKind::worse),
                                      beside("async", "pool", VerdictKind::worse)};
  EXPECT_EQ(cpu_order_text(reversed, english),
            "uring needs less server CPU than async and loops but more CPU in all, the generator's "
            "included: 2.00 [1.60, 2.50] and 2.00 [1.60, 2.50] times; async less than pool but "
            "more in all: 2.00 [1.60, 2.50] times; uring less than pool but about as much in all: "
            "2.00 [1.60, 2.50] times.");
  EXPECT_THAT(cpu_order_text({reversed[0]}, tests::indonesian),
              StartsWith("uring memakai lebih sedikit CPU server daripada pool, tetapi "));
  EXPECT_EQ(cpu_order_text({}, english), "");
}

TEST(TotalCpu, IsComparedInWordsOfItsOwn) {
  LevelSummary summary;
  summary.level = {50, {}};
  summary.pairs = {inverted(beside("pool", "async", VerdictKind::worse)),
                   beside("async", "loops", VerdictKind::inconclusive)};
  EXPECT_THAT(level_line(summary, made_up_plan({"async"}), Detail::all, english),
              EndsWith("async is cheaper: pool takes 2.00 [1.60, 2.50] times the total CPU a "
                       "request. async and loops cannot be ranked: 2.00 [1.60, 2.50] times the "
                       "total CPU a request of loops."));
}

}  // namespace
}  // namespace tiga::suite::report
