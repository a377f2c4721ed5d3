// plans/autopsy.toml as it stands in the repository.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

#include "suite/autopsy/defects.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::autopsy {
namespace {

using testing::Contains;
using testing::UnorderedElementsAreArray;

const std::filesystem::path source = TIGA_SOURCE_DIR;

plan::Plan autopsy() {
  const std::filesystem::path file = source / "plans" / "autopsy.toml";
  return plan::parse_plan(plan::read_plan_text(file), file);
}

TEST(AutopsyPlan, RunsEveryDefectTogetherWithItsCorrectedServer) {
  const plan::Plan plan = autopsy();
  std::vector<std::string> arms;
  for (const Defect& defect : autopsy_defects()) {
    EXPECT_FALSE(defect.arms.empty()) << defect.id;
    EXPECT_FALSE(defect.corrected.empty()) << defect.id;
    const auto shown = arms_of(defect, plan);
    EXPECT_EQ(shown.size(), defect.arms.size() + defect.corrected.size()) << defect.id;
    arms.insert(arms.end(), shown.begin(), shown.end());
  }
  EXPECT_THAT(plan.arms, UnorderedElementsAreArray(arms)) << "an arm without a defect";
}

TEST(AutopsyPlan, NamesEveryServerOfItsFolder) {
  const auto programs = own_programs(autopsy());
  int servers = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source / "autopsy")) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".cpp" &&
        (name.ends_with("_server") || name.ends_with("_balancer"))) {
      EXPECT_THAT(programs, Contains(name));
      ++servers;
    }
  }
  EXPECT_EQ(servers, 4);
}

TEST(AutopsyPlan, UsesTheLoadOfTheReport) {
  const plan::Plan plan = autopsy();
  EXPECT_EQ(plan.requests, 1000);
  EXPECT_THAT(plan.concurrencies, testing::ElementsAre(1, 50, 100, 500, 1000));
  EXPECT_FALSE(plan.keep_alive);
  EXPECT_EQ(plan.path, "/");
  EXPECT_FALSE(plan.aa);
}

// A server that never answers must not be warmed up, nor one that gets slower with each request.
TEST(AutopsyPlan, HasNoWarmUpAndALimitedDuration) {
  const plan::Plan plan = autopsy();
  EXPECT_EQ(plan.warm_up_requests, 0);
  EXPECT_GT(plan.time_limit_s, 0);
  ASSERT_TRUE(plan.budget_s);
  EXPECT_LE(*plan.budget_s, 300);
  const auto spinning = std::ranges::count_if(
      plan.arms, [](const std::string& arm) { return arm.starts_with("spinning"); });
  EXPECT_LE(static_cast<std::uint64_t>(spinning) * plan.concurrencies.size() * plan.time_limit_s *
                plan.blocks,
            150u);
}

TEST(TimeLimit, IsInWholeSecondsAndCannotBeUsedWithWrk) {
  const std::string head = "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 5\n";
  EXPECT_EQ(plan::parse_plan(head, "x.toml").time_limit_s, 0);
  EXPECT_EQ(plan::parse_plan(head + "time_limit_s = 7\n", "x.toml").time_limit_s, 7);
  for (const char* wrong : {"time_limit_s = 0\n", "time_limit_s = 1.5\n",
                            "time_limit_s = 7\ngenerator = \"wrk\"\nkeep_alive = true\n"
                            "duration_s = 1\n"}) {
    EXPECT_ANY_THROW(plan::parse_plan(head + wrong, "x.toml")) << wrong;
  }
}

}  // namespace
}  // namespace tiga::suite::autopsy
