// The floors give the bytes that async_server gives, or the comparison means nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/skip.hpp"
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

class BareServer : public testing::TestWithParam<std::string> {
 protected:
  ServerProcess server_{GetParam()};
};

TEST_P(BareServer, RepliesAndClosesLikeAsyncServer) {
  const ServerProcess model("async_server");
  for (const std::string& bytes : {old_request, closing_request}) {
    Client client(server_.port());
    const std::string reply = client.exchange(bytes);
    EXPECT_EQ(client.end(), Client::End::closed);
    EXPECT_EQ(reply.size(), 122u);
    EXPECT_EQ(without_date(reply), without_date(Client(model.port()).exchange(bytes)));
  }
}

TEST_P(BareServer, KeepsTheConnectionOpenLikeAsyncServer) {
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

TEST_P(BareServer, WaitsForTheBlankLine) {
  Client other(server_.port());
  Client client(server_.port());
  for (const char byte : request.substr(0, request.size() - 1)) {
    client.send(std::string(1, byte));
  }
  EXPECT_FALSE(client.receive_until([](std::string_view reply) { return !reply.empty(); },
                                    std::chrono::milliseconds(50)));
  other.send(request);
  EXPECT_TRUE(other.receive_until(has_content));
  client.send("\n");
  EXPECT_TRUE(client.receive_until(has_content));
}

TEST_P(BareServer, ServesManyClientsAtOnceAndReleasesThoseThatLeave) {
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

TEST_P(BareServer, ExitsCleanlyOnSigterm) { EXPECT_EQ(server_.stop().status, 0); }

TEST_P(BareServer, RefusesAnInvalidPort) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"port"}, std::vector<std::string>{"0", "1"}}) {
    std::vector<std::string> command{tests::program(GetParam())};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto result = common::run_command({.arguments = command}, std::chrono::seconds(10));
    EXPECT_EQ(result.report.status, 2) << result.error;
    EXPECT_TRUE(result.error.starts_with(GetParam() + ": ")) << result.error;
  }
}

INSTANTIATE_TEST_SUITE_P(Floors, BareServer,
                         testing::Values("bare_epoll_server", "bare_thread_server"),
                         [](const auto& server) { return server.param; });

// The same content; the head is the library's own.
TEST(MicrohttpdServer, SendsTheSameContentAsOurServers) {
  TIGA_SKIP_UNLESS(std::filesystem::exists(tests::program("microhttpd_server")),
                   "libmicrohttpd-dev");
  ServerProcess server("microhttpd_server");
  Client client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.forget_received();
    client.send(request);
    ASSERT_TRUE(client.receive_until(has_content));
    EXPECT_TRUE(client.received().starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_NE(client.received().find("Content-Type: text/html\r\n"), std::string::npos);
  }
  Client last(server.port());
  EXPECT_TRUE(has_content(last.exchange(closing_request)));
  EXPECT_EQ(last.end(), Client::End::closed);
  EXPECT_EQ(server.stop().status, 0);
}

}  // namespace
}  // namespace tiga::bench
