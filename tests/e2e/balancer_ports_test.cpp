// Fault 30 of balancer_faults.md: no local port is left towards a backend. In a network namespace
// of the test's own, which has thirty.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstring>
#include <fstream>

#include "common/error.hpp"
#include "common/unique_fd.hpp"
#include "tests/e2e/balancer_fault.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using testing::ElementsAre;

constexpr int few = 30;

bool leave_few_ports() {
  std::ofstream range("/proc/sys/net/ipv4/ip_local_port_range");
  range << 40000 << ' ' << 40000 + few - 1 << std::endl;
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
  ASSERT_TRUE(leave_few_ports());
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

TIGA_ON_EACH_ENGINE(BalancerPorts);

}  // namespace
}  // namespace tiga::tests
