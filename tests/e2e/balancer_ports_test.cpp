// Faults 30 and 36 of balancer_faults.md: no local port is left towards a backend, in a network
// namespace of the test's own, which has thirty; a name with two addresses, in a mount namespace
// with a hosts(5) of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>

#include <cstring>
#include <fstream>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/unique_fd.hpp"
#include "tests/e2e/balancer_fault.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using testing::ElementsAre;

constexpr int few = 30;

bool leave_ports(int count) {
  std::ofstream range("/proc/sys/net/ipv4/ip_local_port_range");
  range << 40000 << ' ' << 40000 + count - 1 << std::endl;
  return range.good();
}

// Gives this process, and those that it starts from now on, a loopback of its own.
bool enter_namespace() {
  if (::unshare(CLONE_NEWNET) != 0) {
    return false;
  }
  const common::UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ifreq loopback{};
  std::strncpy(loopback.ifr_name, "lo", sizeof loopback.ifr_name - 1);
  loopback.ifr_flags = IFF_UP | IFF_RUNNING;
  return ::ioctl(socket.get(), SIOCSIFFLAGS, &loopback) == 0;
}

bool in_namespace() {
  static const bool entered = enter_namespace();
  return entered;
}

class BalancerPorts : public BalancerFault {
 protected:
  static void SetUpTestSuite() {
    BalancerFault::SetUpTestSuite();
    in_namespace();
  }
  void SetUp() override { TIGA_SKIP_UNLESS(in_namespace(), "network namespaces (root)"); }

  // Connections straight to A, until no port is left towards it.
  std::vector<Client> take_all_ports() const {
    std::vector<Client> takers;
    try {
      while (takers.size() <= few) {
        takers.emplace_back(a_.port());
      }
    } catch (const common::CannotRun&) {
    }
    return takers;
  }
};

TEST_P(BalancerPorts, 30_WithoutPortsPooledConnectionsAreUsedOr503AndNoBackendIsBlamed) {
  start_with({&a_}, {"--check-interval", "60", "--request-timeout", "60"});
  ASSERT_TRUE(leave_ports(few));
  expect_service();
  std::vector<Client> takers = take_all_ports();
  ASSERT_LE(takers.size(), few);
  ASSERT_TRUE(wait_until([&] { return a_.connections() == static_cast<int>(takers.size()) + 1; }));
  EXPECT_EQ(ask().content(), "A") << "the pooled connection serves";

  a_.answer_with([this](BackendConnection& connection, const ReceivedRequest&) {
    wait_until([this] { return flag_.load(); });
    connection.send(a_.good_reply());
  });
  Client holder = client();
  holder.send(Question{}.text("/test/hold"));
  ASSERT_TRUE(wait_until([&] { return a_.received("/test/hold").size() == 1; }));
  for (const Question& question : {Question{}, Question{.method = "POST", .content = "once"}}) {
    const Asked asked = ask(question);
    EXPECT_THAT(asked.statuses(), ElementsAre(503)) << question.method;
    EXPECT_TRUE(asked.has_field("Retry-After"));
    EXPECT_EQ(tries(asked.target), 0U);
  }

  a_.answer_with(a_.good_reply());
  for (Client& taker : takers) {
    taker.abort();  // so that its port does not wait
  }
  EXPECT_EQ(ask().content(), "A") << "A was blamed";
  flag_ = true;
  EXPECT_THAT(receive_replies(holder, 1).statuses(), ElementsAre(200));
}

// For this process, and those that it starts from now on, `name` is ::1 and 127.0.0.1, which are
// tried in this order (RFC 6724).
bool has_two_addresses(const std::string& name) {
  static const common::TemporaryFolder folder;
  const std::string hosts = folder.path() / "hosts";
  std::ofstream(hosts) << "127.0.0.1 localhost " << name << "\n::1 " << name << '\n';
  return ::unshare(CLONE_NEWNS) == 0 &&
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount(hosts.c_str(), "/etc/hosts", nullptr, MS_BIND, nullptr) == 0;
}

