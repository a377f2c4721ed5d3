// Fault 31 of balancer_faults.md: one backend is killed and restarted repeatedly while another
// lives. TIGA_KILL_LOOP_SECONDS sets the duration; the default is short.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <map>
#include <thread>

#include "common/error.hpp"
#include "loadgen/summary.hpp"
#include "tests/e2e/balancer_fault.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;

std::chrono::seconds span_of_the_loop() {
  const char* seconds = std::getenv("TIGA_KILL_LOOP_SECONDS");
  return std::chrono::seconds(seconds == nullptr ? 2 : std::atoi(seconds));
}

// How long a backend lives, and how long it is gone.
constexpr auto alive = 60ms;
constexpr auto gone = 30ms;
constexpr int least_kills = 3;
constexpr std::size_t least_requests = 10;

class KillLoop : public BalancerFault {
 protected:
  // Runs kill(), restart() in turn for the span, and on until enough() holds (at most 30 s): a busy
  // machine does little in the span. How often.
  template <typename Kill, typename Restart, typename Enough>
  static int kill_and_restart(Kill kill, Restart restart, Enough enough) {
    const auto deadline = common::Deadline::after(span_of_the_loop());
    const auto limit = common::Deadline::after(span_of_the_loop() + 30s);
    int times = 0;
    for (; !deadline.passed() || ((times <= least_kills || !enough()) && !limit.passed());
         ++times) {
      std::this_thread::sleep_for(alive);
      kill();
      std::this_thread::sleep_for(gone);
      restart();
    }
    return times;
  }
};

// A port of 127.0.0.1 that no socket but a server's can take, whether the server is there or not:
// bound, and not listening.
class HeldPort {
 public:
  HeldPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    const int on = 1;
    if (::setsockopt(socket_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        ::bind(socket_.get(), any, size) != 0 || ::getsockname(socket_.get(), any, &size) != 0) {
      common::throw_errno("cannot hold a port");
    }
    number_ = ntohs(address.sin_port);
  }
  std::uint16_t number() const { return number_; }

 private:
  common::UniqueFd socket_;
  std::uint16_t number_ = 0;
};

// A server program whose port stays the same when it is killed and restarted.
class MortalServer {
 public:
  void kill() {
    process_->signal(SIGKILL);
    process_->wait(common::Deadline::after(10s));
    process_.reset();
    lives_of_use_ += common::read_file(log_).empty() ? 0 : 1;
  }
  void start() {
    process_ = common::ChildProcess::start(
        {.arguments = {program("async_server"), std::to_string(port_.number()), "--log",
                       "requests"},
         .error_file = log_});
    if (!process_->read_line(common::Deadline::after(10s))) {
      throw common::CannotRun("async_server did not start again");
    }
  }
  std::string endpoint() const { return "127.0.0.1:" + std::to_string(port_.number()); }
  /// In how many of its runs it has answered requests.
  int lives_of_use() const { return lives_of_use_; }

 private:
  common::TemporaryFolder folder_;
  std::filesystem::path log_ = folder_.path() / "log";
  int lives_of_use_ = 0;
  HeldPort port_;
  std::optional<common::ChildProcess> process_;
};

TEST_P(KillLoop, 31_NoGetFailsWhileAnotherBackendLives) {
  const common::TemporaryFolder folder;
  const std::string json = folder.path() / "load.json";
  const ServerProcess living("async_server");
  MortalServer mortal;
  mortal.start();
  const ServerProcess balancer("balancer",
                               {"--engine", GetParam(), "--backend", mortal.endpoint(), "--backend",
                                living.endpoint(), "--check-interval", "0.02"});
  auto load =
      common::ChildProcess::start({.arguments = {program("loadgen"), "-q", "-k", "-c", "20", "-n",
                                                 "100000000", "--json", json, balancer.url()},
                                   .output_file = folder.path() / "out"});
  const int times = kill_and_restart([&] { mortal.kill(); }, [&] { mortal.start(); },
                                     [&] { return mortal.lives_of_use() > 1; });
  load.signal(SIGINT);
  ASSERT_TRUE(load.wait(common::Deadline::after(20s)));

  const auto summary = loadgen::summary_from_json(common::read_file(json));
  std::printf("%d kills, %llu GETs, %llu failed\n", times,
              static_cast<unsigned long long>(summary.attempted),
              static_cast<unsigned long long>(summary.failed()));
  EXPECT_GT(times, least_kills);
  EXPECT_GT(mortal.lives_of_use(), 1) << "it had no part in this";
  EXPECT_GT(summary.ok(), 100U);
  EXPECT_EQ(summary.failed(), 0U) << "of " << summary.attempted << "; " << times << " kills\n"
                                  << common::read_file(folder.path() / "out");
}

// What one client saw: statuses by target.
using Seen = std::map<std::string, int>;

// Sends GET and POST in turn over a connection that lasts as long as it can.
Seen get_and_post_until(const std::atomic<bool>& end, std::uint16_t port, int number) {
  Seen seen;
  std::optional<Client> client;
  for (int count = 0; !end; ++count) {
    const bool post = count % 2 == 1;
    const std::string target = (post ? "/test/post/" : "/test/get/") + std::to_string(number) +
                               "/" + std::to_string(count);
    if (!client) {
      client.emplace(port);
    }
    client->send(
        Question{.method = post ? "POST" : "GET", .content = post ? "once" : ""}.text(target));
    const ReplyReader replies = receive_replies(*client, 1);
    seen[target] = replies.final_count() == 0 ? 0 : replies.replies().back().status;
    if (seen[target] != 200) {
      client.reset();
    }
  }
  return seen;
}

TEST_P(KillLoop, 31_NoPostIsSentTwiceAndNoGetFails) {
  start({"--check-interval", "0.02", "--request-timeout", "30"});
  std::atomic<bool> end{false};
  std::array<Seen, 4> seen;
  {
    std::array<std::jthread, seen.size()> clients;
    for (std::size_t number = 0; number < clients.size(); ++number) {
      clients[number] = std::jthread([&, number] {
        seen[number] = get_and_post_until(end, balancer_->port(), static_cast<int>(number));
      });
    }
    const auto both_had_enough = [&] {
      return a_.received().size() > least_requests && b_.received().size() > least_requests;
    };
    EXPECT_GT(kill_and_restart([&] { a_.crash(); }, [&] { a_.listen(); }, both_had_enough),
              least_kills);
    end = true;
  }
  std::map<std::string, int> times_received;
  for (const ScriptedBackend* backend : {&a_, &b_}) {
    EXPECT_GT(backend->received().size(), least_requests) << "it had no part in this";
    for (const ReceivedRequest& request : backend->received()) {
      ++times_received[request.target()];
    }
  }
  std::map<std::string, int> totals;
  for (const Seen& one : seen) {
    for (const auto& [target, status] : one) {
      const bool post = target.find("/post/") != std::string::npos;
      ++totals[(post ? "POST " : "GET ") + std::to_string(status)];
      if (post) {
        EXPECT_THAT(status, testing::AnyOf(200, 502)) << target;
        EXPECT_LE(times_received[target], 1) << target << " was sent twice";
      } else {
        EXPECT_EQ(status, 200) << target;
      }
    }
  }
  for (const auto& [what, count] : totals) {
    std::printf("%s: %d\n", what.c_str(), count);
  }
}

TIGA_ON_EACH_ENGINE(KillLoop);

}  // namespace
}  // namespace tiga::tests
