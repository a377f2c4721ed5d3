#include "suite/study/identical.hpp"

#include <gmock/gmock.h>

#include <set>

#include "tests/suite/made_up_verdicts.hpp"

namespace tiga::suite::study {
namespace {

using analysis::Metric;
using analysis::Verdict;
using testing::HasSubstr;

constexpr double delta = 0.05;
const Condition some_condition{50, true, false};

plan::Plan plan_of(const Condition& condition) {
  return plan::parse_plan(identical_plan({}, condition), "identical.toml");
}

// The verdicts of a run in which `two` does so many times as much as the others.
std::vector<Verdict> verdicts(double factor, double copy_factor = 1) {
  const plan::Plan plan = plan_of(some_condition);
  std::vector<records::CellRow> cells;
  for (const std::string& arm : plan.measured_arms()) {
    const double by = arm == "two" ? factor : arm == "three-aa" ? copy_factor : 1;
    tests::add(cells, tests::made_up_arm(arm, 12, 10'000 * by));
  }
  return analysis::make_verdicts(plan, cells, 7);
}

IdenticalResult by_throughput(const std::vector<Verdict>& verdicts) {
  return results_of(some_condition, verdicts, delta).front();
}

TEST(IdenticalArms, AreThreeAndACopyUnderEachCondition) {
  const plan::Plan plan = plan_of({1000, true, true});
  EXPECT_EQ(plan.measured_arms(), (std::vector<std::string>{"one", "two", "three", "three-aa"}));
  EXPECT_EQ(plan.arm("one").front.arguments, plan.arm("two").front.arguments);
  EXPECT_EQ(plan.concurrencies, std::vector<std::uint32_t>{1000});
  EXPECT_TRUE(plan.keep_alive);
  EXPECT_EQ(plan.requests, 1000);
  EXPECT_EQ(plan.blocks, 12);
}

TEST(IdenticalArms, GetARequestForEachConnectionAtLeast) {
  for (const Condition& condition : conditions()) {
    const std::string text = identical_plan({.requests = 20}, condition);
    EXPECT_EQ(plan::parse_plan(text, "identical.toml").requests,
              std::max<std::uint64_t>(20, condition.concurrency));
  }
}

TEST(IdenticalArms, GetEveryConditionOnceARound) {
  const std::size_t all = conditions().size();
  EXPECT_EQ(all, 12);
  for (const std::size_t round : {0U, 1U}) {
    std::set<std::string> names;
    for (std::size_t at = 1; at <= all; ++at) {
      names.insert(experiment_name(1, condition_of(3, round * all + at)));
    }
    EXPECT_EQ(names.size(), all);
  }
  EXPECT_EQ(condition_of(3, 5), condition_of(3, 5)) << "a study goes on with the same ones";
  EXPECT_EQ(experiment_name(7, {50, true, true}), "0007-c50-keep-alive-busy");
}

TEST(IdenticalArms, AreNotRankedIfTheyAreAlike) {
  const IdenticalResult found = by_throughput(verdicts(1));
  EXPECT_FALSE(found.ranked);
  EXPECT_FALSE(found.copies_differ);
  EXPECT_EQ(found.intervals, 2) << "two pairs have no arm in common";
  EXPECT_EQ(found.held, 2);
  EXPECT_GT(found.half_width, 0);
  EXPECT_LT(found.half_width, 0.02);
}

TEST(IdenticalArms, AreCountedAsRankedIfOneIsFaster) {
  const IdenticalResult found = by_throughput(verdicts(1.2));
  EXPECT_TRUE(found.ranked);
  EXPECT_EQ(found.held, 1);
}

TEST(IdenticalArms, AreRankedAlsoWhereTheGeneratorWasTheLimit) {
  std::vector<Verdict> limited = verdicts(1.2);
  for (Verdict& verdict : limited) {
    verdict.bound = analysis::Bound::both;
    verdict.kind = analysis::VerdictKind::inconclusive;
  }
  EXPECT_TRUE(by_throughput(limited).ranked);
}

TEST(IdenticalArms, AreNotRankedIfTheCopyDiffersToo) {
  const IdenticalResult found = by_throughput(verdicts(1.2, 1.2));
  EXPECT_FALSE(found.ranked) << "the page has no verdict";
  EXPECT_TRUE(found.copies_differ);
  EXPECT_EQ(found.held, 0);
}

std::vector<IdenticalResult> many(std::size_t experiments, std::size_t ranked, std::uint64_t held) {
  std::vector<IdenticalResult> all(experiments);
  for (std::size_t at = 0; at < experiments; ++at) {
    all[at] = {some_condition, Metric::throughput, at < ranked, false, 10, held, 0.04};
  }
  return all;
}

TEST(IdenticalArms, BreakThePromiseOnlyIfTheFiguresExcludeIt) {
  EXPECT_FALSE(breaks_promise({}));
  EXPECT_FALSE(breaks_promise(many(60, 2, 10)));
  EXPECT_FALSE(breaks_promise(many(60, 6, 10))) << "10 % [3.8, 20.5]";
  EXPECT_TRUE(breaks_promise(many(60, 12, 10)));
  EXPECT_TRUE(breaks_promise(many(60, 0, 9))) << "90 % of 600 intervals";
}

TEST(IdenticalArms, AreShownByConditionWithExactIntervals) {
  const std::string page = identical_page(many(60, 2, 10));
  EXPECT_THAT(page,
              HasSubstr("\n| c=50, keep-alive, quiet | 2 of 60: 3.3 % [0.4, 11.5] | 600 of "
                        "600: 100.0 % [99.4, 100.0] | 0 of 60: 0.0 % [0.0, 6.0] | ±4.0 % |\n"));
  EXPECT_THAT(page, HasSubstr("\n| c=1, keep-alive, quiet | – | – | – | – |\n"));
  EXPECT_THAT(page, HasSubstr("\n| all, quiet | 2 of 60: "));
  EXPECT_THAT(page, HasSubstr("\n| all, beside bursts | – |"));
}

}  // namespace
}  // namespace tiga::suite::study
