// A loop that passes work to threads: it never blocks, and no work in progress is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/cases.hpp"
#include "tests/support/client.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;
using testing::ElementsAre;

std::string sleep_request(int milliseconds) {
  return "GET /workload/sleep/" + std::to_string(milliseconds) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

class Offload : public testing::Test {
 protected:
  void start(std::vector<std::string> options) { server_.emplace("offload_server", options); }
  Client client_that_asks(std::string_view request) const {
    Client client(server_->port());
    client.send(request);
    return client;
  }
  // The loop has seen what was sent before.
  void expect_served() const {
    Client other = client_that_asks(simple_request);
    EXPECT_THAT(receive_replies(other, 1).statuses(), ElementsAre(200));
  }
  void expect_clean_end() {
    const auto report = server_->stop();
    EXPECT_TRUE(report.succeeded()) << report.describe() << '\n' << server_->log();
  }

  std::optional<ServerProcess> server_;
};

TEST_F(Offload, TheLoopServesOtherClientsWhileAllThreadsWork) {
  start({"--threads", "1"});
  Client slow = client_that_asks(sleep_request(3000));
  Client waiting = client_that_asks(sleep_request(1));
  expect_served();
  EXPECT_EQ(slow.received(), "");
  EXPECT_FALSE(waiting.receive_until([](std::string_view all) { return !all.empty(); }, 1ms));
  EXPECT_THAT(receive_replies(slow, 1).statuses(), ElementsAre(200));
  EXPECT_THAT(receive_replies(waiting, 1).statuses(), ElementsAre(200));
  expect_clean_end();
}

TEST_F(Offload, PipelinedWorkIsAnsweredInOrder) {
  const std::string plain(simple_request);
  start({"--threads", "4"});
  Client client = client_that_asks(sleep_request(50) + plain + sleep_request(1) + plain);
  EXPECT_THAT(receive_replies(client, 4).statuses(), ElementsAre(200, 200, 200, 200));
  expect_clean_end();
}

TEST_F(Offload, AClientThatLeavesDuringItsWorkDoesNotAffectOtherClients) {
  start({"--threads", "2"});
  for (int count = 0; count < 20; ++count) {
    Client client = client_that_asks(sleep_request(20));
    expect_served();
    client.abort();
  }
  expect_served();
  expect_clean_end();
}

TEST_F(Offload, DrainingWaitsForWork) {
  start({"--threads", "1"});
  Client first = client_that_asks(sleep_request(300));
  Client second = client_that_asks(sleep_request(1));
  expect_served();
  server_->signal(SIGTERM);
  EXPECT_THAT(receive_replies(first, 1).statuses(), ElementsAre(200));
  EXPECT_THAT(receive_replies(second, 1).statuses(), ElementsAre(200));
  expect_clean_end();
}

// Ten seconds for each of the others would be waited for, had they begun.
TEST_F(Offload, WorkNotStartedAtTheDrainTimeoutIsDropped) {
  start({"--threads", "1", "--drain-timeout", "0.1"});
  Client first = client_that_asks(sleep_request(3000));
  expect_served();
  std::vector<Client> others;
  for (int count = 0; count < 10; ++count) {
    others.push_back(client_that_asks(sleep_request(10'000)));
  }
  expect_served();
  server_->signal(SIGTERM);
  for (Client& other : others) {
    EXPECT_TRUE(other.receive_to_end());
    EXPECT_EQ(other.received(), "");
  }
  const auto report = server_->wait(10s);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->succeeded()) << report->describe() << '\n' << server_->log();
}

}  // namespace
}  // namespace tiga::tests
