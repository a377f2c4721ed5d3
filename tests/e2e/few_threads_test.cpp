// Servers with a fixed number of threads or processes and more clients than those; and servers of
// many processes, of which some die.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <functional>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;
using testing::ElementsAre;

std::vector<int> ask(Client& client) {
  client.send(simple_request);
  return receive_replies(client, 1).statuses();
}

class FewThreads : public testing::TestWithParam<const char*> {
 protected:
  void start(std::size_t places) {
    const auto& architecture = *suite::plan::find_architecture(GetParam());
    servers_.emplace(architecture, DeploymentOptions{.front = room_for(architecture, places)});
  }
  std::optional<Deployment> servers_;
};

TEST_P(FewThreads, IdleConnectionsDoNotStarveOtherClients) {
  start(2);
  std::vector<Client> resting;
  for (int count = 0; count < 6; ++count) {
    resting.emplace_back(servers_->port());
    if (count % 2 == 0) {  // the others never say anything
      EXPECT_THAT(ask(resting.back()), ElementsAre(200)) << count;
    }
  }
  Client last(servers_->port());
  EXPECT_THAT(ask(last), ElementsAre(200));
  EXPECT_TRUE(resting.front().receive_to_end());
  EXPECT_EQ(resting.front().end(), Client::End::closed);
  servers_->expect_clean_end();
}

// A place more than the two that are there at once: the one that has just left may still have its.
TEST_P(FewThreads, AnIdleConnectionStaysOpenWhileNoClientWaits) {
  start(3);
  Client resting(servers_->port());
  EXPECT_THAT(ask(resting), ElementsAre(200));
  for (int count = 0; count < 5; ++count) {
    Client other(servers_->port());
    EXPECT_THAT(ask(other), ElementsAre(200));
    EXPECT_FALSE(resting.receive_until([](std::string_view) { return false; }, 50ms));
    EXPECT_EQ(resting.end(), Client::End::open);
    other.half_close();
    EXPECT_TRUE(other.receive_to_end());
  }
  EXPECT_THAT(ask(resting), ElementsAre(200));
  servers_->expect_clean_end();
}

// Its next request would cross the close and be lost.
TEST_P(FewThreads, AClientMayPauseForARoundTripWhileOthersWait) {
  start(1);
  bool paused = false;
  while (!paused) {
    Client pausing(servers_->port());
    const auto began = common::SteadyClock::now();
    EXPECT_THAT(ask(pausing), ElementsAre(200));
    Client waiting(servers_->port());
    waiting.send(simple_request);
    EXPECT_FALSE(pausing.receive_until([](std::string_view) { return false; }, 300ms));
    pausing.send(simple_request);
    paused = common::SteadyClock::now() - began < 900ms;  // else the machine has stalled
    const std::vector<int> statuses = receive_replies(pausing, 1).statuses();
    EXPECT_TRUE(!paused || statuses == std::vector<int>{200}) << "the request was lost";
    pausing.half_close();
    EXPECT_THAT(receive_replies(waiting, 1).statuses(), ElementsAre(200));
  }
  servers_->expect_clean_end();
}

// How long the quickest of three took: a fault shows in all of them, a stalled machine does not.
common::Nanoseconds quickest_of_three(const std::function<common::Nanoseconds()>& one) {
  return std::min({one(), one(), one()});
}

TEST_P(FewThreads, AnIdleClientWhoseTimeIsOverIsClosedAtOnceForANewcomer) {
  start(1);
  const auto wait = [&] {
    Client resting(servers_->port());
    EXPECT_THAT(ask(resting), ElementsAre(200));
    EXPECT_FALSE(resting.receive_until([](std::string_view) { return false; }, 1200ms));
    const auto began = common::SteadyClock::now();
    Client newcomer(servers_->port());
    EXPECT_THAT(ask(newcomer), ElementsAre(200));
    return common::SteadyClock::now() - began;
  };
  EXPECT_LT(quickest_of_three(wait), 500ms);
  servers_->expect_clean_end();
}

// The server reads for half a second behind such a close. A machine that stalls for longer shows in
// one of three attempts, a fault in all.
TEST_P(FewThreads, ARequestThatCrossesTheCloseOfAnIdleConnectionGetsNoReset) {
  start(1);
  const auto crosses_quietly = [&] {
    Client resting(servers_->port());
    EXPECT_THAT(ask(resting), ElementsAre(200));
    Client waiting(servers_->port());
    waiting.send(simple_request);
    EXPECT_TRUE(resting.receive_to_end());
    EXPECT_EQ(resting.end(), Client::End::closed);
    const bool sent = resting.send(simple_request);
    EXPECT_THAT(receive_replies(waiting, 1).statuses(), ElementsAre(200));
    waiting.half_close();
    EXPECT_TRUE(waiting.receive_to_end());
    return sent && resting.error() == 0;
  };
  EXPECT_TRUE(crosses_quietly() || crosses_quietly() || crosses_quietly());
  servers_->expect_clean_end();
}

// It has arrived when the server decides on the close, whose time has passed meanwhile.
TEST_P(FewThreads, ARequestThatArrivesWhileTheServerStandsStillIsAnswered) {
  start(1);
  Client resting(servers_->port());
  EXPECT_THAT(ask(resting), ElementsAre(200));
  Client waiting(servers_->port());
  waiting.send(simple_request);
  const std::vector<pid_t> family = with_children(servers_->front().pid());
  for (const pid_t one : family) {
    ::kill(one, SIGSTOP);
  }
  EXPECT_FALSE(resting.receive_until([](std::string_view) { return false; }, 1200ms));
  resting.send(simple_request);
  for (const pid_t one : family) {
    ::kill(one, SIGCONT);
  }
  if (resting.end() == Client::End::open) {  // else the machine stalled before the stop
    EXPECT_THAT(receive_replies(resting, 1).statuses(), ElementsAre(200));
  }
  resting.half_close();
  EXPECT_THAT(receive_replies(waiting, 1).statuses(), ElementsAre(200));
  servers_->expect_clean_end();
}

