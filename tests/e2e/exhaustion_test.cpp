// Each server with too few descriptors: accepting pauses without spinning, and goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;
using testing::ElementsAre;

constexpr int descriptors = 64;
constexpr int clients_too_many = 100;

class Exhaustion : public OnEachServer {
 protected:
  Deployment servers_{architecture(), {.shell_prefix = "ulimit -n " + std::to_string(descriptors)}};

  static std::vector<int> ask(Client& client) {
    client.send(simple_request);
    return receive_replies(client, 1).statuses();
  }
  std::size_t open() { return open_descriptors(servers_.front().pid()).size(); }
};

TEST_P(Exhaustion, OfDescriptorsPausesAcceptingAndRecovers) {
  Client first(servers_.port());
  for (int count = 0; count < 8; ++count) {  // a balancer then holds a connection to each backend
    ASSERT_THAT(ask(first), ElementsAre(200));
  }
  std::vector<Client> clients;
  for (int count = 0; count < clients_too_many; ++count) {
    clients.emplace_back(
        servers_.port());  // the kernel completes them; the server cannot take them all
  }
  ASSERT_TRUE(wait_until([&] { return open() >= descriptors; })) << open();

  const auto cpu_before = cpu_time(servers_.front().pid());
  std::this_thread::sleep_for(
      1s);  // the span over which CPU time is taken, not a wait for something
  EXPECT_LT(cpu_time(servers_.front().pid()) - cpu_before, 300ms)
      << "it spins while it cannot accept";
  EXPECT_THAT(ask(first), ElementsAre(200)) << "who was accepted is served on";

  clients.erase(clients.begin(), clients.begin() + clients_too_many / 2 + 30);
  for (Client& waiting : clients) {
    EXPECT_THAT(ask(waiting), ElementsAre(200)) << "who had to wait is served when there is room";
  }
  clients.clear();
  Client last(servers_.port());
  EXPECT_THAT(ask(last), ElementsAre(200));
  servers_.expect_clean_end();
}

TIGA_ON_EACH_SERVER(Exhaustion);

}  // namespace
}  // namespace tiga::tests
