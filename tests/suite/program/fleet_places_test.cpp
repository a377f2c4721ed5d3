// Where the servers of an arm run: cores, addresses and hosts.
#include <algorithm>

#include "common/cpu_set.hpp"
#include "suite/measure/ports.hpp"
#include "suite/plan/registry.hpp"
#include "tests/suite/fleet_of.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite::measure {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::StartsWith;

class FleetPlaces : public FleetOf {};

TEST_F(FleetPlaces, ABalancerHasCoresOfItsOwn) {
  const common::CpuSet cpus = common::available_cpus();
  TIGA_SKIP_UNLESS(cpus.size() >= 2, "a second core");
  plan::Arm arm = arm_of(*plan::find_architecture("balanced"));
  arm.backends = 1;
  Bench pinned = bench();
  pinned.servers = cpus;
  pinned.server_topology = {{{cpus[0]}, 0}, {{cpus[1]}, 0}};
  LocalHost own(pinned, plan_);
  Fleet fleet = Fleet::start(arm, on_one_host(own), [] {});
  const auto use = fleet.use();
  ASSERT_TRUE(use);
  ASSERT_EQ(use->size(), 2U);
  for (const ServerUse& server : *use) {
    EXPECT_EQ(server.host_cores, cpus.size());
    ASSERT_EQ(server.processes.size(), 1U);
    EXPECT_EQ(server.processes.front().cores, 1U);
  }
  pinned.server_topology.pop_back();  // a core for both
  LocalHost shared(pinned, plan_);
  EXPECT_EQ(Fleet::start(arm, on_one_host(shared), [] {}).use()->front().processes.front().cores,
            cpus.size());
}

TEST_F(FleetPlaces, BackendsWithoutTheirBalancerHaveEqualCores) {
  const common::CpuSet cpus = common::available_cpus();
  TIGA_SKIP_UNLESS(cpus.size() >= 2, "a second core");
  plan::Arm arm = arm_of(*plan::find_architecture("balanced"));
  arm.backends = 3;
  Bench pinned = bench();
  pinned.servers = cpus;
  pinned.server_topology = {{{cpus[0]}, 0}, {{cpus[1]}, 0}};
  LocalHost two(pinned, plan_, "two");
  const common::TemporaryFolder elsewhere;
  pinned.work = elsewhere.path();
  LocalHost three(pinned, plan_, "three");
  const Testbed testbed{.all = {&host_, &two, &three},
                        .generators = {&host_},
                        .front = &two,
                        .balancer = &host_,
                        .backends = {&two, &three}};
  Fleet fleet = Fleet::start(arm, testbed, [] {});
  EXPECT_THAT(fleet.host_names(), ElementsAre("here", "two", "three", "two"));
  const FleetUse use = fleet.use().value();
  ASSERT_EQ(use.size(), 4U);
  EXPECT_EQ(use[0].host, 1U);
  EXPECT_EQ(use[0].processes.front().cores, 1U) << "one of two backends there";
  EXPECT_EQ(use[1].host, 2U);
  EXPECT_EQ(use[1].processes.front().cores, cpus.size()) << "alone there";
  EXPECT_EQ(use[2].processes.front().cores, 1U);
  EXPECT_EQ(use[3].host, 0U) << "the balancer is the last";
  EXPECT_TRUE(std::filesystem::exists(elsewhere.path() / "server-1"));
  EXPECT_THAT(get(fleet), EndsWith("\r\n\r\nOK\n"));
  EXPECT_EQ(stop(fleet).wrong, std::nullopt);
}

TEST_F(FleetPlaces, ServersListenOnTheAddressOfTheirHost) {
  LocalHost other(bench(), plan_, "other", "127.0.0.2");
  Fleet ours =
      Fleet::start(arm_of(*plan::find_architecture("balanced")), on_one_host(other), [] {});
  EXPECT_THAT(ours.endpoint(), StartsWith("127.0.0.2:"));
  EXPECT_TRUE(answers("127.0.0.2", common::parse_endpoint(ours.endpoint()).port));
  EXPECT_EQ(stop(ours).wrong, std::nullopt);
  plan::Arm foreign = shell("exec " + tests::program("async_server") + " {port} --host {address}");
  foreign.front.ready_line.clear();
  Fleet theirs = Fleet::start(foreign, on_one_host(other), [] {});
  EXPECT_TRUE(answers("127.0.0.2", common::parse_endpoint(theirs.endpoint()).port));
}

TEST_F(FleetPlaces, ABalancerGetsTheAddressesOfItsBackends) {
  plan::Arm arm = arm_of(*plan::find_architecture("balanced"));
  arm.front.arguments.pop_back();
  arm.front.arguments.insert(arm.front.arguments.end(),
                             {"--backend={backend1}", "--backend={backend4}"});
  Fleet fleet = start(arm);
  for (int request = 0; request < 4; ++request) {
    get(fleet);
  }
  const FleetEnd end = stop(fleet);
  ASSERT_EQ(end.backends.size(), 4);
  EXPECT_EQ(end.backends[0].replies, 2);
  EXPECT_EQ(end.backends[1].replies, 0);
  EXPECT_EQ(end.backends[3].replies, 2);
}

}  // namespace
}  // namespace tiga::suite::measure