TEST_P(FewThreads, AWaitingClientIsServedAtOnceWhenTheServerDrains) {
  const auto wait = [&]() -> common::Nanoseconds {
    start(1);
    Client resting(servers_->port());
    EXPECT_THAT(ask(resting), ElementsAre(200));
    Client waiting(servers_->port());
    waiting.send(simple_request);
    EXPECT_FALSE(waiting.receive_until([](std::string_view) { return false; }, 100ms));
    const auto began = common::SteadyClock::now();
    servers_->front().signal(SIGTERM);
    EXPECT_THAT(receive_replies(waiting, 1).statuses(), ElementsAre(200));
    return common::SteadyClock::now() - began;
  };
  EXPECT_LT(quickest_of_three(wait), 500ms);
}

TEST_P(FewThreads, ABusyConnectionIsClosedWhenOtherClientsWait) {
  start(1);
  Client busy(servers_->port());
  EXPECT_THAT(ask(busy), ElementsAre(200));
  Client waiting(servers_->port());
  waiting.send(simple_request);
  bool told = false;
  const auto deadline = common::Deadline::after(20s);
  while (!told && !deadline.passed()) {
    busy.send(simple_request);
    const ReplyReader replies = receive_replies(busy, 1);
    ASSERT_THAT(replies.statuses(), ElementsAre(200)) << "no request of it may be lost";
    told = replies.replies()[0].connection_says("close");
  }
  EXPECT_TRUE(told);
  EXPECT_THAT(receive_replies(waiting, 1).statuses(), ElementsAre(200));
  servers_->expect_clean_end();
}

INSTANTIATE_TEST_SUITE_P(Server, FewThreads, testing::Values("pool", "prefork"),
                         [](const auto& instance) { return std::string(instance.param); });

class Processes : public testing::TestWithParam<const char*> {
 protected:
  std::vector<pid_t> children() {
    std::vector<pid_t> family = with_children(servers_.front().pid());
    family.erase(family.begin());
    return family;
  }
  Deployment servers_{*suite::plan::find_architecture(GetParam())};
};

TEST_P(Processes, DoNotOutliveTheirParent) {
  Client resting(servers_.port());
  EXPECT_THAT(ask(resting), ElementsAre(200));
  Client busy(servers_.port());
  busy.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n01234");
  Client served(servers_.port());  // when it has its reply, the server has seen the other one
  EXPECT_THAT(ask(served), ElementsAre(200));
  const std::vector<pid_t> orphans = children();
  EXPECT_GE(orphans.size(), 3U);
  servers_.front().signal(SIGKILL);
  EXPECT_TRUE(wait_until([&] { return std::ranges::none_of(orphans, is_alive); }));
}

TEST_P(Processes, ADyingProcessLosesOnlyItsOwnClient) {
  Client other(servers_.port());
  EXPECT_THAT(ask(other), ElementsAre(200));
  const std::vector<pid_t> before = children();
  for (const pid_t child : before) {
    ::kill(child, SIGKILL);
  }
  EXPECT_TRUE(other.receive_to_end());
  EXPECT_TRUE(wait_until([&] { return std::ranges::none_of(before, is_alive); }));
  Client next(servers_.port());
  EXPECT_THAT(ask(next), ElementsAre(200)) << servers_.front().log();
  servers_.expect_clean_end();
}

// Run as a user of its own, who may have few processes: those of a test that runs beside this one
// would count, too.
std::string few_processes(int most) {
  constexpr int first_user = 100'000;
  return "exec setpriv --reuid " + std::to_string(first_user + ::getpid()) +
         " --clear-groups prlimit --nproc=" + std::to_string(most) + " \"$0\" \"$@\"";
}

bool may_change_user() {
  return ::geteuid() == 0 && !common::find_program("setpriv").empty() &&
         !common::find_program("prlimit").empty() && others_may_enter(TIGA_SOURCE_DIR);
}

constexpr const char* change_of_user =
    "setpriv and prlimit, as root, in a folder that all users may enter";

TEST(ExhaustionOfProcesses, PausesAcceptingAndRecovers) {
  TIGA_SKIP_UNLESS(may_change_user(), change_of_user);
  ServerProcess server("process_server", {}, few_processes(4));
  std::vector<Client> clients;
  for (int count = 0; count < 3; ++count) {
    clients.emplace_back(server.port());
    EXPECT_THAT(ask(clients.back()), ElementsAre(200));
  }
  Client extra(server.port());
  EXPECT_THAT(ask(extra), ElementsAre(503));
  EXPECT_TRUE(
      wait_until([&] { return server.log().find("cannot start a process") != std::string::npos; }));
  EXPECT_THAT(ask(clients.front()), ElementsAre(200)) << "who is in is served on";
  clients.pop_back();
  EXPECT_TRUE(wait_until([&] { return serves(server.port()); })) << "it did not recover";
  EXPECT_TRUE(server.stop().succeeded());
}

TEST(ExhaustionOfProcesses, IsReportedAtTheStart) {
  TIGA_SKIP_UNLESS(may_change_user(), change_of_user);
  try {
    const ServerProcess server("prefork_server", {}, few_processes(4));
    FAIL() << "it cannot have started 64 processes";
  } catch (const common::CannotRun& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("cannot start a process"));
  }
}

INSTANTIATE_TEST_SUITE_P(Server, Processes, testing::Values("process", "prefork"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace tiga::tests
