#include "suite/records/placement.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>

#include "suite/records/run_data.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// So many cores a node with so many hardware threads, numbered as Linux does on most machines:
// first threads of all cores, then second ones.
common::Topology machine(int nodes, int cores, int threads) {
  common::Topology all;
  for (int core = 0; core < nodes * cores; ++core) {
    common::PhysicalCore one{{}, core / cores};
    for (int thread = 0; thread < threads; ++thread) {
      one.cpus.push_back(core + thread * nodes * cores);
    }
    all.push_back(one);
  }
  return all;
}

TEST(Placement, SplitsTheCores) {
  const Placement two = place(plan::Pinning::split, machine(1, 2, 1));
  EXPECT_THAT(*two.servers, ElementsAre(0));
  EXPECT_THAT(*two.generator, ElementsAre(1));
  const Placement five = place(plan::Pinning::split, machine(1, 5, 1));
  EXPECT_THAT(*five.servers, ElementsAre(0, 1, 2));
  EXPECT_THAT(*five.generator, ElementsAre(3, 4));
}

TEST(Placement, KeepsSiblingsTogether) {
  const Placement four = place(plan::Pinning::split, machine(1, 2, 2));
  EXPECT_THAT(*four.servers, ElementsAre(0, 2));
  EXPECT_THAT(*four.generator, ElementsAre(1, 3));
}

TEST(Placement, GivesEachNodeToOneOfTheTwo) {
  const Placement both = place(plan::Pinning::split, machine(2, 2, 2));
  EXPECT_THAT(*both.servers, ElementsAre(0, 1, 4, 5));
  EXPECT_THAT(*both.generator, ElementsAre(2, 3, 6, 7));
}

TEST(Placement, SplitsASingleCoreByItsThreads) {
  const Placement one = place(plan::Pinning::split, machine(1, 1, 2));
  EXPECT_THAT(*one.servers, ElementsAre(0));
  EXPECT_THAT(*one.generator, ElementsAre(1));
}

TEST(Placement, IsUnpinnedOnRequestOrOnASingleThread) {
  for (const Placement& placement : {place(plan::Pinning::free, machine(1, 2, 1)),
                                     place(plan::Pinning::split, machine(1, 1, 1))}) {
    EXPECT_EQ(placement.pinning, plan::Pinning::free);
    EXPECT_EQ(placement.servers, std::nullopt);
    EXPECT_EQ(placement.generator, std::nullopt);
  }
}

// On every machine: all threads are used once, no core is shared, and what has cores of its own
// shares none with another process.
TEST(Placement, OfFourToSixtyFourCoresSharesNone) {
  for (const int nodes : {1, 2, 4}) {
    for (const int threads : {1, 2}) {
      for (int cores = 4 / nodes; cores <= 64 / nodes; ++cores) {
        const common::Topology all = machine(nodes, cores, threads);
        const Placement placement = place(plan::Pinning::split, all);
        common::CpuSet both = *placement.servers;
        both.insert(both.end(), placement.generator->begin(), placement.generator->end());
        std::ranges::sort(both);
        ASSERT_EQ(both, cpus_of(all));
        const common::Topology servers = part_of(all, *placement.servers);
        ASSERT_THAT(servers, SizeIs((all.size() + 1) / 2)) << "a core is shared";
        for (const std::size_t backends : {1U, 4U}) {
          const auto sets = own_cores(servers, backends);
          ASSERT_EQ(sets.empty(), servers.size() < backends + 1);
          common::CpuSet used;
          for (const common::CpuSet& set : sets) {
            ASSERT_THAT(set, Not(IsEmpty()));
            ASSERT_EQ(set.size() % static_cast<std::size_t>(threads), 0U);
            used.insert(used.end(), set.begin(), set.end());
          }
          std::ranges::sort(used);
          ASSERT_TRUE(sets.empty() || used == *placement.servers);
        }
      }
    }
  }
}

TEST(Placement, GivesBackendsEqualSharesAndTheFrontTheRest) {
  EXPECT_THAT(own_cores(machine(1, 8, 1), 4),
              ElementsAre(ElementsAre(0), ElementsAre(1), ElementsAre(2), ElementsAre(3),
                          ElementsAre(4, 5, 6, 7)));
  EXPECT_THAT(own_cores(machine(1, 3, 2), 1),
              ElementsAre(ElementsAre(0, 1, 3, 4), ElementsAre(2, 5)));
  EXPECT_THAT(own_cores(machine(1, 8, 1), 0), IsEmpty());
}

