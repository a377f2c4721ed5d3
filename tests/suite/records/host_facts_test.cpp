// What hosts tell of themselves, and what is said of it before a run.
#include "suite/records/host_facts.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"
#include "suite/records/manifest.hpp"

namespace tiga::suite::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// a generates, b serves; alike but for their names and addresses.
std::vector<HostFacts> two_hosts() {
  HostFacts host;
  host.name = "a";
  host.address = "10.0.0.1";
  host.roles = {"generate"};
  host.machine = {"AMD EPYC",           2,  8000000, "Linux 6.1", {{"net.core.somaxconn", "4096"}},
                  {{{0}, 0}, {{1}, 0}}, 1.5};
  host.build.git_describe = "3c4d";
  host.build.compiler = "GNU 12.2.0";
  host.build.flags = "-O3";
  host.build.libraries = {{"fmt", "9.1.0"}};
  host.descriptors = 4096;
  HostFacts other = host;
  other.name = "b";
  other.address = "10.0.0.2";
  other.roles = {"balance", "serve"};
  return {host, other};
}

std::vector<HostDifference> said_of(const std::vector<HostFacts>& hosts) {
  return differences(hosts, 2100);
}

// The one thing that is said.
HostDifference only_one(const std::vector<HostFacts>& hosts) {
  const std::vector<HostDifference> found = said_of(hosts);
  EXPECT_EQ(found.size(), 1);
  return found.empty() ? HostDifference{} : found.front();
}

TEST(HostFacts, AreReadBack) {
  HostFacts host = two_hosts()[1];
  host.placement = place(plan::Pinning::split, host.machine.topology);
  host.link_mbit = 1000;
  host.wall_clock_ns = 1'764'000'000'123'456'789;
  host.wall_clock_ahead_s = -0.25;
  const std::string json = to_json(host);
  EXPECT_EQ(json.find('\n'), std::string::npos);
  const HostFacts back = host_facts_from_json(json);
  EXPECT_EQ(to_json(back), json);
  EXPECT_EQ(back.name, "b");
  EXPECT_EQ(back.address, "10.0.0.2");
  EXPECT_THAT(back.roles, ElementsAre("balance", "serve"));
  EXPECT_TRUE(back.has_role("serve"));
  EXPECT_FALSE(back.has_role("generate"));
  EXPECT_EQ(back.machine.topology, host.machine.topology);
  EXPECT_EQ(back.placement.servers, host.placement.servers);
  EXPECT_EQ(back.build.git_describe, "3c4d");
  EXPECT_EQ(back.descriptors, 4096);
  EXPECT_EQ(back.link_mbit, 1000);
  EXPECT_EQ(back.wall_clock_ns, host.wall_clock_ns);
  EXPECT_EQ(back.wall_clock_ahead_s, -0.25);
}

TEST(HostFacts, OfAnotherKindAreRefused) {
  for (const char* text : {"", "{}", "[1]", "{\"name\": 5}"}) {
    EXPECT_THROW(host_facts_from_json(text), common::CannotRun) << text;
  }
}

TEST(HostFacts, AreThoseOfThisHost) {
  const HostFacts host = this_host();
  EXPECT_FALSE(host.name.empty());
  EXPECT_GE(host.machine.cores, 1);
  EXPECT_EQ(host.build.git_describe, build_facts().git_describe);
  EXPECT_GT(host.descriptors, 2);
  EXPECT_GT(host.wall_clock_ns, 0);
}

TEST(HostFacts, StandInTheManifestOfARunOnSeveralHostsOnly) {
  Manifest manifest;
  manifest.plan_text = "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 5\n";
  manifest.plan = plan::parse_plan(manifest.plan_text, "x.toml");
  EXPECT_EQ(to_json(manifest).find("\"hosts\""), std::string::npos);
  manifest.hosts = two_hosts();
  const std::string json = to_json(manifest);
  const Manifest back = manifest_from_json(json, "manifest.json");
  EXPECT_EQ(to_json(back), json);
  ASSERT_EQ(back.hosts.size(), 2);
  EXPECT_EQ(back.hosts[1].name, "b");
}

TEST(HostFacts, NeedDescriptorsForTheLargestLoad) {
  const plan::Plan plan = plan::parse_plan(
      "arms = [\"async\"]\nconcurrencies = [1, 500]\nrequests = 1000\nidle = 200\n", "x.toml");
  EXPECT_GE(descriptors_for(plan), 2 * 700);
  EXPECT_LE(descriptors_for(plan), 2 * 700 + 500);
}

TEST(HostDifferences, AreNoneBetweenHostsThatAreAlike) {
  EXPECT_THAT(said_of(two_hosts()), IsEmpty());
  EXPECT_THAT(differences({}, 10), IsEmpty());
  std::vector<HostFacts> one{two_hosts()[0]};
  one[0].address = "127.0.0.1";
  EXPECT_THAT(said_of(one), IsEmpty()) << "a single host needs no other address";
}

