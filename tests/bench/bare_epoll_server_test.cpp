// The floor gives the octets that async_server gives, or the comparison means nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/wait.hpp"

namespace tiga::bench {
namespace {

using tests::Client;
using tests::ServerProcess;

const std::string blank_date = "Date: then";

std::string without_date(const std::string& reply) {
  return std::regex_replace(reply, std::regex("Date: [^\r]*"), blank_date);
}

bool has_content(std::string_view reply) { return reply.ends_with("\r\n\r\nOK\n"); }

const std::string old_request = "GET / HTTP/1.0\r\nHost: a\r\n\r\n";
const std::string closing_request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

class BareEpollServer : public testing::Test {
 protected:
  ServerProcess server_{"bare_epoll_server"};
};

TEST_F(BareEpollServer, AnswersAndClosesAsAsyncServerDoes) {
  const ServerProcess model("async_server");
  for (const std::string& octets : {old_request, closing_request}) {
    Client client(server_.port());
    const std::string reply = client.exchange(octets);
    EXPECT_EQ(client.end(), Client::End::closed);
    EXPECT_EQ(reply.size(), 122u);
    EXPECT_EQ(without_date(reply), without_date(Client(model.port()).exchange(octets)));
  }
}

TEST_F(BareEpollServer, KeepsTheConnectionAsAsyncServerDoes) {
  const ServerProcess model("async_server");
  Client client(server_.port());
  Client model_client(model.port());
  for (int i = 0; i < 3; ++i) {
    for (Client* each : {&client, &model_client}) {
      each->forget_received();
      each->send(request);
      ASSERT_TRUE(each->receive_until(has_content));
    }
    EXPECT_EQ(client.received().size(), 103u);
    EXPECT_EQ(without_date(client.received()), without_date(model_client.received()));
  }
}

TEST_F(BareEpollServer, WaitsForTheBlankLine) {
  Client other(server_.port());
  Client client(server_.port());
  for (const char octet : request.substr(0, request.size() - 1)) {
    client.send(std::string(1, octet));
  }
  EXPECT_FALSE(client.receive_until([](std::string_view reply) { return !reply.empty(); },
                                    std::chrono::milliseconds(50)));
  other.send(request);
  EXPECT_TRUE(other.receive_until(has_content));
  client.send("\n");
  EXPECT_TRUE(client.receive_until(has_content));
}

TEST_F(BareEpollServer, ServesManyAtOnceAndForgetsThoseThatLeave) {
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 300; ++i) {
    clients.push_back(std::make_unique<Client>(server_.port()));
    clients.back()->send(request);
  }
  EXPECT_TRUE(std::all_of(clients.begin(), clients.end(),
                          [](const auto& client) { return client->receive_until(has_content); }));
  clients.front()->abort();
  clients.clear();
  EXPECT_TRUE(Client(server_.port()).exchange(old_request).ends_with("OK\n"));
}

TEST_F(BareEpollServer, EndsWellAtSigterm) { EXPECT_EQ(server_.stop().status, 0); }

}  // namespace
}  // namespace tiga::bench
