// A backend that is killed in the middle of a load on the balancer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "common/unique_fd.hpp"
#include "loadgen/summary.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using loadgen::Outcome;

constexpr std::uint64_t concurrency = 50;

class BackendLoss : public testing::TestWithParam<bool> {
 protected:
  static void SetUpTestSuite() { common::raise_descriptor_limit(); }

  std::vector<std::string> load_command(std::uint64_t count) const {
    std::vector<std::string> command = {
        program("loadgen"),          "-q",     "-n",          std::to_string(count), "-c",
        std::to_string(concurrency), "--json", json_.string()};
    if (GetParam()) {
      command.emplace_back("-k");
    }
    command.push_back(servers_.url());
    return command;
  }
  loadgen::Summary summary() const { return loadgen::summary_from_json(common::read_file(json_)); }

  Deployment servers_{*suite::plan::find_architecture("balanced"),
                      {.front = {"--log", "requests"}}};
  common::TemporaryFolder folder_;
  std::filesystem::path json_ = folder_.path() / "load.json";
};

// How many of the log's lines name each backend; [i] is that of backend i.
std::vector<std::ptrdiff_t> shares(Deployment& servers, std::size_t from_line) {
  const auto lines = servers.front().log_lines();
  std::vector<std::ptrdiff_t> counts;
  for (const auto& backend : servers.backends()) {
    counts.push_back(std::count_if(lines.begin() + static_cast<std::ptrdiff_t>(from_line),
                                   lines.end(), [&](const std::string& line) {
                                     return line.find("backend " + backend->endpoint()) !=
                                            std::string::npos;
                                   }));
  }
  return counts;
}

TEST_P(BackendLoss, DoesNotEndTheRunAndItsFailuresAreReported) {
  // Seconds of load, so that it lasts until the backend is killed.
  const std::uint64_t requests = GetParam() ? 160'000 : 40'000;
  auto load = common::ChildProcess::start(
      {.arguments = load_command(requests), .output_file = folder_.path() / "out"});
  ASSERT_TRUE(wait_until([&] { return servers_.front().log_lines().size() > 2000; }));
  servers_.backends()[1]->signal(SIGKILL);
  ASSERT_TRUE(servers_.backends()[1]->wait(10s));
  ASSERT_FALSE(load.wait(common::Deadline::after({}))) << "the load ended before the backend did";
  const auto ended = load.wait(common::Deadline::after(60s));
  ASSERT_TRUE(ended);

  const loadgen::Summary result = summary();
  EXPECT_EQ(result.attempted, requests);
  EXPECT_EQ(result.outcomes.sum(), requests);
  EXPECT_EQ(ended->status, result.failed() == 0 ? 0 : 1);
  // Only a GET in flight at that moment can have failed, and only in the middle of its reply: else
  // it is repeated.
  EXPECT_LE(result.failed(), concurrency);
  EXPECT_EQ(result.failed(), result.outcomes[Outcome::truncated] + result.outcomes[Outcome::reset])
      << common::read_file(folder_.path() / "out");
}

TEST_P(BackendLoss, TheOthersTakeOver) {
  servers_.backends()[1]->signal(SIGKILL);
  ASSERT_TRUE(servers_.backends()[1]->wait(10s));
  const auto first = common::run_command({.arguments = load_command(400)}, 60s);
  EXPECT_TRUE(first.report.succeeded()) << first.output;
  EXPECT_EQ(summary().ok(), 400U);
  const std::size_t logged = servers_.front().log_lines().size();
  const auto second = common::run_command({.arguments = load_command(300)}, 60s);
  EXPECT_TRUE(second.report.succeeded()) << second.output;
  EXPECT_THAT(shares(servers_, logged), testing::ElementsAre(100, 0, 100, 100));
}

TEST_P(BackendLoss, WithNoneLeftEveryReplyIs503) {
  for (const auto& backend : servers_.backends()) {
    backend->signal(SIGKILL);
    ASSERT_TRUE(backend->wait(10s));
  }
  const auto result = common::run_command({.arguments = load_command(200)}, 60s);
  EXPECT_EQ(result.report.status, 1);
  EXPECT_EQ(summary().outcomes[Outcome::wrong_status], 200U) << result.output;
  EXPECT_THAT(result.output, testing::HasSubstr("503"));
}

// Stopped backends: the kernel still accepts for them, and nobody answers.
TEST(SilentBackends, DelayEachRequestToItsDeadlineWithoutBlockingTheBalancer) {
  Deployment servers(*suite::plan::find_architecture("balanced"),
                     {.front = {"--request-timeout", "0.4"}});
  for (const auto& backend : servers.backends()) {
    backend->signal(SIGSTOP);
  }
  for (int request = 0; request < 3; ++request) {
    Client client(servers.port());
    EXPECT_THAT(client.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                testing::StartsWith("HTTP/1.1 504 "));
  }
  Client waiting(servers.port());
  EXPECT_TRUE(waiting.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  servers.front().signal(SIGTERM);
  EXPECT_TRUE(waiting.receive_to_end());
  for (const auto& backend : servers.backends()) {
    backend->signal(SIGCONT);
  }
  servers.expect_clean_end();
}

INSTANTIATE_TEST_SUITE_P(Load, BackendLoss, testing::Bool(), [](const auto& instance) {
  return instance.param ? "KeepAlive" : "OneConnectionARequest";
});

}  // namespace
}  // namespace tiga::tests
