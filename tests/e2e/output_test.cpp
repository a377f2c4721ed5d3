// The output of each server: help, version, a log line for each request, also if nobody reads it,
// and a reply whose file shrinks.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <iterator>
#include <optional>
#include <regex>
#include <string>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "common/unique_fd.hpp"
#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class Output : public OnEachServer {};

TEST_P(Output, HelpAndVersionGoToStandardOutput) {
  const std::string name(architecture().front);
  const auto asked = [&](const std::string& option) {
    return common::run_command({.arguments = {program(name), option}}, 20s);
  };
  const auto help = asked("--help");
  EXPECT_EQ(help.report.status, 0);
  EXPECT_THAT(help.output, HasSubstr("--max-connections"));
  EXPECT_EQ(help.error, "");
  const auto version = asked("--version");
  EXPECT_EQ(version.report.status, 0);
  EXPECT_THAT(version.output, HasSubstr(name));
}

TEST_P(Output, HelpToAFullDiskIsStatus3) {
  const std::string name(architecture().front);
  const auto help = common::run_command(
      {.arguments = {"sh", "-c", "exec '" + program(name) + "' --help >/dev/full"}}, 20s);
  EXPECT_EQ(help.report.status, 3);
  EXPECT_THAT(help.error, StartsWith(name + ": cannot write to standard output"));
}

TEST_P(Output, ServesAlthoughStandardOutputIsClosed) {
  const std::string name(architecture().front);
  common::ChildProcess server = common::ChildProcess::start(
      {.arguments = {"sh", "-c", "exec '" + program(name) + "' 0 2>&1 >&-"}});
  std::optional<std::string> line;
  do {
    line = server.read_line(common::Deadline::after(20s));
    ASSERT_TRUE(line);
  } while (line->find("listening on ") == std::string::npos);
  EXPECT_THAT(*line,
              HasSubstr("cannot write to standard output: Bad file descriptor; listening on"));
  Client client(static_cast<std::uint16_t>(std::stoi(line->substr(line->rfind(':') + 1))));
  client.send(simple_request);
  EXPECT_FALSE(receive_replies(client, 1).statuses().empty());
  EXPECT_EQ(server.stop(common::Deadline::after(20s)).status, 0);
}

TEST_P(Output, RequestsAreLoggedInOneLineEachOnDemand) {
  Deployment servers(architecture(), {.front = {"--log", "requests"}});
  Client client(servers.port());
  client.send(simple_request);
  ASSERT_EQ(receive_replies(client, 1).statuses(), std::vector<int>{200});
  client.send("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(receive_replies(client, 1).statuses(), std::vector<int>{404});
  const auto says = [&](const std::string& text) {
    return wait_until([&] { return servers.front().log().find(text) != std::string::npos; });
  };
  EXPECT_TRUE(says("127.0.0.1:")) << servers.front().log();
  EXPECT_TRUE(says("\"GET / HTTP/1.1\" 200 103")) << servers.front().log();
  EXPECT_TRUE(says("\"GET /nothing HTTP/1.1\" 404 ")) << servers.front().log();
  if (architecture().backends > 0) {
    EXPECT_TRUE(says("backend 127.0.0.1:")) << servers.front().log();
  }
  client.abort();
  EXPECT_EQ(servers.front().log_lines().size(), 2U);
  EXPECT_EQ(servers.front().stop().status, 0);
}

// The sum of the first group over all matches.
std::uint64_t sum_of(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::uint64_t sum = 0;
  for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end;
       ++match) {
    sum += std::stoull((*match)[1]);
  }
  return sum;
}

