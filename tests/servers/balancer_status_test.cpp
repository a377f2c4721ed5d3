// The status page of a running balancer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "tests/servers/balancer_fixture.hpp"

namespace tiga::tests {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class StatusPage : public BalancerTest {
 protected:
  void SetUp() override {
    start(1, {"--admin-port", "0"});
    read_port();
  }
  void start_before_nobody() {
    balancer_.emplace("balancer",
                      std::vector<std::string>{"--admin-port", "0", "--backend",
                                               "127.0.0.1:" + std::to_string(unused_port())});
  }
  void read_port() {
    std::smatch port;
    const std::string log = balancer_->log();
    ASSERT_TRUE(std::regex_search(log, port, std::regex("status at http://127.0.0.1:(\\d+)/")))
        << log;
    port_ = static_cast<std::uint16_t>(std::stoi(port[1]));
  }
  std::string get(const std::string& target, const std::string& fields = "") const {
    return Client(port_).exchange("GET " + target + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n");
  }
  std::uint16_t port_ = 0;
};

TEST_P(StatusPage, CountsRepliesAndFailures) {
  Client client = ask("/");
  Peer backend = a_.accept();
  EXPECT_THAT(get("/_tiga/status?format=json"), HasSubstr("\"in_flight\": 1,"));
  backend.answer("a");
  EXPECT_EQ(reply_to(client).content, "a");
  Client failing = ask("/");
  backend.read_head();
  backend.send("HTTP/1.1 nonsense\r\n\r\n");
  EXPECT_EQ(reply_to(failing).status, 502);
  const std::string page = get("/_tiga/status?format=json");
  EXPECT_THAT(page, HasSubstr("Content-Type: application/json\r\n"));
  EXPECT_THAT(page, HasSubstr("\"name\": \"" + a_.endpoint() +
                              "\", \"state\": \"up\", \"in_flight\": 0, \"pooled\": 0, "
                              "\"requests\": 2, \"replies\": 1, \"retries\": 0, "));
  EXPECT_THAT(page, HasSubstr("\"totals\": {\"in_flight\": 0, \"pooled\": 0, \"requests\": 2, "));
  EXPECT_THAT(page, HasSubstr("\"malformed\": 1, "));
}

TEST_P(StatusPage, IsTextByDefaultAndHasItsOwnPort) {
  EXPECT_THAT(get("/_tiga/status"), HasSubstr("round-robin, up for "));
  Client client = ask("/_tiga/status");
  EXPECT_THAT(a_.accept().answer("passed on"), StartsWith("GET /_tiga/status "));
  EXPECT_EQ(reply_to(client).content, "passed on");
}

TEST_P(StatusPage, CountsRetriesAndClientsThatLeave) {
  start(2, {"--admin-port", "0"});
  read_port();
  Client client = ask("/");
  EXPECT_THAT(a_.accept().read_head(), StartsWith("GET / "));  // and closed
  Peer second = b_.accept();
  EXPECT_THAT(second.read_head(), StartsWith("GET / "));
  client.abort();
  EXPECT_TRUE(second.ends());
  const std::string page = get("/_tiga/status?format=json");
  EXPECT_THAT(page, HasSubstr(b_.endpoint() +
                              "\", \"state\": \"up\", \"in_flight\": 0, \"pooled\": 0, "
                              "\"requests\": 1, \"replies\": 0, \"retries\": 1, \"stale\": 0, "
                              "\"cancelled\": 1, "));
  EXPECT_THAT(page, HasSubstr("\"totals\": {\"in_flight\": 0, \"pooled\": 0, \"requests\": 2, "));
}

TEST_P(StatusPage, ShowsWhichBackendIsDown) {
  start_before_nobody();
  read_port();
  Client client = ask("/");
  EXPECT_EQ(reply_to(client).status, 503);
  EXPECT_THAT(get("/_tiga/status?format=json"), HasSubstr("\"state\": \"down\", "));
}

TEST_P(StatusPage, HasNoContentForHead) {
  const std::string reply =
      Client(port_).exchange("HEAD /_tiga/status HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(reply, testing::AllOf(StartsWith("HTTP/1.1 200 "), testing::EndsWith("\r\n\r\n")));
  EXPECT_THAT(Client(port_).exchange("HEAD /_tiga/status HTTP/1.1\r\n\r\n"),
              testing::AllOf(StartsWith("HTTP/1.1 400 "), testing::EndsWith("\r\n\r\n")));
}

TEST_P(StatusPage, RefusesOtherPathsAndMethods) {
  for (const char* other : {"/", "/_tiga/status/", "/_tiga/statusx", "/_tiga"}) {
    EXPECT_THAT(get(other), StartsWith("HTTP/1.1 404 ")) << other;
  }
  EXPECT_THAT(Client(port_).exchange("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"),
              testing::AllOf(StartsWith("HTTP/1.1 404 "), testing::EndsWith("\r\n\r\n")));
  EXPECT_THAT(Client(port_).exchange("POST /_tiga/status HTTP/1.1\r\nHost: h\r\n"
                                     "Content-Length: 0\r\n\r\n"),
              testing::AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD\r\n")));
  EXPECT_THAT(Client(port_).exchange("nonsense\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(get("/_tiga/status", "X: " + std::string(9000, 'x') + "\r\n"),
              StartsWith("HTTP/1.1 431 "));
}

TEST_P(StatusPage, SlowClientsBlockNeitherAConnectionNorThePage) {
  std::vector<Client> slow;
  for (int client = 0; client < 40; ++client) {
    slow.emplace_back(port_);
    slow.back().send("GET /_ti");
  }
  const auto began = common::SteadyClock::now();
  while (slow.front().end() == Client::End::open &&
         common::SteadyClock::now() - began < Client::default_limit) {
    slow.front().send("g");
    slow.front().receive_to_end(std::chrono::milliseconds(50));
  }
  EXPECT_NE(slow.front().end(), Client::End::open);
  EXPECT_TRUE(wait_until([&] { return get("/_tiga/status").starts_with("HTTP/1.1 200 "); }));
}

TEST_P(StatusPage, DoesNotPreventTheBalancerFromExiting) {
  const Client open(port_);
  EXPECT_TRUE(balancer_->stop().succeeded());
}

TIGA_ON_EACH_ENGINE(StatusPage);

}  // namespace
}  // namespace tiga::tests
