// The plans of make scale-check: they measure what the model is held against.
#include <gmock/gmock.h>

#include "suite/plan/plan.hpp"
#include "suite/scale/model.hpp"
#include "tests/support/programs.hpp"

namespace tiga::suite::scale {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::vector<plan::Plan> plans_of_scale_check() {
  std::vector<plan::Plan> plans;
  for (const auto& entry : std::filesystem::directory_iterator(tests::source_folder() / "plans")) {
    if (entry.path().filename().string().starts_with("scale-")) {
      plans.push_back(plan::parse_plan(plan::read_plan_text(entry.path()), entry.path()));
    }
  }
  return plans;
}

TEST(ScalePlans, MeasureOneToFourBackendsOfEachWorkload) {
  std::vector<std::string> paths;
  for (const plan::Plan& plan : plans_of_scale_check()) {
    SCOPED_TRACE(plan.name);
    paths.push_back(plan.path);
    std::vector<int> backends;
    for (const std::string& name : plan.arms) {
      backends.push_back(plan.arm(name).backends);
      EXPECT_EQ(plan.arm(name).concurrency_model,
                plan::loops(static_cast<unsigned>(backends.back())));
      EXPECT_TRUE(can_be_modelled(plan.arm(name)));
    }
    EXPECT_THAT(backends, ElementsAre(1, 2, 3, 4));
    EXPECT_EQ(plan.concurrencies.front(), 1) << "from which the way comes";
    EXPECT_GE(plan.requests_per_connection, plan::method::steady_requests);
  }
  EXPECT_THAT(paths, UnorderedElementsAre("/", "/workload/sleep/5", "/workload/cpu/500"));
}

TEST(ScalePlans, TakeTenMinutesTogetherAtMost) {
  std::uint32_t sum = 0;
  for (const plan::Plan& plan : plans_of_scale_check()) {
    ASSERT_TRUE(plan.budget_s) << plan.name;
    sum += *plan.budget_s;
  }
  EXPECT_LE(sum, 600U);
}

}  // namespace
}  // namespace tiga::suite::scale
