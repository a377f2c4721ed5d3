// Each server with far more connections than it accepts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using conformance::simple_request;
using testing::ElementsAre;

constexpr std::size_t held = 256;
constexpr std::size_t clients_in_all = 1000;

class Overload : public OnEachServer {};

TEST_P(Overload, Of1000ConnectionsAre256ServedAndTheOthersGetAClean503) {
  // Each that is held has a thread or a process, and some are left for those that are refused.
  std::vector<std::string> options = room_for(architecture(), held + 16);
  options.insert(options.end(), {"--max-connections", std::to_string(held)});
  Deployment servers(architecture(), {.front = options});
  std::vector<Client> clients;
  clients.reserve(clients_in_all);
  for (std::size_t count = 0; count < clients_in_all; ++count) {
    clients.emplace_back(servers.port());
    clients.back().send(simple_request);
  }
  std::vector<Client*> served;
  std::size_t refused = 0;
  for (Client& client : clients) {
    const ReplyReader replies = receive_replies(client, 1);
    ASSERT_EQ(replies.final_count(), 1U) << replies.error();
    if (replies.statuses().back() == 200) {
      served.push_back(&client);
      continue;
    }
    ++refused;
    EXPECT_THAT(replies.statuses(), ElementsAre(503));
    EXPECT_TRUE(replies.replies().back().field("Connection") == "close");
    EXPECT_TRUE(client.receive_to_end());
    EXPECT_EQ(client.end(), Client::End::closed) << "a reset can destroy the reply";
  }
  EXPECT_EQ(served.size() + refused, clients_in_all);
  if (architecture().front == "prefork_server") {
    EXPECT_GE(served.size(), held) << "who rests while others wait gives its place to one of them";
  } else {
    EXPECT_EQ(served.size(), held);
    for (Client* client : served) {
      client->send(simple_request);
      ASSERT_THAT(receive_replies(*client, 1).statuses(), ElementsAre(200)) << "who is in stays in";
    }
  }

  clients.clear();
  EXPECT_TRUE(wait_until([&] { return serves(servers.port()); })) << "it stopped accepting";
  servers.expect_clean_end();
}

TIGA_ON_EACH_SERVER(Overload);

}  // namespace
}  // namespace tiga::tests
