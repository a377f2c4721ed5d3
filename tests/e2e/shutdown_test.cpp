// SIGTERM and its kin: no new connection, what is in progress is finished, exit status 0.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <regex>

#include "common/error.hpp"
#include "loadgen/summary.hpp"
#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;
using loadgen::Outcome;
using testing::ElementsAre;

// Whether a new client is refused, or dropped before it was served.
bool takes_nobody(std::uint16_t port) {
  try {
    Client client(port);
    client.send(simple_request);
    return receive_replies(client, 1).final_count() == 0;
  } catch (const common::CannotRun&) {
    return true;
  }
}

// Sends half of a content of ten bytes, once a 100 has shown that the server has read the head: of
// several loops, one may not have looked yet when another has answered.
bool begins_to_post(Client& client) {
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
  const auto continues = [](std::string_view received) {
    return received == "HTTP/1.1 100 Continue\r\n\r\n";
  };
  if (!client.receive_until(continues)) {
    return false;
  }
  client.forget_received();
  return client.send("01234");
}

// A counter in a server's stats file.
std::uint64_t counter(const std::string& json, const std::string& name) {
  std::smatch found;
  const std::regex member("\"" + name + "\"[ ]*:[ ]*([0-9]+)");
  return std::regex_search(json, found, member) ? std::stoull(found[1]) : ~std::uint64_t{0};
}

class Shutdown : public OnEachServer {
 protected:
  Shutdown() { ::signal(SIGHUP, SIG_DFL); }  // the tests themselves may be run by nohup
  std::string stats_file() const { return (folder_.path() / "stats.json").string(); }
  std::string json_file() const { return (folder_.path() / "load.json").string(); }

 private:
  common::TemporaryFolder folder_;
};

TEST_P(Shutdown, FinishesRequestsInProgress) {
  Deployment servers(architecture());
  std::vector<Client> clients;
  for (int count = 0; count < 50; ++count) {
    clients.emplace_back(servers.port());
    ASSERT_TRUE(begins_to_post(clients.back())) << clients.back().received();
  }
  Client resting(servers.port());
  resting.send(simple_request);
  ASSERT_THAT(receive_replies(resting, 1).statuses(), ElementsAre(200));

  servers.front().signal(SIGTERM);
  EXPECT_TRUE(resting.receive_to_end()) << "who has nothing in progress is closed";
  EXPECT_TRUE(wait_until([&] { return takes_nobody(servers.port()); }));
  for (Client& client : clients) {
    client.send("56789");
    const auto replies = receive_replies(client, 1);
    ASSERT_THAT(replies.statuses(), ElementsAre(200)) << replies.error();
    EXPECT_EQ(replies.replies()[0].content, "0123456789");
    EXPECT_TRUE(replies.replies()[0].connection_says("close"));
    EXPECT_TRUE(client.receive_to_end());
  }
  servers.expect_clean_end();
}

TEST_P(Shutdown, UnderLoadDropsNoRequestThatWasRead) {
  Deployment servers(architecture(), {.front = {"--stats-file", stats_file()}});
  auto load =
      common::ChildProcess::start({.arguments = {program("loadgen"), "-n", "1000000", "-c", "50",
                                                 "-k", "-q", "--json", json_file(), servers.url()},
                                   .error_file = "/dev/null"});
  const auto before = servers.of_front(cpu_time);
  ASSERT_TRUE(wait_until([&] { return servers.of_front(cpu_time) > before + 100ms; }));
  servers.front().signal(SIGTERM);
  const auto report = servers.front().wait(20s);
  ASSERT_TRUE(report && report->succeeded()) << servers.front().log();

  const std::string stats = common::read_file(stats_file());
  EXPECT_GT(counter(stats, "requests"), 50U);
  EXPECT_EQ(counter(stats, "requests"), counter(stats, "replies")) << stats;
  load.signal(SIGINT);
  ASSERT_TRUE(load.wait(common::Deadline::after(20s)));
  const auto summary = loadgen::summary_from_json(common::read_file(json_file()));
  EXPECT_GT(summary.ok(), 0U);
  for (const Outcome never : {Outcome::truncated, Outcome::malformed, Outcome::wrong_status,
                              Outcome::wrong_content, Outcome::wrong_length}) {
    EXPECT_EQ(summary.outcomes[never], 0U) << loadgen::name_of(never);
  }
  servers.expect_clean_end();
}

TEST_P(Shutdown, WaitsNoLongerThanTheDrainTimeout) {
  Deployment servers(architecture(), {.front = {"--drain-timeout", "2"}});
  Client client(servers.port());
  ASSERT_TRUE(begins_to_post(client)) << client.received();
  servers.front().signal(SIGTERM);
  EXPECT_FALSE(servers.front().wait(500ms)) << "it did not wait";
  const auto report = servers.front().wait(10s);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->succeeded()) << report->describe();
  servers.expect_clean_end();
}

TEST_P(Shutdown, HandlesSignalsAsSoonAsItIsReady) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    Deployment servers(architecture());
    servers.front().signal(number);
    const auto report = servers.front().wait(10s);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->succeeded()) << number << ' ' << report->describe();
  }
}

TEST_P(Shutdown, AHangUpDrainsAndLeavesTheCounters) {
  Deployment servers(architecture(), {.front = {"--stats-file", stats_file()}});
  Client client(servers.port());
  ASSERT_TRUE(begins_to_post(client)) << client.received();
  servers.front().signal(SIGHUP);
  EXPECT_TRUE(wait_until([&] { return takes_nobody(servers.port()); }));
  client.send("56789");
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(200));
  const auto report = servers.front().wait(10s);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->succeeded()) << report->describe();
  const std::string stats = common::read_file(stats_file());
  EXPECT_GE(counter(stats, "replies"), 1U) << stats;
  EXPECT_EQ(counter(stats, "requests"), counter(stats, "replies")) << stats;
}

TEST_P(Shutdown, LeavesTheCountersWhereALinkLeads) {
  const std::filesystem::path target = stats_file() + ".target";
  std::filesystem::create_symlink(target, stats_file());
  Deployment servers(architecture(), {.front = {"--stats-file", stats_file()}});
  servers.expect_clean_end();
  EXPECT_TRUE(std::filesystem::is_symlink(stats_file()));
  EXPECT_EQ(counter(common::read_file(target), "replies"), 0U);
}

TEST_P(Shutdown, AHangUpIsIgnoredByAServerThatNohupStarted) {
  Deployment servers(architecture(), {.shell_prefix = "trap '' HUP"});
  Client resting(servers.port());
  resting.send(simple_request);
  ASSERT_THAT(receive_replies(resting, 1).statuses(), ElementsAre(200));
  servers.front().signal(SIGHUP);
  EXPECT_FALSE(resting.receive_to_end(500ms)) << "it drains";
  resting.send(simple_request);
  EXPECT_THAT(receive_replies(resting, 1).statuses(), ElementsAre(200));
  servers.expect_clean_end();
}

TIGA_ON_EACH_SERVER(Shutdown);

}  // namespace
}  // namespace tiga::tests
