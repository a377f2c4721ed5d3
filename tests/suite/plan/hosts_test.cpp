// Section [hosts] of a plan, and the roles that follow from it.
#include "suite/plan/hosts.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using Names = std::vector<std::string>;

constexpr std::string_view three_keys =
    "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 10\n";  // what follows is line 4

Hosts hosts_of(std::string_view section) {
  return parse_plan(std::string(three_keys) + std::string(section), "plan.toml").hosts.value();
}

template <class Function>
std::string usage_error(Function function) {
  try {
    function();
  } catch (const common::UsageError& error) {
    return error.what();
  }
  return "no complaint";
}

std::string said_of(std::string_view section) {
  return usage_error([&] { hosts_of(section); });
}

std::string said_of(std::string_view section, const Names& present) {
  return usage_error([&] { assign_roles(hosts_of(section), present); });
}

TEST(HostsSection, IsReadWithTheLineOfEachName) {
  const Hosts hosts = hosts_of(
      "[hosts]\ngenerate = [\"a\",\n\"e\"]\nbalance = [\"b\"]\nserve = [\"b\", \"c\"]\n"
      "backends = [\"c\", \"d-1.lab\"]\n[hosts.address]\nc = \"10.0.1.3\"\n"
      "[hosts.link_mbit]\nc = 100\n");
  ASSERT_EQ(hosts.generate.size(), 2);
  EXPECT_EQ(hosts.generate[0].name, "a");
  EXPECT_EQ(hosts.generate[0].where, "plan.toml:5");
  EXPECT_EQ(hosts.generate[1].name, "e");
  EXPECT_EQ(hosts.generate[1].where, "plan.toml:6");
  EXPECT_EQ(hosts.balance.at(0).name, "b");
  EXPECT_EQ(hosts.serve.size(), 2);
  EXPECT_EQ(hosts.backends.at(1).name, "d-1.lab");
  EXPECT_EQ(hosts.address_of("c"), "10.0.1.3");
  EXPECT_EQ(hosts.address_of("b"), std::nullopt);
  EXPECT_EQ(hosts.link_of("c"), 100);
  EXPECT_EQ(hosts.link_of("a"), std::nullopt);
  EXPECT_EQ(parse_plan(three_keys, "plan.toml").hosts, std::nullopt) << "no section";
}

struct WrongSection {
  std::string_view section;
  std::string_view complaint;
};

class WrongHosts : public testing::TestWithParam<WrongSection> {};

TEST_P(WrongHosts, AreReportedWithFileLineAndKey) {
  const std::string said = said_of(GetParam().section);
  EXPECT_THAT(said, StartsWith("plan.toml:" + std::string(GetParam().complaint)));
  EXPECT_EQ(said.find('\n'), std::string::npos) << said;
}

INSTANTIATE_TEST_SUITE_P(
    Sections, WrongHosts,
    testing::Values(
        WrongSection{"hosts = 5\n", "4: hosts: must be a table"},
        WrongSection{"[hosts]\nclients = [\"a\"]\n",
                     "5: hosts.clients: unknown key; known are gen"},
        WrongSection{"[hosts]\nserve = []\n", "5: hosts.serve: must be a list with at least one"},
        WrongSection{"[hosts]\nserve = \"a\"\n",
                     "5: hosts.serve: must be a list with at least one"},
        WrongSection{"[hosts]\nserve = [5]\n", "5: hosts.serve: must be a text"},
        WrongSection{"[hosts]\nserve = [\"a b\"]\n", "5: hosts.serve: 'a b' is no name of a host"},
        WrongSection{"[hosts]\nserve = [\"\"]\n", "5: hosts.serve: '' is no name of a host"},
        WrongSection{"[hosts]\nserve = [\"a\",\n\"a\"]\n",
                     "6: hosts.serve: 'a' stands there twice"},
        WrongSection{"[hosts]\nbalance = [\"a\", \"b\"]\n", "5: hosts.balance: must name one host"},
        WrongSection{"[hosts]\naddress = \"10.0.0.1\"\n", "5: hosts.address: must be a table"},
        WrongSection{"[hosts.address]\na = \"10.0.0.256\"\n",
                     "5: hosts.address.a: must be an IPv4 address"},
        WrongSection{"[hosts.address]\na = \"0.0.0.0\"\n",
                     "5: hosts.address.a: must be an IPv4 address"},
        WrongSection{"[hosts.address]\n\"a b\" = \"10.0.0.1\"\n",
                     "5: hosts.address.a b: 'a b' is no name"},
        WrongSection{"[hosts.link_mbit]\na = 0\n",
                     "5: hosts.link_mbit.a: must be a whole number from 1 to"}));

TEST(HostsSection, WithSeveralGeneratorsExcludesWrk) {
  const std::string with_wrk =
      "arms = [\"async\"]\nconcurrencies = [1]\nkeep_alive = true\nduration_s = 1\n"
      "generator = \"wrk\"\n[hosts]\ngenerate = ";
  EXPECT_THAT(usage_error([&] { parse_plan(with_wrk + "[\"a\", \"b\"]\n", "plan.toml"); }),
              StartsWith("plan.toml:5: generator: wrk does not go with several hosts.generate"));
  EXPECT_EQ(parse_plan(with_wrk + "[\"a\"]\n", "plan.toml").hosts->generate.size(), 1);
}