TEST(Placement, GivesAHostWithOneRoleAllItsCores) {
  const common::Topology cores = machine(1, 2, 1);
  const Placement serves = place_host(plan::Pinning::split, cores, true, false);
  EXPECT_EQ(serves.servers, (common::CpuSet{0, 1}));
  EXPECT_EQ(serves.generator, std::nullopt);
  const Placement generates = place_host(plan::Pinning::split, cores, false, true);
  EXPECT_EQ(generates.servers, std::nullopt);
  EXPECT_EQ(generates.generator, (common::CpuSet{0, 1}));
  const Placement both = place_host(plan::Pinning::split, cores, true, true);
  EXPECT_EQ(both.servers, (common::CpuSet{0}));
  EXPECT_EQ(both.generator, (common::CpuSet{1}));
  EXPECT_EQ(place_host(plan::Pinning::free, cores, true, false).servers, std::nullopt);
  EXPECT_EQ(place_host(plan::Pinning::split, cores, false, false).pinning, plan::Pinning::free);
}

TEST(Placement, GivesServersThatAreAlikeEqualShares) {
  EXPECT_THAT(equal_cores(machine(1, 5, 1), 2), ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3)));
  EXPECT_THAT(equal_cores(machine(1, 2, 1), 3), IsEmpty()) << "no core for each";
  EXPECT_THAT(equal_cores(machine(1, 2, 1), 1), IsEmpty()) << "all of them";
}

TEST(Placement, LeavesOutCoresOfOthers) {
  EXPECT_EQ(part_of(machine(1, 2, 2), {0, 3, 9}), (common::Topology{{{0}, 0}, {{3}, 0}, {{9}, 0}}));
}

TEST(GeneratorThreads, AreOneACoreWithWorkForEach) {
  EXPECT_EQ(generator_threads(1, 1000), 1);
  EXPECT_EQ(generator_threads(4, 1), 1);
  EXPECT_EQ(generator_threads(4, 16), 2);
  EXPECT_EQ(generator_threads(4, 1000), 4);
  EXPECT_EQ(generator_threads(0, 1000), 1);
}

TEST(PlaceCaption, NamesNodesWhereThereAreSeveral) {
  Manifest manifest;
  manifest.machine.cpu = "AMD EPYC";
  manifest.machine.cores = 8;
  const auto caption = [&](const common::Topology& cores) {
    manifest.machine.topology = cores;
    manifest.placement = place(plan::Pinning::split, cores);
    return place_caption(manifest, text::Language::english);
  };
  EXPECT_THAT(caption(machine(2, 2, 2)),
              HasSubstr("servers on cores 0-1,4-5 (NUMA node 0), generator on cores 2-3,6-7 "
                        "(NUMA node 1)"));
  EXPECT_THAT(caption(machine(1, 4, 2)), Not(HasSubstr("NUMA")));
}

HostFacts host_with(const std::string& name, std::vector<std::string> roles) {
  HostFacts host;
  host.name = name;
  host.roles = std::move(roles);
  host.machine.cpu = "AMD EPYC";
  host.machine.cores = 2;
  host.machine.topology = machine(1, 2, 1);
  return host;
}

TEST(PlaceCaption, NamesHostsWithTheirRoles) {
  Manifest manifest;
  manifest.hosts = {host_with("a", {"generate"}), host_with("b", {"balance", "serve"}),
                    host_with("c", {"backends"}), host_with("d", {})};
  const auto caption = [&] { return place_caption(manifest, text::Language::english); };
  EXPECT_EQ(caption(),
            "a (generates), b (balances, serves), c (runs backends), d; each AMD EPYC, 2 cores");
  EXPECT_NE(place_caption(manifest, tests::indonesian), caption());
  manifest.hosts.resize(2);
  manifest.hosts[1].machine.cpu = "Intel Xeon";
  EXPECT_EQ(caption(),
            "a (generates): AMD EPYC, 2 cores; b (balances, serves): Intel Xeon, 2 cores");
}

TEST(PlaceCaption, SaysWhereAHostDoesBothParts) {
  Manifest manifest;
  HostFacts both = host_with("a", {"generate", "serve"});
  both.placement = place_host(plan::Pinning::split, both.machine.topology, true, true);
  manifest.hosts = {both, host_with("b", {"generate"})};
  EXPECT_EQ(place_caption(manifest, text::Language::english),
            "a (generates, serves): AMD EPYC, 2 cores; pinning split: servers on core 0, generator "
            "on core 1; b (generates): AMD EPYC, 2 cores");
}

}  // namespace
}  // namespace tiga::suite::records
