#include "suite/runs/left_out.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::runs {
namespace {

using records::Reason;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(LeftOut, ArmsThatAreNotInstalled) {
  plan::Plan plan = plan::parse_plan(
      "arms = [\"async\", \"gone\", \"here\", \"behind\"]\naa = \"gone\"\nconcurrencies = [1]\n"
      "requests = 10\nblocks = 4\n[arm.gone]\ncommand = \"no-such-program-anywhere {port}\"\n"
      "[arm.here]\ncommand = \"sh {port}\"\n"
      "[arm.behind]\ncommand = \"sh {port} {backend1}\"\nbackend = \"gone\"\n",
      "x.toml");
  EXPECT_THAT(leave_out_missing(plan),
              ElementsAre(Reason("no_program", "gone", "no-such-program-anywhere"),
                          Reason("no_program", "behind", "no-such-program-anywhere"),
                          Reason("copy_of_another", "async")));
  EXPECT_THAT(plan.arms, ElementsAre("async", "here"));
  EXPECT_EQ(plan.aa, "async");
  EXPECT_THAT(leave_out_missing(plan), IsEmpty());
}

TEST(LeftOut, NotTheLastArmThatCanRun) {
  plan::Plan plan = plan::parse_plan(
      "arms = [\"gone\"]\nconcurrencies = [1]\nrequests = 10\n"
      "[arm.gone]\ncommand = \"no-such-program-anywhere {port}\"\n",
      "x.toml");
  EXPECT_THROW(leave_out_missing(plan), common::CannotRun);
}

}  // namespace
}  // namespace tiga::suite::runs
