// Each server with too few descriptors: accepting pauses without spinning, and resumes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "common/files.hpp"
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
using testing::ElementsAre;

constexpr int descriptors = 64;
constexpr int clients_too_many = 100;
constexpr std::size_t left_open =
    8;  // that a server may have for later: its lingerer, a cached file
// The span over which CPU time is taken, not a wait for something. A server that spins takes a fair
// share of a core all the while, on a busy machine a quarter or so.
constexpr std::chrono::milliseconds stalled = 1s;

class Exhaustion : public OnEachServer {
 protected:
  void start(const std::vector<std::string>& options = {}) {
    servers_.emplace(architecture(),
                     DeploymentOptions{.options = options,
                                       .shell_prefix = "ulimit -n " + std::to_string(descriptors)});
  }

  static std::vector<int> ask(Client& client) {
    client.send(simple_request);
    return receive_replies(client, 1).statuses();
  }
  std::size_t open() { return open_descriptors(servers_->front().pid()).size(); }

  loadgen::Summary load(const std::vector<std::string>& options) const {
    const common::TemporaryFolder folder;
    const std::string json = folder.path() / "load.json";
    std::vector<std::string> arguments = {program("loadgen"), "-q", "-s", "20", "--json", json};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.push_back(servers_->url());
    common::run_command({.arguments = arguments}, 50s);
    return loadgen::summary_from_json(common::read_file(json));
  }

  std::optional<Deployment> servers_;
};

TEST_P(Exhaustion, OfDescriptorsPausesAcceptingAndRecovers) {
  start();
  Client first(servers_->port());
  for (int count = 0; count < 8; ++count) {  // a balancer then holds a connection to each backend
    ASSERT_THAT(ask(first), ElementsAre(200));
  }
  std::vector<Client> clients;
  for (int count = 0; count < clients_too_many; ++count) {
    clients.emplace_back(
        servers_->port());  // the kernel completes them; the server cannot take them all
  }
  if (has_processes(architecture())) {
    for (Client& client : clients) {
      EXPECT_THAT(ask(client), ElementsAre(200)) << "whose descriptor is that of its own process";
    }
    servers_->expect_clean_end();
    return;
  }
  ASSERT_TRUE(wait_until([&] { return open() >= descriptors; })) << open();

  const auto cpu_before = cpu_time(servers_->front().pid());
  std::this_thread::sleep_for(stalled);
  EXPECT_LE(cpu_time(servers_->front().pid()) - cpu_before, stalled / 20)
      << "it spins while it cannot accept";
  EXPECT_THAT(ask(first), ElementsAre(200)) << "who was accepted is served on";

  clients.erase(clients.begin(), clients.begin() + clients_too_many / 2 + 30);
  for (Client& waiting : clients) {
    EXPECT_THAT(ask(waiting), ElementsAre(200)) << "who had to wait is served when there is room";
  }
  clients.clear();
  Client last(servers_->port());
  EXPECT_THAT(ask(last), ElementsAre(200));
  servers_->expect_clean_end();
}

// Clients in the backlog are served when descriptors are free. A balancer that has a client and no
// descriptor for a backend answers 503.
TEST_P(Exhaustion, UnderLoadDropsNoClientAndRecovers) {
  start({"--idle-timeout", "1"});
  const std::size_t at_rest = open();  // each loop has its own
  const bool balances = architecture().backends > 0;
  const auto crowd = load({"-n", "1000", "-c", std::to_string(clients_too_many)});
  EXPECT_EQ(crowd.attempted, 1000U);
  const std::uint64_t refused = balances ? crowd.outcomes[loadgen::Outcome::wrong_status] : 0;
  EXPECT_EQ(crowd.ok() + refused, crowd.attempted);

  EXPECT_TRUE(wait_until([&] { return open() <= at_rest + left_open; })) << open();
  const auto few = load({"-n", "1000", "-c", "10"});
  EXPECT_EQ(few.ok(), 1000U) << "it did not recover";
  servers_->expect_clean_end();
}

TIGA_ON_EACH_SERVER(Exhaustion);

// A connection without memory ends, with a 503 if possible; the server does not.
TEST(ExhaustionOfMemory, EndsConnectionsButNotTheServer) {
  std::size_t pages = 0;
  {
    const ServerProcess free("threaded_server");
    pages = std::stoul(common::read_file("/proc/" + std::to_string(free.pid()) + "/statm"));
  }
  const std::size_t limit = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) / 1024 + 3072;
  ServerProcess server("threaded_server", {}, "ulimit -v " + std::to_string(limit));
  std::vector<Client> clients;
  for (int count = 0; count < 60; ++count) {
    clients.emplace_back(server.port());
    clients.back().send(simple_request);
    clients.back().receive_until([](std::string_view received) { return !received.empty(); });
  }
  // Which of the two it is that finds no memory, is chance: a thread's stack or its buffers.
  EXPECT_THAT(server.log(), testing::AnyOf(testing::HasSubstr("bad_alloc"),
                                           testing::HasSubstr("cannot start a thread")))
      << "there was memory for all";
  clients.clear();
  EXPECT_TRUE(wait_until([&] { return serves(server.port()); })) << "it did not recover";
  EXPECT_TRUE(server.stop().succeeded());
}

}  // namespace
}  // namespace tiga::tests
