// Simulated networks, against what is known of them: exactly, in closed form, or by hand.
#include "queueing/simulation.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "queueing/mean_value.hpp"

namespace tiga::queueing {
namespace {

constexpr SimulationOrder briefly{1, 20'000, 4'000'000};

Simulated by_simulation(const SimulatedNetwork& network, std::uint64_t customers,
                        const SimulationOrder& order = briefly) {
  const auto result = simulate(network, customers, order);
  EXPECT_TRUE(result);
  return result.value_or(Simulated{});
}

SimulatedNetwork exponential(const Network& network) {
  return simulated(network, Service::exponential, Routing::at_random, Discipline::first_come);
}

SimulatedNetwork constant(const Network& network) {
  return simulated(network, Service::constant, Routing::in_turn, Discipline::first_come);
}

// As many parts as given, each at one of `copies` stations that serve one at a time.
SimulatedNetwork fanned_out(double service_s, std::uint32_t copies, std::uint32_t parts,
                            Service service) {
  SimulatedNetwork network = simulated({{"each", service_s / copies, 1, copies}}, service,
                                       Routing::at_random, Discipline::first_come);
  network.fan_out = {parts, 0, 1};
  return network;
}

void expect_within(const Estimate& estimate, double expected, double margins) {
  EXPECT_NEAR(estimate.value, expected, margins * estimate.margin);
  EXPECT_LT(estimate.margin, 0.1 * expected) << "an interval that says nothing";
}

TEST(SimulationByHand, OfALoneCustomerIsTheSumOfItsServices) {
  const Network network{{"a", 0.01}, {"b", 0.02, 4, 2}, {"c", 0.03, unlimited}};
  const Simulated result = by_simulation(constant(network), 1);
  EXPECT_NEAR(result.throughput.value, 1 / 0.08, 1e-9);
  for (const Estimate& estimate : {result.mean_s, result.p50_s, result.p99_s, result.p999_s}) {
    EXPECT_NEAR(estimate.value, 0.08, 1e-9);
    EXPECT_NEAR(estimate.margin, 0, 1e-9);
  }
  EXPECT_EQ(result.customers, 1);
  EXPECT_EQ(result.rounds, 16'000) << "without the first fifth";
  EXPECT_EQ(result.events, 60'000);
}

TEST(SimulationByHand, OfRegularCustomersWaitsOnlyWhereItMust) {
  const Network network{{"station", 1}, {"delay", 9, unlimited}};
  const Simulated five = by_simulation(constant(network), 5);
  EXPECT_NEAR(five.throughput.value, 0.5, 1e-3);
  EXPECT_NEAR(five.p999_s.value, 10, 1e-6) << "after the first round nobody waits";
  const Simulated twenty = by_simulation(constant(network), 20);
  EXPECT_NEAR(twenty.throughput.value, 1, 1e-3);
  EXPECT_NEAR(twenty.p50_s.value, 20, 1e-6);
  const Network two{{"front", 1}, {"back", 1}};
  EXPECT_NEAR(by_simulation(constant(two), 2).throughput.value, 1, 1e-3)
      << "2/3 if service were exponential";
}

TEST(SimulationByHand, TakesEqualStationsInTurn) {
  const Network network{{"each", 0.5, 1, 4}};  // a visit takes 2 s
  const Simulated in_turn = by_simulation(constant(network), 4);
  EXPECT_NEAR(in_turn.throughput.value, 2, 1e-3);
  EXPECT_NEAR(in_turn.p999_s.value, 2, 1e-9);
  const Simulated at_random = by_simulation(
      simulated(network, Service::constant, Routing::at_random, Discipline::first_come), 4);
  EXPECT_LT(at_random.throughput.value, 1.6);
  EXPECT_GE(at_random.p99_s.value, 4);
}

TEST(SimulationByHand, SharesServersAmongAllWhoAreThere) {
  const auto shared = [](std::uint32_t servers, std::uint64_t customers) {
    return by_simulation(simulated({{"core", 1, servers}}, Service::constant, Routing::at_random,
                                   Discipline::sharing),
                         customers);
  };
  EXPECT_NEAR(shared(1, 3).p50_s.value, 3, 1e-6);
  EXPECT_NEAR(shared(2, 3).p50_s.value, 1.5, 1e-6);
  EXPECT_NEAR(shared(4, 3).p50_s.value, 1, 1e-6) << "no customer uses two servers";
  EXPECT_NEAR(shared(unlimited, 3).p50_s.value, 1, 1e-6);
}

TEST(SimulationByHand, SticksToTheCopyThatWasVisitedBefore) {
  SimulatedNetwork network = simulated({{"one", 0.5, 1, 2}, {"other", 0.5, 1, 2}},
                                       Service::constant, Routing::in_turn, Discipline::first_come);
  network.stations[1].with_previous = true;
  const Simulated result = by_simulation(network, 2);
  EXPECT_NEAR(result.p999_s.value, 2, 1e-9) << "nobody meets anybody";
  EXPECT_NEAR(result.throughput.value, 1, 1e-3);
}

TEST(SimulationByHand, WaitsForTheLastPart) {
  EXPECT_NEAR(by_simulation(fanned_out(1, 3, 3, Service::constant), 1).p999_s.value, 1, 1e-9);
  EXPECT_NEAR(by_simulation(fanned_out(1, 2, 4, Service::constant), 1).p50_s.value, 2, 1e-9)
      << "two parts at each";
  SimulatedNetwork network = constant(
      {{"front", 1}, {"each", 0.5, 1, 2}, {"handlers", 3, unlimited}, {"way", 5, unlimited}});
  network.fan_out = {2, 1, 3};
  const Simulated result = by_simulation(network, 1);
  EXPECT_NEAR(result.p50_s.value, 1 + 1 + 3 + 5, 1e-9);
  EXPECT_EQ(result.events, 20'000 * (2 + 2 * 2));
}

// The mean of the largest of m exponential times is the m-th harmonic number, its distribution the
// m-th power of theirs (H. A. David and H. N. Nagaraja, Order Statistics, §2.1, §4.6).
TEST(SimulationOfFanOut, AgreesWithTheLargestOfIndependentTimes) {
  for (const std::uint32_t parts : {1U, 2U, 4U, 16U, 64U}) {
    const Simulated result = by_simulation(fanned_out(1, 64, parts, Service::exponential), 1);
    double harmonic = 0;
    for (std::uint32_t at = 1; at <= parts; ++at) {
      harmonic += 1.0 / at;
    }
    const auto quantile = [&](double share) { return -std::log1p(-std::pow(share, 1.0 / parts)); };
    SCOPED_TRACE(parts);
    expect_within(result.mean_s, harmonic, 1.5);
    expect_within(result.p50_s, quantile(0.5), 1.5);
    expect_within(result.p99_s, quantile(0.99), 1.5);
    EXPECT_NEAR(result.p999_s.value / quantile(0.999), 1, 0.1);
  }
}

TEST(SimulationOfServices, AreSumsOfTheirPhases) {
  SimulatedNetwork network = exponential({{"one", 2}});
  network.stations[0].phases = 2;
  const Simulated result = by_simulation(network, 1);
  expect_within(result.mean_s, 2, 1.5);
  expect_within(result.p50_s, 1.67835, 1.5);  // of Erlang's distribution: (1 + x) exp(-x) = 0.5
  expect_within(result.p99_s, 6.63835, 1.5);  // 0.01
}

TEST(SimulationOfQueues, AgreesWithTheExactAnalysis) {
  const std::array<Network, 4> networks{
      Network{{"station", 0.02}, {"delay", 0.5, unlimited}},
      Network{{"station", 0.02, 3}, {"delay", 0.1, unlimited}},
      Network{{"front", 20e-6}, {"backends", 8e-6, 1, 4}, {"way", 100e-6, unlimited}},
      Network{{"a", 0.013, 3}, {"b", 0.011}, {"c", 0.009, 2, 2}}};
  for (const Network& network : networks) {
    for (const std::uint64_t customers : {1U, 4U, 30U}) {
      const Solution exact = solve_exactly(network, std::array{customers}).front();
      const Simulated result = by_simulation(exponential(network), customers);
      SCOPED_TRACE(network.front().name);
      SCOPED_TRACE(customers);
      expect_within(result.throughput, exact.throughput, 1.5);
      expect_within(result.mean_s, exact.response_s, 1.5);
    }
  }
}

TEST(SimulationOfQueues, LeavesThinkingOutOfTheResponse) {
  const Network network{{"station", 0.02}, {"delay", 0.1, unlimited}};
  const Solution exact = solve_exactly(network, std::array<std::uint64_t, 1>{5}).front();
  SimulatedNetwork thinking = exponential({{"station", 0.02}});
  thinking.think_s = 0.1;
  EXPECT_EQ(events_per_round(thinking), 2);
  const Simulated result = by_simulation(thinking, 5);
  expect_within(result.throughput, exact.throughput, 1.5);
  expect_within(result.mean_s, exact.stations[0].response_s, 1.5);
}

// The analysis holds for any distribution of service where servers are shared (BCMP).
TEST(SimulationOfQueues, OfSharedServersDoesNotDependOnTheDistribution) {
  const Network network{{"core", 0.02, 2}, {"delay", 0.05, unlimited}};
  for (const std::uint64_t customers : {3U, 8U}) {
    const double exact = solve_exactly(network, std::array{customers}).front().throughput;
    for (const Service service : {Service::exponential, Service::constant}) {
      SimulatedNetwork made = simulated(network, service, Routing::at_random, Discipline::sharing);
      made.stations[1].service = Service::exponential;  // or all customers stay in step
      expect_within(by_simulation(made, customers).throughput, exact, 1.5);
    }
  }
}

TEST(SimulationOfQueues, HasIntervalsThatMostlyHoldTheExactValue) {
  const Network network{{"station", 0.02}, {"delay", 0.1, unlimited}};
  const Solution exact = solve_exactly(network, std::array<std::uint64_t, 1>{6}).front();
  int throughputs = 0;
  int means = 0;
  constexpr int simulations = 60;
  for (std::uint64_t seed = 1; seed <= simulations; ++seed) {
    const Simulated result = by_simulation(exponential(network), 6, {seed, 5000, 1'000'000});
    const auto holds = [](const Estimate& estimate, double value) {
      return std::abs(estimate.value - value) <= estimate.margin ? 1 : 0;
    };
    throughputs += holds(result.throughput, exact.throughput);
    means += holds(result.mean_s, exact.response_s);
  }
  EXPECT_GE(throughputs, simulations * 8 / 10);
  EXPECT_GE(means, simulations * 8 / 10);
}

TEST(SimulationOrders, GiveTheSameFiguresAgain) {
  const SimulatedNetwork network = exponential({{"front", 1}, {"each", 0.5, 2, 3}});
  const Simulated once = by_simulation(network, 5);
  EXPECT_EQ(by_simulation(network, 5).p99_s.value, once.p99_s.value);
  EXPECT_NE(by_simulation(network, 5, {2, 20'000, 4'000'000}).p99_s.value, once.p99_s.value);
}

TEST(SimulationOrders, BoundTheEvents) {
  const SimulatedNetwork network = exponential({{"front", 1}, {"back", 1}});
  EXPECT_EQ(events_per_round(network), 2);
  const auto cut = simulate(network, 2, {1, 1'000'000, 10'000});
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->events, 10'000);
  EXPECT_FALSE(simulate(network, 1'000'000)) << "ten rounds of each are more";
  EXPECT_FALSE(simulate(network, 2, {1, 1'000'000, 1999}));
  EXPECT_EQ(least_rounds(2), 1000);
  EXPECT_EQ(least_rounds(500), 5000);
}

TEST(SimulationOrders, AreRefusedWhereTheyHaveNoMeaning) {
  const SimulatedNetwork network = exponential({{"one", 1}, {"two", 1, 1, 2}});
  EXPECT_THROW(simulate(network, 0), std::invalid_argument);
  EXPECT_THROW(simulate({}, 1), std::invalid_argument);
  for (const FanOut wrong : {FanOut{0, 0, 1}, FanOut{2, 1, 1}, FanOut{2, 0, 3}}) {
    SimulatedNetwork other = network;
    other.fan_out = wrong;
    EXPECT_THROW(simulate(other, 1), std::invalid_argument);
  }
  SimulatedNetwork thinking = network;
  thinking.think_s = -1;
  EXPECT_THROW(simulate(thinking, 1), std::invalid_argument);
  SimulatedNetwork without = network;
  without.stations[0].phases = 0;
  EXPECT_THROW(simulate(without, 1), std::invalid_argument);
  SimulatedNetwork sticky = network;
  sticky.stations[1].with_previous = true;
  EXPECT_THROW(simulate(sticky, 1), std::invalid_argument);
}

}  // namespace
}  // namespace tiga::queueing
