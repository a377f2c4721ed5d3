// Closed networks, against what is known of them in closed form.
#include "queueing/mean_value.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace tiga::queueing {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

Solution exactly(const Network& network, std::uint64_t population) {
  return solve_exactly(network, std::array{population}).at(0);
}

// The throughput of one station of `servers` and a delay: the machine-repair model, the M/M/m queue
// of a finite population (D. Gross and C. M. Harris, Fundamentals of Queueing Theory, §2.7).
double machine_repair(double delay_s, double demand_s, unsigned servers, unsigned customers) {
  long double weight = 1;  // of j customers at the station, from none on
  long double all = 1;
  long double busy = 0;
  for (unsigned j = 1; j <= customers; ++j) {
    const unsigned working = std::min(j, servers);
    weight *= static_cast<long double>(customers - j + 1) * demand_s / (delay_s * working);
    all += weight;
    busy += weight * working;
  }
  return static_cast<double>(busy / all / demand_s);
}

// Sum over all ways in which the customers can stand (Buzen's normalising constant), by brute
// force.
double constant_of(const Network& network, std::size_t at, unsigned customers) {
  if (at == network.size()) {
    return customers == 0 ? 1 : 0;
  }
  double sum = 0;
  double weight = 1;
  for (unsigned here = 0; here <= customers; ++here) {
    if (here > 0) {
      const unsigned servers = network[at].servers == unlimited ? here : network[at].servers;
      weight *= network[at].demand_s / std::min(here, servers);
    }
    sum += weight * constant_of(network, at + 1, customers - here);
  }
  return sum;
}

double by_brute_force(const Network& network, unsigned customers) {
  return constant_of(network, 0, customers - 1) / constant_of(network, 0, customers);
}

TEST(MeanValue, OfEqualStationsHasAClosedForm) {
  for (const std::uint32_t stations : {1U, 2U, 7U, 64U}) {
    const double demand_s = 0.003;
    for (const std::uint64_t n : {1ULL, 2ULL, 10ULL, 5000ULL}) {
      const auto customers = static_cast<double>(n);
      const double expected = customers / (demand_s * (customers + stations - 1));
      const Solution copies = exactly({{"each", demand_s, 1, stations}}, n);
      EXPECT_NEAR(copies.throughput / expected, 1, 1e-12) << stations << " stations, " << n;
      EXPECT_NEAR(copies.stations[0].customers, customers / stations, 1e-9 * customers);
      EXPECT_NEAR(copies.stations[0].utilisation, expected * demand_s, 1e-12);
      EXPECT_NEAR(exactly(Network(stations, {"one", demand_s}), n).throughput / expected, 1, 1e-12);
    }
  }
}

TEST(MeanValue, OfADelayAloneHasNoQueue) {
  const Solution solution = exactly({{"network", 0.25, unlimited}}, 1000);
  EXPECT_DOUBLE_EQ(solution.throughput, 4000);
  EXPECT_DOUBLE_EQ(solution.response_s, 0.25);
  EXPECT_DOUBLE_EQ(solution.stations[0].customers, 1000);
  EXPECT_EQ(solution.stations[0].utilisation, 0);
}

TEST(MeanValue, OfOneCustomerIsTheSumOfItsDemands) {
  const Network network{{"a", 0.01}, {"b", 0.02, 4}, {"c", 0.03, unlimited}, {"d", 0.04, 2, 3}};
  const double alone = 0.01 + 0.02 + 0.03 + 3 * 0.04;
  EXPECT_NEAR(exactly(network, 1).response_s, alone, 1e-15);
  EXPECT_NEAR(approximate(network, 1).response_s, alone, 1e-12);
}

TEST(MeanValue, AgreesWithMachineRepair) {
  for (const unsigned servers : {1U, 2U, 3U, 8U, 40U}) {
    for (const unsigned customers : {1U, 2U, 7U, 8U, 9U, 100U, 800U}) {
      const Network network{{"delay", 0.5, unlimited}, {"station", 0.02, servers}};
      const Solution solution = exactly(network, customers);
      const double expected = machine_repair(0.5, 0.02, servers, customers);
      EXPECT_NEAR(solution.throughput / expected, 1, 1e-10) << servers << ", " << customers;
      EXPECT_NEAR(solution.stations[1].utilisation, expected * 0.02 / servers, 1e-10);
    }
  }
}

