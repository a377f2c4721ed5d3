#include "servers/balancer/health.hpp"

#include <gtest/gtest.h>

namespace tiga::servers::balancer {
namespace {

TEST(Health, ConsecutiveFailuresEject) {
  Health health(3);
  EXPECT_FALSE(health.failed());
  EXPECT_FALSE(health.failed());
  EXPECT_EQ(health.state(), HealthState::up);
  EXPECT_TRUE(health.failed());
  EXPECT_EQ(health.state(), HealthState::ejected);
  EXPECT_FALSE(health.failed());
}

TEST(Health, AReplyResetsTheFailureCount) {
  Health health(2);
  health.failed();
  EXPECT_FALSE(health.answered());
  EXPECT_FALSE(health.failed());
  EXPECT_EQ(health.state(), HealthState::up);
}

TEST(Health, ZeroDisablesEjection) {
  Health health(0);
  for (int count = 0; count < 100; ++count) {
    EXPECT_FALSE(health.failed());
  }
  EXPECT_FALSE(health.ejection_over());
}

TEST(Health, AfterItsEjectionABackendHasOneTry) {
  Health health(3);
  for (int count = 0; count < 3; ++count) {
    health.failed();
  }
  EXPECT_TRUE(health.ejection_over());
  EXPECT_EQ(health.state(), HealthState::up);
  EXPECT_TRUE(health.failed());
  EXPECT_TRUE(health.ejection_over());
  health.answered();
  EXPECT_FALSE(health.failed());
}

TEST(Health, AnEjectedBackendThatAnswersIsUp) {
  Health health(1);
  health.failed();
  EXPECT_TRUE(health.answered());
  EXPECT_EQ(health.state(), HealthState::up);
}

TEST(Health, ARefusalMeansDownUntilACheckPasses) {
  Health health(1);
  EXPECT_TRUE(health.refused());
  EXPECT_FALSE(health.refused());
  EXPECT_EQ(health.state(), HealthState::down);
  EXPECT_FALSE(health.failed());
  EXPECT_FALSE(health.ejection_over());
  EXPECT_FALSE(health.checked(CheckResult::failed));
  EXPECT_TRUE(health.checked(CheckResult::passed));
  EXPECT_EQ(health.state(), HealthState::up);
}

TEST(Health, TwoFailedChecksOrOneRefusedCheckMeanDown) {
  Health late(5);
  EXPECT_FALSE(late.checked(CheckResult::failed));
  EXPECT_FALSE(late.checked(CheckResult::passed));
  EXPECT_FALSE(late.checked(CheckResult::failed));
  EXPECT_TRUE(late.checked(CheckResult::failed));
  EXPECT_EQ(late.state(), HealthState::down);
  Health refusing(5);
  EXPECT_TRUE(refusing.checked(CheckResult::refused));
  EXPECT_EQ(refusing.state(), HealthState::down);
}

TEST(Health, APassedCheckDoesNotEndAnEjection) {
  Health health(1);
  health.failed();
  EXPECT_FALSE(health.checked(CheckResult::passed));
  EXPECT_EQ(health.state(), HealthState::ejected);
}

}  // namespace
}  // namespace tiga::servers::balancer
