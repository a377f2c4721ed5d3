#include "servers/balancer/health.hpp"

#include <gtest/gtest.h>

namespace tiga::servers::balancer {
namespace {

TEST(Health, ARunOfFailuresEjects) {
  Health health(3);
  EXPECT_FALSE(health.failed());
  EXPECT_FALSE(health.failed());
  EXPECT_EQ(health.standing(), Standing::up);
  EXPECT_TRUE(health.failed());
  EXPECT_EQ(health.standing(), Standing::ejected);
  EXPECT_FALSE(health.failed());
}

TEST(Health, AnAnswerEndsTheRun) {
  Health health(2);
  health.failed();
  EXPECT_FALSE(health.answered());
  EXPECT_FALSE(health.failed());
  EXPECT_EQ(health.standing(), Standing::up);
}

TEST(Health, WithZeroNoFailureEjects) {
  Health health(0);
  for (int count = 0; count < 100; ++count) {
    EXPECT_FALSE(health.failed());
  }
  EXPECT_FALSE(health.ejection_over());
}

TEST(Health, AfterItsTimeTheEjectedHasOneTry) {
  Health health(3);
  for (int count = 0; count < 3; ++count) {
    health.failed();
  }
  EXPECT_TRUE(health.ejection_over());
  EXPECT_EQ(health.standing(), Standing::up);
  EXPECT_TRUE(health.failed());
  EXPECT_TRUE(health.ejection_over());
  health.answered();
  EXPECT_FALSE(health.failed());
}

TEST(Health, AnEjectedOneThatAnswersAfterAllIsUp) {
  Health health(1);
  health.failed();
  EXPECT_TRUE(health.answered());
  EXPECT_EQ(health.standing(), Standing::up);
}

TEST(Health, ARefusalPutsDownUntilACheckPasses) {
  Health health(1);
  EXPECT_TRUE(health.refused());
  EXPECT_FALSE(health.refused());
  EXPECT_EQ(health.standing(), Standing::down);
  EXPECT_FALSE(health.failed());
  EXPECT_FALSE(health.ejection_over());
  EXPECT_FALSE(health.checked(CheckResult::failed));
  EXPECT_TRUE(health.checked(CheckResult::passed));
  EXPECT_EQ(health.standing(), Standing::up);
}

TEST(Health, TwoFailedChecksPutDownARefusedOneAtOnce) {
  Health late(5);
  EXPECT_FALSE(late.checked(CheckResult::failed));
  EXPECT_FALSE(late.checked(CheckResult::passed));
  EXPECT_FALSE(late.checked(CheckResult::failed));
  EXPECT_TRUE(late.checked(CheckResult::failed));
  EXPECT_EQ(late.standing(), Standing::down);
  Health refusing(5);
  EXPECT_TRUE(refusing.checked(CheckResult::refused));
  EXPECT_EQ(refusing.standing(), Standing::down);
}

TEST(Health, APassedCheckDoesNotEndAnEjection) {
  Health health(1);
  health.failed();
  EXPECT_FALSE(health.checked(CheckResult::passed));
  EXPECT_EQ(health.standing(), Standing::ejected);
}

}  // namespace
}  // namespace tiga::servers::balancer