class BalancerNames : public BalancerFault {
 protected:
  static void SetUpTestSuite() {
    BalancerFault::SetUpTestSuite();
    if (in_namespace()) {
      leave_ports(20000);  // another test of this process may have left few
    }
  }
  void SetUp() override {
    static const bool named = in_namespace() && has_two_addresses("two.test");
    TIGA_SKIP_UNLESS(named, "network and mount namespaces (root)");
  }
  void start_by_name(std::vector<std::string> options) {
    options.insert(options.end(), {"--log", "requests", "--backend", name()});
    start_with({}, options);
  }
  std::string name() const { return "two.test:" + std::to_string(a_.port()); }
  std::string second() const { return "127.0.0.1:" + std::to_string(a_.port()); }
  std::string first() const { return "[::1]:" + std::to_string(a_.port()); }
  bool log_says(const std::string& text) const {
    return wait_until([&] { return balancer_->log().find(text) != std::string::npos; });
  }
  common::CommandResult loadgen(const std::string& timeout) const {
    return common::run_command({.arguments = {tests::program("loadgen"), "-k", "-n", "6", "-c", "3",
                                              "-s", timeout, "http://" + name() + "/"}},
                               std::chrono::seconds(60));
  }
  // The queue of the listener there is full: it answers no SYN.
  void silence_the_first() {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(a_.port());
    address.sin6_addr = in6addr_loopback;
    const auto* any = reinterpret_cast<const sockaddr*>(&address);
    silent_.reset(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
    in_its_queue_.reset(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ASSERT_EQ(::bind(silent_.get(), any, sizeof address), 0);
    ASSERT_EQ(::listen(silent_.get(), 0), 0);
    ASSERT_EQ(::connect(in_its_queue_.get(), any, sizeof address), 0);
  }

  common::UniqueFd silent_;
  common::UniqueFd in_its_queue_;
};

TEST_P(BalancerNames, 36_EachAddressIsTriedAndTheLogNamesIt) {
  start_by_name({"--check-interval", "0.2"});
  for (const Question& question : {Question{}, Question{.method = "POST", .content = "once"}}) {
    const Asked asked = ask(question);
    EXPECT_THAT(asked.statuses(), ElementsAre(200)) << question.method;
    EXPECT_EQ(asked.content(), "A");
  }
  EXPECT_TRUE(log_says("backend " + name() + " at " + second()));

  a_.crash();
  EXPECT_THAT(ask().statuses(), ElementsAre(503));
  EXPECT_TRUE(log_says(name() + " refuses connections ("));
  EXPECT_TRUE(log_says(first() + ": Connection refused"));
  EXPECT_TRUE(log_says(second() + ": Connection refused"));
  a_.listen();
  EXPECT_TRUE(wait_until([&] { return ask().content() == "A"; })) << "checks try each, too";
}

TEST_P(BalancerNames, 36_AnAddressThatGivesNoAnswerIsGivenUpForTheNext) {
  silence_the_first();
  start_by_name({"--request-timeout", "3"});
  const auto began = common::SteadyClock::now();
  for (const Question& question : {Question{.method = "POST", .content = "once"}, Question{}}) {
    EXPECT_EQ(ask(question).content(), "A") << question.method;
  }
  EXPECT_GE(common::SteadyClock::now() - began, std::chrono::seconds(1)) << "not silent";
}

TEST_P(BalancerNames, 36_EachAddressIsTriedForARelayedConnection) {
  for (const bool silent : {false, true}) {
    if (silent) {
      silence_the_first();
    }
    start_by_name({"--unit", "connection", "--request-timeout", "3"});
    EXPECT_EQ(ask().content(), "A") << silent;
    EXPECT_TRUE(log_says("backend " + name() + " at " + second()));
  }
}

TEST_P(BalancerNames, 36_LoadgenTriesEachAddressAndNamesIt) {
  EXPECT_TRUE(loadgen("10").report.succeeded());
  silence_the_first();
  EXPECT_TRUE(loadgen("3").report.succeeded());
  silent_.reset();
  a_.crash();
  const common::CommandResult unreachable = loadgen("10");
  EXPECT_EQ(unreachable.report.status, 3);
  EXPECT_THAT(unreachable.error, testing::HasSubstr(first() + ": Connection refused"));
  EXPECT_THAT(unreachable.error, testing::HasSubstr(second() + ": Connection refused"));
}

TIGA_ON_EACH_ENGINE(BalancerPorts);
TIGA_ON_EACH_ENGINE(BalancerNames);

}  // namespace
}  // namespace tiga::tests
