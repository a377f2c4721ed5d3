#include "suite/records/cpu_quota.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "common/files.hpp"

namespace tiga::suite::records {
namespace {

namespace fs = std::filesystem;

// A made-up /proc/self/cgroup and what is mounted: a text for each file.
class CpuQuota : public testing::Test {
 protected:
  std::optional<double> quota(const std::string& groups,
                              const std::map<std::string, std::string>& files) const {
    common::write_file(folder_.path() / "cgroup", groups);
    for (const auto& [name, text] : files) {
      const fs::path file = folder_.path() / "mounted" / name;
      fs::create_directories(file.parent_path());
      common::write_file(file, text + "\n");
    }
    return cpu_quota(folder_.path() / "cgroup", folder_.path() / "mounted");
  }

 private:
  common::TemporaryFolder folder_;
};

TEST_F(CpuQuota, IsThatOfTheGroup) {
  EXPECT_EQ(quota("0::/system.slice/ci.service\n",
                  {{"system.slice/ci.service/cpu.max", "150000 100000"}}),
            1.5);
}

TEST_F(CpuQuota, IsTheLeastOfTheGroupsAboveIt) {
  EXPECT_EQ(quota("0::/a/b/c\n", {{"a/b/c/cpu.max", "400000 100000"},
                                  {"a/b/cpu.max", "max 100000"},
                                  {"a/cpu.max", "100000 50000"}}),
            2);
}

TEST_F(CpuQuota, OfAContainerIsMountedAtTheTop) {
  EXPECT_EQ(quota("0::/\n", {{"cpu.max", "50000 100000"}}), 0.5);
  EXPECT_EQ(quota("0::/../docker/1f\n", {{"cpu.max", "50000 100000"}}), 0.5);
}

TEST_F(CpuQuota, OfVersionOneHasTwoFiles) {
  const std::string groups = "5:memory:/m\n4:cpu,cpuacct:/docker/1f\n1:name=systemd:/\n0::/\n";
  EXPECT_EQ(quota(groups, {{"cpu,cpuacct/docker/1f/cpu.cfs_quota_us", "250000"},
                           {"cpu,cpuacct/docker/1f/cpu.cfs_period_us", "100000"},
                           {"cpu,cpuacct/cpu.cfs_quota_us", "-1"},
                           {"cpu,cpuacct/cpu.cfs_period_us", "100000"},
                           {"memory/m/cpu.cfs_quota_us", "1"},
                           {"memory/m/cpu.cfs_period_us", "100000"}}),
            2.5);
}

TEST_F(CpuQuota, OfVersionOneMayStandUnderTheControllersNameAlone) {
  EXPECT_EQ(quota("2:cpuset,cpu:/\n",
                  {{"cpu/cpu.cfs_quota_us", "100000"}, {"cpu/cpu.cfs_period_us", "100000"}}),
            1);
}

TEST_F(CpuQuota, IsNoneWithoutALimit) {
  EXPECT_EQ(quota("0::/a\n", {{"a/cpu.max", "max 100000"}}), std::nullopt);
  EXPECT_EQ(quota("4:cpuset:/a\n", {{"cpuset/a/cpu.max", "1 2"}}), std::nullopt);
}

TEST_F(CpuQuota, IsNoneWhereNothingMakesSense) {
  EXPECT_EQ(quota("nonsense\n:\n0:\n0::/b\n", {{"b/cpu.max", "much"}, {"cpu.max", "0 0"}}),
            std::nullopt);
  EXPECT_EQ(cpu_quota("/no/such/file", "/no/such/folder"), std::nullopt);
}

TEST_F(CpuQuota, OfThisProcessCanBeAskedFor) { EXPECT_GT(cpu_quota().value_or(1), 0); }

}  // namespace
}  // namespace tiga::suite::records
