#include "servers/balancer/picker.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::servers::balancer {
namespace {

using testing::ElementsAre;

constexpr std::uint32_t no_limit = 0;
constexpr std::uint32_t seed = 7;

std::vector<std::size_t> picks(Picker& picker, const std::vector<Load>& loads, int count,
                               std::uint64_t excluded = 0) {
  std::vector<std::size_t> picked;
  for (; count > 0; --count) {
    const Picked one = picker.pick(loads, excluded);
    EXPECT_EQ(one.availability, Availability::free);
    picked.push_back(one.index);
  }
  return picked;
}

std::vector<Load> in_flight(const std::vector<std::uint32_t>& counts) {
  std::vector<Load> loads;
  for (const std::uint32_t count : counts) {
    loads.push_back({HealthState::up, count});
  }
  return loads;
}

TEST(RoundRobin, CyclesWhateverTheLoad) {
  Picker picker(Policy::round_robin, no_limit, seed);
  EXPECT_THAT(picks(picker, in_flight({9, 0, 5}), 7), ElementsAre(0, 1, 2, 0, 1, 2, 0));
}

TEST(RoundRobin, SkipsBackendsThatAreDownFullOrTried) {
  std::vector<Load> loads = in_flight({0, 0, 3, 0, 0});
  loads[1].state = HealthState::down;
  loads[3].state = HealthState::ejected;
  Picker picker(Policy::round_robin, 3, seed);
  EXPECT_THAT(picks(picker, loads, 4), ElementsAre(0, 4, 0, 4));
  EXPECT_THAT(picks(picker, loads, 2, 0b00001), ElementsAre(4, 4));
}

TEST(RoundRobin, ReachesThe64thBackendAndWrapsAround) {
  std::vector<Load> loads(64, Load{HealthState::down});
  loads[63].state = HealthState::up;
  Picker picker(Policy::round_robin, no_limit, seed);
  EXPECT_THAT(picks(picker, loads, 2), ElementsAre(63, 63));
  loads[0].state = HealthState::up;
  EXPECT_THAT(picks(picker, loads, 2), ElementsAre(0, 63));
}

TEST(LeastConnections, PicksTheFewestAndTiesInTurn) {
  Picker picker(Policy::least_connections, no_limit, seed);
  EXPECT_THAT(picks(picker, in_flight({2, 1, 3}), 2), ElementsAre(1, 1));
  EXPECT_THAT(picks(picker, in_flight({1, 4, 1, 1}), 4), ElementsAre(2, 3, 0, 2));
}

TEST(TwoChoices, NeverPicksTheBusiestBackend) {
  Picker picker(Policy::two_choices, no_limit, seed);
  const auto picked = picks(picker, in_flight({1, 5, 1, 1}), 300);
  EXPECT_EQ(std::count(picked.begin(), picked.end(), 1), 0);
  for (const std::size_t other : {0U, 2U, 3U}) {
    EXPECT_GT(std::count(picked.begin(), picked.end(), other), 50);
  }
}

// Against both extremes: taking any (the busiest gets a third) and taking the least busy always.
TEST(TwoChoices, PicksTheLessBusyOfTheTwoDrawn) {
  Picker picker(Policy::two_choices, no_limit, seed);
  const auto picked = picks(picker, in_flight({0, 1, 2}), 300);
  EXPECT_NEAR(static_cast<double>(std::count(picked.begin(), picked.end(), 0)), 200, 40);
  EXPECT_NEAR(static_cast<double>(std::count(picked.begin(), picked.end(), 1)), 100, 40);
}

class EachPolicy : public testing::TestWithParam<Policy> {
 protected:
  Picker picker_{GetParam(), 2, seed};
};

TEST_P(EachPolicy, ReportsWhenAllAreFullAndWhenNoneIsUsable) {
  std::vector<Load> loads = in_flight({2, 2});
  EXPECT_EQ(picker_.pick(loads, 0).availability, Availability::full);
  EXPECT_EQ(picker_.pick(loads, 0b11).availability, Availability::none);
  loads[1].in_flight = 1;
  EXPECT_THAT(picks(picker_, loads, 3), ElementsAre(1, 1, 1));
  EXPECT_EQ(picker_.availability(loads, 0b10), Availability::full);
  loads[0].state = loads[1].state = HealthState::down;
  EXPECT_EQ(picker_.pick(loads, 0).availability, Availability::none);
  EXPECT_EQ(picker_.pick({}, 0).availability, Availability::none);
}

TEST_P(EachPolicy, UsesEjectedBackendsOnlyIfNoneIsUp) {
  std::vector<Load> loads = in_flight({0, 1, 0});
  loads[0].state = loads[2].state = HealthState::ejected;
  EXPECT_THAT(picks(picker_, loads, 3), ElementsAre(1, 1, 1));
  loads[1].in_flight = 2;  // full is not a reason
  EXPECT_EQ(picker_.pick(loads, 0).availability, Availability::full);
  loads[1].state = HealthState::down;
  EXPECT_THAT(picks(picker_, loads, 20), testing::IsSupersetOf({0U, 2U}));
}

std::vector<Policy> every_policy() {
  std::vector<Policy> policies(count_of<Policy>());
  for (std::size_t index = 0; index < policies.size(); ++index) {
    policies[index] = static_cast<Policy>(index);
  }
  return policies;
}

INSTANTIATE_TEST_SUITE_P(Policies, EachPolicy, testing::ValuesIn(every_policy()),
                         [](const auto& tested) {
                           std::string name(name_of(tested.param));
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(ServersPage, NamesEachPolicyBesideTheOption) {
  const std::string page = common::read_file(tests::source_folder() / "docs" / "servers.md");
  const std::size_t row = page.find("\n| `--balance` | ");
  ASSERT_NE(row, std::string::npos);
  const std::string line = page.substr(row, page.find('\n', row + 1) - row);
  for (const Policy policy : every_policy()) {
    EXPECT_NE(line.find(fmt::format("`{}`", name_of(policy))), std::string::npos)
        << name_of(policy) << " is not in docs/servers.md at --balance";
  }
}

}  // namespace
}  // namespace tiga::servers::balancer