// A named pipe that is open for reading, so that it fills up, and is not read before the end.
TEST_P(Output, ALogThatNobodyReadsStopsNobodyAndItsLossesAreTold) {
  constexpr std::size_t requests = 4000;
  const common::TemporaryFolder folder;
  const std::string pipe = folder.path() / "log";
  const std::string stats = folder.path() / "stats";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const common::UniqueFd reader(::open(pipe.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
  Deployment servers(architecture(), {.front = {"--log", "requests", "--stats-file", stats},
                                      .shell_prefix = "exec 2>'" + pipe + "'"});
  Client client(servers.port());
  for (std::size_t sent = 0; sent < requests; ++sent) {
    client.send(simple_request);
    ASSERT_EQ(receive_replies(client, 1).statuses(), std::vector<int>{200}) << sent;
  }
  client.abort();
  const auto report = servers.front().stop();
  EXPECT_EQ(report.status, 0) << report.describe();

  std::string log(std::size_t{1} << 20, '\0');
  const ssize_t got = ::read(reader.get(), log.data(), log.size());
  ASSERT_GT(got, 0);
  log.resize(static_cast<std::size_t>(got));
  const std::uint64_t dropped = sum_of(log, " (\\d+) log lines were dropped: ");
  const std::regex line("\"GET / HTTP/1.1\" 200 103[^\n]*\n");
  const auto written = std::distance(std::sregex_iterator(log.begin(), log.end(), line), {});
  EXPECT_GT(dropped, 0U);
  EXPECT_EQ(dropped + static_cast<std::uint64_t>(written), requests);
  EXPECT_EQ(sum_of(common::read_file(stats), "\"log_lines_dropped\": (\\d+)"), dropped);
}

// A named pipe is written in place: whoever reads it gets the counters, and it stays a pipe.
TEST_P(Output, CountersGoIntoANamedPipe) {
  const common::TemporaryFolder folder;
  const std::string pipe = folder.path() / "stats";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const common::UniqueFd reader(::open(pipe.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
  Deployment servers(architecture(), {.front = {"--stats-file", pipe}});
  Client client(servers.port());
  client.send(simple_request);
  ASSERT_EQ(receive_replies(client, 1).statuses(), std::vector<int>{200});
  client.abort();
  servers.expect_clean_end();
  std::string stats(std::size_t{1} << 16, '\0');
  const ssize_t got = ::read(reader.get(), stats.data(), stats.size());
  ASSERT_GT(got, 0);
  stats.resize(static_cast<std::size_t>(got));
  EXPECT_THAT(stats, StartsWith("{"));
  EXPECT_EQ(sum_of(stats, "\"replies_2xx\": (\\d+)"), 1U);
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
}

// The ready line and the counters in one stream.
TEST_P(Output, CountersGoToStandardOutput) {
  common::ChildProcess server =
      common::ChildProcess::start({.arguments = {program(std::string(architecture().front)), "0",
                                                 "--stats-file", "/dev/stdout"}});
  const auto deadline = common::Deadline::after(20s);
  const auto ready = server.read_line(deadline);
  ASSERT_TRUE(ready);
  EXPECT_THAT(*ready, StartsWith("listening on "));
  server.signal(SIGTERM);
  EXPECT_THAT(server.read_all(deadline),
              AllOf(StartsWith("{\n"), HasSubstr("\"requests\": 0"), EndsWith("}\n")));
  const auto report = server.wait(deadline);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->status, 0);
}

TEST_P(Output, AReplyOfAFileThatShrinksIsTruncatedNotPadded) {
  const common::TemporaryFolder folder;
  const auto file = folder.path() / "large";
  common::write_file(file, "");
  std::filesystem::resize_file(file, std::uintmax_t{64} << 20);
  Deployment servers(architecture(), {.options = {"--root", folder.path().string()}});
  Client client(servers.port(), 8192);
  client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(client.receive_until([](std::string_view all) { return all.size() > 10'000; }));
  std::filesystem::resize_file(file, 1000);
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_LT(client.received().size(), std::size_t{64} << 20);
  Client next(servers.port());
  next.send(simple_request);
  EXPECT_EQ(receive_replies(next, 1).statuses(), std::vector<int>{200});
  servers.expect_clean_end();
}

TEST_P(Output, AnUnknownExpectationIs417) {
  Deployment servers(architecture());
  Client client(servers.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nExpect: the-impossible\r\n\r\n");
  EXPECT_EQ(receive_replies(client, 1).statuses(), std::vector<int>{417});
  servers.expect_clean_end();
}

TEST(BalancerOutput, BalancedConnectionsAreLoggedInOneLineEach) {
  ServerProcess backend("async_server");
  ServerProcess balancer(
      "balancer", {"--unit", "connection", "--backend", backend.endpoint(), "--log", "requests"});
  Client client(balancer.port());
  client.send(simple_request);
  EXPECT_EQ(receive_replies(client, 1).statuses(), std::vector<int>{200});
  EXPECT_TRUE(wait_until([&] {
    return balancer.log().find("backend " + backend.endpoint()) != std::string::npos;
  })) << balancer.log();
  client.half_close();
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_EQ(balancer.stop().status, 0);
}

TIGA_ON_EACH_SERVER(Output);

}  // namespace
}  // namespace tiga::tests
