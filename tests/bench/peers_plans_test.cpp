// The plans of make peers: they agree with each other, and can say what they are asked.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "common/files.hpp"
#include "suite/plan/plan.hpp"
#include "suite/plan/schedule.hpp"
#include "tests/support/programs.hpp"

namespace tiga::suite {
namespace {

std::vector<plan::Plan> plans_of_peers() {
  std::vector<plan::Plan> plans;
  for (const auto& entry : std::filesystem::directory_iterator(tests::source_folder() / "plans")) {
    if (entry.path().filename().string().starts_with("peers")) {
      plans.push_back(plan::parse_plan(plan::read_plan_text(entry.path()), entry.path()));
    }
  }
  return plans;
}

TEST(PeersPlans, HaveEnoughBlocksToRankAllPairs) {
  for (const plan::Plan& plan : plans_of_peers()) {
    SCOPED_TRACE(plan.name);
    EXPECT_EQ(plan::whole_squares(plan.blocks, plan.measured_arms().size()), plan.blocks);
    const double pairs = static_cast<double>(plan.arms.size() * (plan.arms.size() - 1)) / 2;
    const double comparisons = pairs * static_cast<double>(plan.levels().size());
    EXPECT_LT(comparisons * 2 / std::exp2(plan.blocks), 0.05);
    EXPECT_TRUE(plan.aa);
  }
}

TEST(PeersPlans, TakeLessThanHalfAnHourTogether) {
  std::uint32_t sum = 0;
  for (const plan::Plan& plan : plans_of_peers()) {
    ASSERT_TRUE(plan.budget_s) << plan.name;
    sum += *plan.budget_s;
  }
  EXPECT_GT(sum, 0u);
  EXPECT_LT(sum, 30u * 60);
}

TEST(PeersPlans, SayHowManyRequestsEachArmWorksOn) {
  for (const plan::Plan& plan : plans_of_peers()) {
    for (const std::string& name : plan.arms) {
      EXPECT_NE(plan.arm(name).concurrency_model, plan::ConcurrencyModel()) << name;
    }
  }
}

TEST(PeersPlans, WrkLoadsEveryArmAtEveryLevelOrNone) {
  for (const plan::Plan& plan : plans_of_peers()) {
    SCOPED_TRACE(plan.name);
    const bool wrk = plan.arm(plan.arms.front()).generator == plan::Generator::wrk;
    EXPECT_EQ(plan.concurrencies, wrk ? (std::vector<std::uint32_t>{1, 50, 500, 1000})
                                      : std::vector<std::uint32_t>{50});
    for (const std::string& name : plan.arms) {
      EXPECT_EQ(plan.arm(name).generator == plan::Generator::wrk, wrk) << name;
    }
  }
}

}  // namespace
}  // namespace tiga::suite