TEST(HostDifferences, RefuseAnotherBuildAndSayWhoHasWhich) {
  std::vector<HostFacts> hosts = two_hosts();
  hosts[1].build.git_describe = "1a2b";
  EXPECT_EQ(
      only_one(hosts),
      (HostDifference{"host b has build 1a2b, host a has 3c4d: install the same on all", true}));
  hosts = two_hosts();
  hosts[1].build.flags = "-O2";
  EXPECT_TRUE(only_one(hosts).refuses);
  EXPECT_THAT(only_one(hosts).line, HasSubstr("-O2, host a has 3c4d by GNU 12.2.0  -O3"));
}

TEST(HostDifferences, TellOfOtherKernelsSettingsAndLibraries) {
  std::vector<HostFacts> hosts = two_hosts();
  hosts[1].machine.kernel = "Linux 5.10";
  hosts[1].machine.sysctls = {{"net.core.somaxconn", "128"}};
  hosts[1].build.libraries = {{"fmt", "10.0.0"}};
  EXPECT_THAT(
      said_of(hosts),
      ElementsAre(HostDifference{"host b has fmt 10.0.0, host a 9.1.0", false},
                  HostDifference{"host b has kernel Linux 5.10, host a Linux 6.1", false},
                  HostDifference{"host b has net.core.somaxconn = 128, host a has 4096", false}));
  hosts = two_hosts();
  hosts[1].machine.sysctls = {{"net.core.somaxconn", std::nullopt}};
  EXPECT_EQ(only_one(hosts).line, "host b has net.core.somaxconn = none, host a has 4096");
}

TEST(HostDifferences, TellOfAClockThatIsMoreThanASecondOff) {
  std::vector<HostFacts> hosts = two_hosts();
  hosts[1].wall_clock_ahead_s = 0.9;
  EXPECT_THAT(said_of(hosts), IsEmpty());
  hosts[1].wall_clock_ahead_s = 3.25;
  EXPECT_EQ(only_one(hosts),
            (HostDifference{"host b: its clock is 3.2 s ahead of that of host a", false}));
  hosts[1].wall_clock_ahead_s = -60;
  EXPECT_EQ(only_one(hosts).line, "host b: its clock is 60.0 s behind that of host a");
}

TEST(HostDifferences, RefuseHostsThatCannotDoTheirPart) {
  std::vector<HostFacts> hosts = two_hosts();
  hosts[1].descriptors = 1024;
  EXPECT_EQ(only_one(hosts),
            (HostDifference{"host b: a process may open 1024 files, this plan needs 2100; raise "
                            "ulimit -n there",
                            true}));
  hosts = two_hosts();
  hosts[1].address = "127.0.1.1";
  EXPECT_TRUE(only_one(hosts).refuses);
  hosts[1].address = hosts[0].address;
  EXPECT_EQ(only_one(hosts),
            (HostDifference{"hosts a and b both have the address 10.0.0.1", true}));
  hosts = two_hosts();
  hosts[1].roles = {};
  EXPECT_EQ(only_one(hosts), (HostDifference{"host b has no role in this plan", false}));
}

TEST(HostDifferences, RefuseTwoProcessesOnOneHost) {
  std::vector<HostFacts> hosts = two_hosts();
  hosts.push_back(hosts[1]);
  EXPECT_TRUE(only_one(hosts).refuses);
  EXPECT_THAT(only_one(hosts).line, HasSubstr("two processes run on host b"));
}

TEST(OtherHosts, AreThoseOfOtherNamesRolesMachinesOrBuilds) {
  const std::vector<HostFacts> then = two_hosts();
  std::vector<HostFacts> now = two_hosts();
  EXPECT_EQ(other_hosts(then, now), "");
  EXPECT_EQ(other_hosts({}, {}), "");
  EXPECT_EQ(other_hosts(then, {}),
            "it was measured on a (generate), b (balance, serve), this is one machine");
  now[1].name = "c";
  EXPECT_THAT(other_hosts(then, now), HasSubstr("this is a (generate), c (balance, serve)"));
  now = two_hosts();
  now[1].roles = {"serve"};
  EXPECT_THAT(other_hosts(then, now), HasSubstr("b (serve)"));
  now = two_hosts();
  now[1].machine.cpu = "Intel";
  EXPECT_THAT(other_hosts(then, now), HasSubstr("host b was AMD EPYC, 2 cores (Linux 6.1), now"));
  now = two_hosts();
  now[1].build.git_describe = "1a2b";
  EXPECT_EQ(other_hosts(then, now), "host b measured by 3c4d, now has 1a2b");
  now = two_hosts();
  now[1].machine.topology = {{{4}, 0}, {{5}, 0}};
  EXPECT_THAT(other_hosts(then, now), HasSubstr("host b measured on cores 0-1, now may use 4-5"));
}

}  // namespace
}  // namespace tiga::suite::records
