#include "common/machine/topology.hpp"

#include <gtest/gtest.h>

#include <map>

#include "common/files.hpp"

namespace tiga::common {
namespace {

namespace fs = std::filesystem;

class TopologyTree : public testing::Test {
 protected:
  // A made-up /sys/devices/system: for each hardware thread its siblings, for each node its list.
  fs::path make(const std::map<int, std::string>& siblings,
                const std::map<int, std::string>& nodes = {},
                const std::string& file = "core_cpus_list") const {
    for (const auto& [cpu, list] : siblings) {
      const fs::path topology = folder_.path() / "cpu" / ("cpu" + std::to_string(cpu)) / "topology";
      fs::create_directories(topology);
      write_file(topology / file, list + "\n");
    }
    for (const auto& [node, list] : nodes) {
      const fs::path folder = folder_.path() / "node" / ("node" + std::to_string(node));
      fs::create_directories(folder);
      write_file(folder / "cpulist", list + "\n");
    }
    return folder_.path();
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(TopologyTree, OfCoresWithoutSiblings) {
  const fs::path system = make({{0, "0"}, {1, "1"}, {2, "2"}, {3, "3"}}, {{0, "0-3"}});
  const Topology cores = read_topology({0, 1, 2, 3}, system);
  EXPECT_EQ(cores, (Topology{{{0}, 0}, {{1}, 0}, {{2}, 0}, {{3}, 0}}));
  EXPECT_EQ(nodes_of(cores), std::vector{0});
}

TEST_F(TopologyTree, PutsSiblingsIntoOneCore) {
  const fs::path system =
      make({{0, "0,2"}, {1, "1,3"}, {2, "0,2"}, {3, "1,3"}}, {}, "thread_siblings_list");
  const Topology cores = read_topology({0, 1, 2, 3}, system);
  EXPECT_EQ(cores, (Topology{{{0, 2}, 0}, {{1, 3}, 0}}));
  EXPECT_EQ(cpus_of(cores), (CpuSet{0, 1, 2, 3}));
}

TEST_F(TopologyTree, OrdersCoresByNode) {
  // Two sockets whose numbers alternate, as some firmware has it.
  const fs::path system =
      make({{0, "0,4"}, {1, "1,5"}, {2, "2,6"}, {3, "3,7"}}, {{0, "0,2,4,6"}, {1, "1,3,5,7"}});
  const Topology cores = read_topology({0, 1, 2, 3, 4, 5, 6, 7}, system);
  EXPECT_EQ(nodes_of(cores), (std::vector{0, 1}));
  EXPECT_EQ(cores.front(), (PhysicalCore{{0, 4}, 0}));
  EXPECT_EQ(cores.back().node, 1);
}

// A cpuset may take one of two siblings.
TEST_F(TopologyTree, LeavesOutWhatMayNotBeUsed) {
  const fs::path system = make({{0, "0-1"}, {1, "0-1"}, {2, "2-3"}, {3, "2-3"}}, {{0, "0-3"}});
  EXPECT_EQ(read_topology({1, 2, 3}, system), (Topology{{{1}, 0}, {{2, 3}, 0}}));
}

TEST_F(TopologyTree, ThatSaysNothingIsCoresByThemselves) {
  EXPECT_EQ(read_topology({0, 5}, make({{0, "nonsense"}, {5, "1"}})),
            (Topology{{{0}, 0}, {{5}, 0}}));
}

TEST(Topology, OfThisMachineHasEachCoreOnce) {
  const CpuSet cpus = available_cpus();
  EXPECT_EQ(cpus_of(read_topology(cpus)), cpus);
}

}  // namespace
}  // namespace tiga::common