TEST(MeanValue, AgreesWithTheSumOverAllStates) {
  const Network network{{"a", 0.013, 3}, {"b", 0.011}, {"c", 0.02, unlimited}, {"d", 0.009, 2}};
  for (unsigned customers = 1; customers <= 12; ++customers) {
    EXPECT_NEAR(exactly(network, customers).throughput / by_brute_force(network, customers), 1,
                1e-12);
  }
}

TEST(MeanValue, KnowsCopiesOfStationsOfSeveralServers) {
  const Network copies{{"a", 0.01, 2, 3}, {"b", 0.02, 3, 2}, {"c", 0.01}};
  const Network apart{{"a", 0.01, 2}, {"a", 0.01, 2}, {"a", 0.01, 2},
                      {"b", 0.02, 3}, {"b", 0.02, 3}, {"c", 0.01}};
  for (const std::uint64_t customers : {1ULL, 5ULL, 50ULL, 500ULL}) {
    EXPECT_NEAR(exactly(copies, customers).throughput / exactly(apart, customers).throughput, 1,
                1e-12);
  }
  EXPECT_NEAR(exactly(copies, 6).throughput / by_brute_force(apart, 6), 1, 1e-12);
}

TEST(MeanValue, StaysExactBeyondSaturation) {
  const Network network{{"delay", 1, unlimited}, {"station", 0.1, 16}, {"other", 0.099, 16}};
  double before = 0;
  for (const std::uint64_t customers : {100ULL, 300ULL, 1000ULL, 20'000ULL}) {
    const Solution solution = exactly(network, customers);
    EXPECT_GE(solution.throughput, before);
    EXPECT_LE(solution.stations[1].utilisation, 1 + 1e-9);
    double sum = 0;
    for (const StationUse& use : solution.stations) {
      EXPECT_GE(use.customers, 0);
      sum += use.customers;
    }
    EXPECT_NEAR(sum / static_cast<double>(customers), 1, 1e-9);
    before = solution.throughput;
  }
  EXPECT_NEAR(before, 160, 1e-6);
}

TEST(MeanValue, OfManyPopulationsIsThatOfEach) {
  const Network network{{"a", 0.01, 2}, {"b", 0.02}};
  const std::array<std::uint64_t, 4> populations{50, 1, 50, 7};
  const std::vector<Solution> solutions = solve_exactly(network, populations);
  for (std::size_t at = 0; at < populations.size(); ++at) {
    EXPECT_EQ(solutions[at].population, populations.at(at));
    EXPECT_EQ(solutions[at].throughput, exactly(network, populations.at(at)).throughput);
  }
  EXPECT_TRUE(solve_exactly(network, {}).empty());
}

TEST(MeanValue, IsNearTheApproximation) {
  const Network network{{"front", 20e-6}, {"backends", 8e-6, 1, 4}, {"way", 200e-6, unlimited}};
  for (const std::uint64_t customers : {1ULL, 5ULL, 20ULL, 100ULL, 10'000ULL}) {
    const double exact = exactly(network, customers).throughput;
    EXPECT_NEAR(approximate(network, customers).throughput / exact, 1, 0.06) << customers;
  }
  EXPECT_NEAR(approximate(network, 1'000'000).throughput, 50'000, 1);
  const Network wide{{"front", 20e-6, 8}, {"way", 200e-6, unlimited}};
  EXPECT_NEAR(approximate(wide, 10'000).throughput / exactly(wide, 10'000).throughput, 1, 1e-3);
}

TEST(MeanValue, IsApproximateWhereTheRecursionIsTooLong) {
  const Network network{{"front", 20e-6}, {"backends", 8e-6, 1, 64}};
  const std::array<std::uint64_t, 3> populations{1'000'000, 10, 1000};
  const std::vector<Solution> solutions = solve(network, populations, 10'000);
  EXPECT_EQ(solutions[0].method, Method::approximate);
  EXPECT_EQ(solutions[1].method, Method::exact);
  EXPECT_EQ(solutions[2].method, Method::exact);
  EXPECT_EQ(solutions[1].throughput, exactly(network, 10).throughput);
  EXPECT_EQ(solve(network, populations)[0].method, Method::exact);
  EXPECT_EQ(solve(network, populations)[0].population, 1'000'000);
}

TEST(MeanValue, DoesNotExceedTheAsymptoticBound) {
  const Network network{{"a", 0.013, 3}, {"b", 0.011}, {"c", 0.05, unlimited}, {"d", 0.004, 1, 5}};
  for (const std::uint64_t customers : {1ULL, 2ULL, 3ULL, 5ULL, 10ULL, 100ULL, 5000ULL}) {
    EXPECT_GE(throughput_bound(network, customers),
              exactly(network, customers).throughput * (1 - 1e-12))
        << customers;
  }
  EXPECT_NEAR(exactly(network, 5000).throughput, capacity(network), 1e-6);
}

TEST(MeanValue, IsExactForAsManyServersAsItAllows) {
  const Network network{{"delay", 1, unlimited}, {"station", 0.5, most_exact_servers}};
  for (const unsigned customers : {100U, 1000U, 1536U, 1700U, 4000U}) {
    const double expected = machine_repair(1, 0.5, most_exact_servers, customers);
    EXPECT_NEAR(exactly(network, customers).throughput / expected, 1, 1e-10) << customers;
  }
}

TEST(MeanValue, IsApproximateForMoreServers) {
  const Network network{{"delay", 1, unlimited}, {"station", 0.2, 1000}};
  for (const std::uint64_t customers : {100ULL, 4800ULL, 8000ULL}) {
    const Solution solution = solve(network, std::array{customers}).at(0);
    EXPECT_EQ(solution.method, Method::approximate);
    const double expected = machine_repair(1, 0.2, 1000, static_cast<unsigned>(customers));
    EXPECT_NEAR(solution.throughput / expected, 1, 0.01) << customers;
    EXPECT_GE(solution.stations[1].response_s, 0.2 * (1 - 1e-9)) << customers;
  }
  const std::array<std::uint64_t, 1> one{1};
  EXPECT_THROW(solve_exactly(network, one), std::invalid_argument);
  const Network pool{
      {"balancer", 20e-6}, {"server", 30e-6}, {"handlers", 0.05, 1000}, {"network", 1, unlimited}};
  const std::array<std::uint64_t, 1> many{19'000};
  EXPECT_GE(solve(pool, many)[0].stations[2].response_s, 0.05 * (1 - 1e-9));
}

TEST(ClosedNetwork, KnowsItsSlowestStation) {
  const Network network{{"a", 0.013, 3}, {"b", 0.010}, {"c", 0.05, unlimited}, {"d", 0.01, 1, 5}};
  ASSERT_NE(bottleneck(network), nullptr);
  EXPECT_EQ(bottleneck(network)->name, "b");
  EXPECT_DOUBLE_EQ(capacity(network), 100);
  EXPECT_DOUBLE_EQ(total_demand_s(network), 0.123);
  EXPECT_DOUBLE_EQ(saturation_point(network), 12.3);
  const Network delay{{"c", 0.05, unlimited}};
  EXPECT_EQ(bottleneck(delay), nullptr);
  EXPECT_EQ(capacity(delay), infinite);
  EXPECT_DOUBLE_EQ(throughput_bound(delay, 10), 200);
  EXPECT_DOUBLE_EQ(throughput_bound(network, 1), 1 / 0.123);
  EXPECT_DOUBLE_EQ(throughput_bound(network, 100), 100);
}

TEST(ClosedNetwork, IsRefusedWhereItHasNoMeaning) {
  const std::array<std::uint64_t, 1> one{1};
  EXPECT_THROW(solve_exactly({}, one), std::invalid_argument);
  EXPECT_THROW(solve_exactly({{"a", 0}}, one), std::invalid_argument);
  EXPECT_THROW(solve_exactly({{"a", -1}, {"b", 2}}, one), std::invalid_argument);
  EXPECT_THROW(approximate({{"a", std::nan("")}}, 1), std::invalid_argument);
  EXPECT_THROW(approximate({{"a", 1, 1, 0}}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace tiga::queueing