TEST(HostRoles, OfASingleHostAreAll) {
  const HostRoles roles = assign_roles({}, Names{"a"});
  EXPECT_THAT(roles.generators, ElementsAre(0));
  EXPECT_EQ(roles.front, 0);
  EXPECT_EQ(roles.balancer, 0);
  EXPECT_THAT(roles.backends, ElementsAre(0));
  EXPECT_THAT(roles.of(0), ElementsAre("generate", "balance", "serve", "backends"));
}

TEST(HostRoles, OfTwoHostsAreAGeneratorAndAServer) {
  const HostRoles roles = assign_roles({}, Names{"a", "b"});
  EXPECT_THAT(roles.of(0), ElementsAre("generate"));
  EXPECT_THAT(roles.of(1), ElementsAre("balance", "serve", "backends"));
}

TEST(HostRoles, OfFourHostsSpreadTheBackendsBehindTheBalancer) {
  const HostRoles roles = assign_roles({}, Names{"a", "b", "c", "d"});
  EXPECT_THAT(roles.generators, ElementsAre(0));
  EXPECT_EQ(roles.front, 1);
  EXPECT_EQ(roles.balancer, 1);
  EXPECT_THAT(roles.backends, ElementsAre(2, 3));
}

TEST(HostRoles, AreThoseOfThePlanWhereItNamesThem) {
  const HostRoles roles = assign_roles(
      hosts_of("[hosts]\ngenerate = [\"d\", \"a\"]\nbalance = [\"c\"]\nserve = [\"b\"]\n"
               "backends = [\"b\", \"c\"]\n"),
      Names{"a", "b", "c", "d"});
  EXPECT_THAT(roles.generators, ElementsAre(3, 0));
  EXPECT_EQ(roles.front, 1);
  EXPECT_EQ(roles.balancer, 2);
  EXPECT_THAT(roles.backends, ElementsAre(1, 2));
  EXPECT_THAT(roles.of(2), ElementsAre("balance", "backends"));
}

TEST(HostRoles, ThatAPlanLeavesOpenFollowFromTheOthers) {
  const Names present{"a", "b", "c"};
  const HostRoles served = assign_roles(hosts_of("[hosts]\nserve = [\"a\"]\n"), present);
  EXPECT_THAT(served.generators, ElementsAre(1)) << "the first without another role";
  EXPECT_THAT(served.backends, ElementsAre(0)) << "no other serves";
  EXPECT_THAT(served.of(2), IsEmpty());
  const HostRoles balanced = assign_roles(hosts_of("[hosts]\nbalance = [\"c\"]\n"), present);
  EXPECT_EQ(balanced.front, 1);
  EXPECT_EQ(balanced.balancer, 2);
  EXPECT_THAT(balanced.backends, ElementsAre(1));
  const HostRoles two = assign_roles(hosts_of("[hosts]\ngenerate = [\"a\", \"b\"]\n"), present);
  EXPECT_EQ(two.front, 2);
  EXPECT_THAT(two.backends, ElementsAre(2));
}

TEST(HostRoles, NeedHostsThatThereAre) {
  const Names present{"a", "b"};
  EXPECT_EQ(said_of("[hosts]\nserve = [\"x\"]\n", present),
            "plan.toml:5: hosts.serve: there is no host x; there are a, b");
  EXPECT_EQ(said_of("[hosts]\ngenerate = [\"a\",\n\"x\"]\n", present),
            "plan.toml:6: hosts.generate: there is no host x; there are a, b");
  EXPECT_EQ(said_of("[hosts.address]\nx = \"10.0.0.1\"\n", present),
            "plan.toml:5: hosts.address: there is no host x; there are a, b");
  EXPECT_EQ(said_of("[hosts.link_mbit]\nx = 5\n", Names{"a"}),
            "plan.toml:5: hosts.link_mbit: there is no host x; there is only a");
}

TEST(HostRoles, LeaveAHostToServe) {
  const std::string_view all = "[hosts]\ngenerate = [\"a\", \"b\"]\n";
  EXPECT_THAT(said_of(all, {"a", "b"}), StartsWith("plan.toml:5: hosts.generate: every host gen"));
  EXPECT_EQ(said_of(std::string(all) + "serve = [\"b\"]\n", {"a", "b"}), "no complaint");
}

TEST(HostRoles, NeedArmsThatSayWhereTheyListen) {
  Plan plan;
  plan.arms = {"mine"};
  plan.own_arms.emplace_back();
  Arm& arm = plan.own_arms.back();
  arm.name = "mine";
  arm.front.arguments = {"mine", "{address}:{port}"};
  EXPECT_EQ(usage_error([&] { require_addresses(plan); }), "no complaint") << "no backend";
  arm.backend.arguments = {"behind", "{port}"};
  EXPECT_THAT(
      usage_error([&] { require_addresses(plan); }),
      HasSubstr("arm mine cannot run on several hosts: neither the command of its backend"));
  arm.backend.files = {{"behind.conf", "listen {address}:{port};"}};
  EXPECT_EQ(usage_error([&] { require_addresses(plan); }), "no complaint");
  arm.front.arguments = {"mine", "{port}"};
  EXPECT_THAT(usage_error([&] { require_addresses(plan); }),
              HasSubstr("the command of its server"));
}

}  // namespace
}  // namespace tiga::suite::plan
