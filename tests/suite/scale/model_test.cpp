// Which stations an arm is.
#include "suite/scale/model.hpp"

#include <gmock/gmock.h>

#include "suite/plan/registry.hpp"
#include "tests/suite/scale/queue_run.hpp"

namespace tiga::suite::scale {
namespace {

using queueing::Network;
using queueing::Station;
using queueing::unlimited;

constexpr Demands tiny_page{20e-6, 30e-6, 10e-6, 0, 5e-6};
constexpr Demands sleeps{20e-6, 30e-6, 10e-6, 0.005, 5e-6};

plan::Arm registered(std::string_view name) { return arm_of(*plan::find_architecture(name)); }

// A station, but for its name.
void expect_station(const Station& station, double demand_s, std::uint32_t servers,
                    std::uint32_t copies = 1) {
  EXPECT_DOUBLE_EQ(station.demand_s, demand_s) << station.name;
  EXPECT_EQ(station.servers, servers) << station.name;
  EXPECT_EQ(station.copies, copies) << station.name;
}

TEST(ModelOfServers, UsesAsManyCoresAsItsThreadsCan) {
  const Cores four{4, 0, 0, 2, false};
  expect_station(network_of(registered("async"), tiny_page, four).at(0), 30e-6, 1);
  expect_station(network_of(registered("threaded"), tiny_page, four).at(0), 30e-6, 4);
  expect_station(network_of(registered("loops"), tiny_page, {8, 0, 0, 1, false}).at(0), 30e-6, 4);
}

TEST(ModelOfServers, HasGeneratorAndWayBesides) {
  const Network network = network_of(registered("async"), tiny_page, {4, 0, 0, 2, false});
  ASSERT_EQ(network.size(), 3);
  expect_station(network[1], 10e-6, 2);
  expect_station(network[2], 5e-6, unlimited);
}

TEST(ModelOfServers, SharesCoresWithAnUnpinnedGenerator) {
  const Network network = network_of(registered("threaded"), tiny_page, {2, 0, 0, 1, true});
  ASSERT_EQ(network.size(), 2);
  expect_station(network[0], 60e-6, 2);
}

TEST(ModelOfServers, IsLimitedByItsOnlyThreadWhereSharedCoresAreNotFull) {
  const Demands uneven{0, 30e-6, 10e-6, 0, 5e-6};
  const Network loop = network_of(registered("async"), uneven, {8, 0, 0, 1, true});
  ASSERT_EQ(loop.size(), 3);
  expect_station(loop[0], 30e-6, 1);
  expect_station(loop[1], 10e-6, 1);
  EXPECT_DOUBLE_EQ(capacity(loop), 1 / 30e-6);
  const Network generator =
      network_of(registered("threaded"), {0, 30e-6, 50e-6, 0, 5e-6}, {2, 0, 0, 1, true});
  EXPECT_DOUBLE_EQ(capacity(generator), 1 / 50e-6);
}

TEST(ModelOfServers, GivesOnlyWorkToThePoolBehindALoop) {
  const Cores four{4, 0, 0, 1, false};
  expect_station(network_of(registered("offload"), tiny_page, four).at(0), 30e-6, 1);
  const Network sleeping = network_of(registered("offload"), sleeps, four);
  ASSERT_EQ(sleeping.size(), 4);
  expect_station(sleeping[0], 30e-6, 1);
  expect_station(sleeping[1], 0.005, 64);
  Demands computes = tiny_page;
  computes.handler_computes = true;
  expect_station(network_of(registered("offload"), computes, four).at(0), 30e-6, 4);
  expect_station(network_of(registered("pool"), tiny_page, four).at(0), 30e-6, 4);
}

TEST(ModelOfServers, NeedsAConcurrencyModel) {
  EXPECT_TRUE(can_be_modelled(registered("process")));
  EXPECT_FALSE(can_be_modelled(plan::Arm{}));
}

TEST(ModelOfServers, BlocksItsHandlers) {
  const Cores one{1, 0, 0, 1, false};
  const Network loop = network_of(registered("async"), sleeps, one);
  ASSERT_EQ(loop.size(), 3) << "a loop that sleeps does nothing else";
  expect_station(loop[0], 0.005 + 30e-6, 1);
  const Network threads = network_of(registered("threaded"), sleeps, one);
  ASSERT_EQ(threads.size(), 4);
  expect_station(threads[0], 30e-6, 1);
  expect_station(threads[1], 0.005, unlimited);
  const Network pool = network_of(registered("pool"), sleeps, one);
  ASSERT_EQ(pool.size(), 4);
  expect_station(pool[1], 0.005, 64);
}

TEST(ModelOfBackends, IsOneStationOnOneCore) {
  const Network network = network_of(registered("balanced"), tiny_page, {1, 0, 0, 1, false});
  ASSERT_EQ(network.size(), 3);
  expect_station(network[0], 50e-6, 1);
}

TEST(ModelOfBackends, IsLimitedByItsBalancerWhereSharedCoresAreNotFull) {
  for (const double generator_s : {10e-6, 100e-6}) {
    const Demands dear_balancer{60e-6, 40e-6, generator_s, 0, 5e-6};
    const Network network = network_of(registered("balanced"), dear_balancer, {3, 0, 0, 1, false});
    ASSERT_EQ(network.size(), 4);
    expect_station(network[0], 60e-6, 1);
    expect_station(network[1], 10e-6, 1, 4);
    expect_station(network[2], generator_s, 1);
  }
}

TEST(ModelOfBackends, SharesCoresThatAreFullBeforeItsBalancer) {
  expect_station(network_of(registered("balanced"), tiny_page, {2, 0, 0, 1, false}).at(0), 50e-6,
                 2);
  const Demands not_told_apart{0, 100e-6, 10e-6, 0, 5e-6};
  expect_station(network_of(registered("balanced"), not_told_apart, {3, 0, 0, 1, false}).at(0),
                 100e-6, 3);
}

TEST(ModelOfBackends, HasStationsOfItsOwnOnCoresOfItsOwn) {
  const Network network = network_of(registered("balanced"), tiny_page, {5, 1, 1, 1, false});
  ASSERT_EQ(network.size(), 4);
  expect_station(network[0], 20e-6, 1);
  expect_station(network[1], 30e-6 / 4, 1, 4);
}

TEST(ModelOfBackends, BlockEachByItself) {
  const Network shared = network_of(registered("balanced"), sleeps, {1, 0, 0, 1, false});
  ASSERT_EQ(shared.size(), 4);
  expect_station(shared[0], 50e-6, 1);
  expect_station(shared[1], 0.005 / 4, 1, 4);
  const Network threads = network_of(registered("balanced-threads"), sleeps, {5, 1, 1, 1, false});
  ASSERT_EQ(threads.size(), 5);
  expect_station(threads[2], 0.005 / 4, unlimited, 4);
}

TEST(ModelOfBackends, IsExtrapolatedToOtherNumbersOfThem) {
  const Network network = extrapolated(registered("balanced"), tiny_page, {64, 2, 1e-3});
  ASSERT_EQ(network.size(), 3);
  expect_station(network[0], 10e-6, 1, 2);
  expect_station(network[1], 30e-6 / 64, 1, 64);
  expect_station(network[2], 15e-6 + 1e-3, unlimited);
  EXPECT_DOUBLE_EQ(capacity(network), 100'000);
  EXPECT_DOUBLE_EQ(capacity(extrapolated(registered("balanced"), tiny_page, {1, 1, 0})), 1 / 30e-6);
  expect_station(extrapolated(registered("balanced"), sleeps, {4, 1, 0}).at(1), (0.005 + 30e-6) / 4,
                 1, 4);
}

TEST(ModelCores, AreThoseOfTheRun) {
  const records::RunData run = queue_run({"async"}, {1}, {});
  const Cores two = cores_of(run.manifest, registered("balanced"), 1000);
  EXPECT_EQ(two.servers, 1);
  EXPECT_EQ(two.front, 0);
  EXPECT_EQ(two.generator_threads, 1);
  EXPECT_FALSE(two.shared);
  records::Manifest many = run.manifest;
  many.machine.topology.clear();
  for (int core = 0; core < 12; ++core) {
    many.machine.topology.push_back({{core}, 0});
  }
  many.placement = records::place(plan::Pinning::split, many.machine.topology);
  const Cores six = cores_of(many, registered("balanced"), 1000);
  EXPECT_EQ(six.servers, 6);
  EXPECT_EQ(six.backend, 1);
  EXPECT_EQ(six.front, 2);
  EXPECT_EQ(six.generator_threads, 6);
  EXPECT_EQ(cores_of(many, registered("async"), 8).generator_threads, 1);
  many.placement = {};
  many.machine.cores = 12;
  EXPECT_TRUE(cores_of(many, registered("async"), 8).shared);
  EXPECT_EQ(cores_of(many, registered("async"), 8).servers, 12);
}

}  // namespace
}  // namespace tiga::suite::scale
