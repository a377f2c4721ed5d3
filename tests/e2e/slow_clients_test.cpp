// Slow clients on each server: each is cut at its deadline, and those that are not slow are served.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <atomic>
#include <optional>
#include <thread>

#include "common/child_process.hpp"
#include "common/files.hpp"
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
using testing::HasSubstr;

constexpr int slow_clients = 50;
// Of each kind of slowness, and what a client may be off by.
constexpr std::chrono::milliseconds deadline = 3s;
constexpr std::chrono::milliseconds off = deadline / 10;

// What a slow client does: `begin` at once, then `drip` every 100 ms.
struct Slowness {
  std::string begin;
  std::string drip;
  int status;  ///< it is told that before it is cut; 0: nothing
};

class SlowClients : public OnEachServer {
 protected:
  void start(const std::string& option) {
    servers_.emplace(architecture(), DeploymentOptions{
                                         .options = {"--root", folder_.path().string()},
                                         .front = {option, std::to_string(deadline.count() / 1000)},
                                     });
  }
  void TearDown() override {
    if (servers_) {
      servers_->expect_clean_end();
    }
  }

  bool is_served() const {
    Client client(servers_->port());
    client.send(simple_request);
    return receive_replies(client, 1).statuses() == std::vector<int>{200};
  }

  void expect_cut_in_time(const Slowness& slowness);

  common::TemporaryFolder folder_;
  std::optional<Deployment> servers_;
};

void SlowClients::expect_cut_in_time(const Slowness& slowness) {
  struct Slow {
    Client client;
    common::TimePoint began;
    common::Nanoseconds cut_after{0};
  };
  std::vector<Slow> all;
  all.reserve(slow_clients);
  for (int count = 0; count < slow_clients; ++count) {
    all.push_back({Client(servers_->port()), common::SteadyClock::now(), {}});
    all.back().client.send(slowness.begin);
  }
  std::vector<pollfd> watched;
  watched.reserve(all.size());
  for (const Slow& slow : all) {
    watched.push_back({slow.client.socket(), POLLIN, 0});
  }
  std::size_t left = all.size();
  const auto limit = common::Deadline::after(4 * deadline);
  auto next_drip = common::Deadline::after(100ms);
  while (left > 0 && !limit.passed()) {
    ::poll(watched.data(), watched.size(), next_drip.poll_milliseconds());
    for (std::size_t index = 0; index < all.size(); ++index) {
      if (watched[index].fd >= 0 && watched[index].revents != 0) {
        all[index].cut_after = common::SteadyClock::now() - all[index].began;
        watched[index].fd = -1;
        --left;
      }
    }
    if (next_drip.passed() && !slowness.drip.empty()) {
      for (std::size_t index = 0; index < all.size(); ++index) {
        if (watched[index].fd >= 0) {
          all[index].client.send(slowness.drip);
        }
      }
    }
    if (next_drip.passed()) {
      next_drip = common::Deadline::after(100ms);
      EXPECT_TRUE(is_served());
    }
  }
  for (Slow& slow : all) {
    EXPECT_GE(slow.cut_after, deadline - off);
    EXPECT_LE(slow.cut_after, deadline + off);
    const ReplyReader replies = receive_replies(slow.client, 1);
    EXPECT_EQ(replies.statuses(),
              slowness.status == 0 ? std::vector<int>() : std::vector<int>{slowness.status});
    EXPECT_TRUE(slow.client.receive_to_end());
    EXPECT_EQ(slow.client.end(), Client::End::closed) << "a reset can destroy the reply";
  }
}

TEST_P(SlowClients, HeadsAreCutAtTheirDeadline) {
  start("--header-timeout");
  expect_cut_in_time({"GET / HTTP/1.1\r\nHost: a\r\nX: ", "x", 408});
}

TEST_P(SlowClients, ContentsAreCutAtTheirDeadline) {
  start("--body-timeout");
  expect_cut_in_time(
      {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", "x", 408});
}

TEST_P(SlowClients, ThoseThatRestAreCutAtTheirDeadline) {
  start("--idle-timeout");
  expect_cut_in_time({"", "", 0});
}

// One mode of the attack.
struct Attack {
  std::vector<std::string> mode;
  bool lasts;        ///< requests that are whole are over at once
  bool seen_to_end;  ///< a slow reader sees the end of what was cut only once it has read that far
};

class SlowHttpTest : public SlowClients {
 protected:
  static void SetUpTestSuite() { SlowClients::SetUpTestSuite(); }

  void expect_withstood(const Attack& attack) {
    TIGA_SKIP_UNLESS(!common::find_program("slowhttptest").empty(), "slowhttptest");
    common::write_file(folder_.path() / "large", "");
    std::filesystem::resize_file(folder_.path() / "large", std::uintmax_t{64} << 20);
    servers_.emplace(architecture(),
                     DeploymentOptions{.options = {"--root", folder_.path().string()},
                                       .front = {"--header-timeout", "2", "--body-timeout", "2",
                                                 "--idle-timeout", "2"}});
    EXPECT_TRUE(is_served());
    const auto open = [&] { return open_descriptors(servers_->front().pid()).size(); };
    std::vector<std::string> command = {
        "slowhttptest",         "-c", "50", "-r", "50", "-i", "1", "-l", "8", "-p", "3", "-u",
        servers_->url("/large")};
    command.insert(command.begin() + 1, attack.mode.begin(), attack.mode.end());
    std::atomic<bool> over = false;
    common::CommandResult result;
    std::size_t most = 0;
    std::jthread attacker([&] {
      result = common::run_command({.arguments = command}, 45s);
      over = true;
    });
    int served = 0;
    while (!over) {
      EXPECT_TRUE(is_served());
      ++served;
      most = std::max(most, open());
      std::this_thread::sleep_for(10ms);
    }
    attacker.join();
    EXPECT_GT(served, 10);
    if (attack.lasts) {
      EXPECT_GT(most, 40U) << "where was the attack?";
      EXPECT_TRUE(wait_until([&] { return open() < most - 30; }, 10s)) << open() << " of " << most;
    }
    EXPECT_THAT(result.output, Not(HasSubstr("service available:   NO")));
    if (attack.seen_to_end) {
      EXPECT_THAT(result.output, HasSubstr("No open connections left"));
    }
  }
};

TEST_P(SlowHttpTest, Headers) { expect_withstood({{"-H"}, true, true}); }
TEST_P(SlowHttpTest, Contents) { expect_withstood({{"-B", "-s", "100000"}, true, true}); }
TEST_P(SlowHttpTest, Readers) {
  expect_withstood({{"-X", "-k", "3", "-w", "10", "-y", "20", "-n", "1", "-z", "8"}, true, false});
}
TEST_P(SlowHttpTest, Ranges) { expect_withstood({{"-R", "-t", "HEAD"}, false, true}); }

TIGA_ON_EACH_SERVER(SlowClients);
TIGA_ON_EACH_SERVER(SlowHttpTest);

}  // namespace
}  // namespace tiga::tests
