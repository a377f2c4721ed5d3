// What each defective server does, and its twin does not.
#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/clock.hpp"
#include "common/files.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/wait.hpp"

namespace tiga::autopsy {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;
using testing::StartsWith;
using tests::Client;
using tests::ServerProcess;

const std::string request = "GET / HTTP/1.0\r\nHost: a\r\n\r\n";
const std::string server_names[] = {"silent_balancer", "spinning_server", "backlog_server",
                                    "not_found_server"};

std::vector<std::string> needed_options(const std::string& name) {
  if (name == "silent_balancer") {
    return {"--backend", "127.0.0.1:" + std::to_string(tests::unused_port())};
  }
  return {};
}

std::string reply_of(const ServerProcess& server) {
  Client client(server.port());
  const std::string reply = client.exchange(request);
  EXPECT_EQ(client.end(), Client::End::closed);
  return reply;
}

const std::string good_reply =
    "HTTP/1\\.1 200 OK\r\nDate: [A-Z][a-z]+, [0-9]+ [A-Z][a-z]+ [0-9]+ [0-9:]+ GMT\r\n"
    "Content-Type: text/html\r\nContent-Length: 3\r\nConnection: close\r\n\r\nOK\n";

bool is_good(const std::string& reply) {
  return reply.size() == 122 && std::regex_match(reply, std::regex(good_reply));
}

TEST(NotFoundServer, SendsTheSameBytesAsTheCoursesServer) {
  ServerProcess server("not_found_server");
  const std::string reply = reply_of(server);
  EXPECT_THAT(reply, SizeIs(122));
  const std::regex courses(
      "(HTTP/1\\.0 404 Not Found\r\n)(Date: [A-Z][a-z]+ [A-Z][a-z]+ [0-9]+ [0-9:]+ [0-9]+\r\n)"
      "(Connection: close\r\n)(Server: [^\r]+\r\n)(Content-Length: 0\r\n)(\r\n)(\r\n\r\n)");
  std::smatch parts;
  ASSERT_TRUE(std::regex_match(reply, parts, courses)) << reply;
  const std::vector<std::ptrdiff_t> lengths{24, 32, 19, 22, 19, 2, 4};
  for (std::size_t part = 0; part < lengths.size(); ++part) {
    EXPECT_EQ(parts.length(part + 1), lengths[part]) << parts[part + 1];
  }
}

TEST(NotFoundServer, CorrectedGivesAPage) {
  EXPECT_TRUE(is_good(reply_of(ServerProcess("not_found_server", {"--corrected"}))));
}

TEST(SilentBalancer, SendsNoReplyIfItsBackendIsDown) {
  EXPECT_EQ(reply_of(ServerProcess("silent_balancer", needed_options("silent_balancer"))), "");
}

TEST(SilentBalancer, CorrectedSendsAnErrorIfItsBackendIsDown) {
  auto options = needed_options("silent_balancer");
  options.emplace_back("--corrected");
  EXPECT_THAT(reply_of(ServerProcess("silent_balancer", options)),
              StartsWith("HTTP/1.1 502 Bad Gateway\r\n"));
}

TEST(SilentBalancer, ForwardsRepliesOfItsBackendsInTurn) {
  const ServerProcess good("backlog_server");
  const ServerProcess bad("not_found_server");
  const ServerProcess balancer("silent_balancer",
                               {"--backend", good.endpoint(), "--backend", bad.endpoint()});
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(is_good(reply_of(balancer)));
    EXPECT_THAT(reply_of(balancer), StartsWith("HTTP/1.0 404 "));
  }
}

// Without a client: what it still does slows down whoever comes next.
void expect_spins(const ServerProcess& server) {
  const common::Nanoseconds used = tests::cpu_time(server.pid());
  EXPECT_TRUE(tests::wait_until(
      [&] { return tests::cpu_time(server.pid()) - used > std::chrono::milliseconds(100); }));
}

TEST(SpinningServer, RepliesAndLeavesASpinningThreadForEachConnection) {
  ServerProcess server("spinning_server");
  const std::size_t before = tests::thread_count(server.pid());
  for (std::size_t served = 1; served <= 5; ++served) {
    EXPECT_TRUE(is_good(reply_of(server)));
    EXPECT_EQ(tests::thread_count(server.pid()), before + served);
  }
  expect_spins(server);
}

TEST(SpinningServer, CorrectedLeavesNoThread) {
  ServerProcess server("spinning_server", {"--corrected"});
  const std::size_t before = tests::thread_count(server.pid());
  for (int served = 0; served < 20; ++served) {
    EXPECT_TRUE(is_good(reply_of(server)));
  }
  EXPECT_TRUE(tests::wait_until([&] { return tests::thread_count(server.pid()) == before; }));
}

TEST(SpinningServer, WithAnInterpreterLockRepliesAndSpins) {
  ServerProcess server("spinning_server", {"--interpreter-lock"});
  const std::size_t before = tests::thread_count(server.pid());
  for (int served = 0; served < 5; ++served) {
    EXPECT_TRUE(is_good(reply_of(server)));
  }
  EXPECT_EQ(tests::thread_count(server.pid()), before + 5);
  expect_spins(server);
  EXPECT_EQ(server.stop().status, 0);
}

TEST(SpinningServer, WritesTheTimesOfItsReplies) {
  const common::TemporaryFolder folder;
  const auto file = folder.path() / "stats.json";
  ServerProcess server("spinning_server", {"--stats-file", file.string()});
  for (int served = 0; served < 5; ++served) {
    reply_of(server);
  }
  EXPECT_EQ(server.stop().status, 0);
  EXPECT_THAT(common::read_file(file),
              MatchesRegex("\\{\"replies\": 5, \"reply_times\": \\[\\[1,[0-9.]+\\],\\[2,[0-9.]+\\],"
                           "\\[3,[0-9.]+\\],\\[4,[0-9.]+\\]\\]\\}\n"));
}

// Clients that leave without a word make threads quickly, and each of them spins.
TEST(SpinningServer, ExitsCleanlyWhileManyThreadsSpin) {
  // More would take the cores for seconds from tests that run meanwhile.
  constexpr std::size_t many = 100;
  ServerProcess server("spinning_server");
  const std::size_t before = tests::thread_count(server.pid());
  std::vector<std::unique_ptr<Client>> clients(many);
  for (auto& client : clients) {
    client = std::make_unique<Client>(server.port());
  }
  ASSERT_TRUE(
      tests::wait_until([&] { return tests::thread_count(server.pid()) == before + many; }));
  server.signal(SIGSTOP);  // or it would take the cores from who closes them
  clients.clear();
  server.signal(SIGCONT);
  const auto used = tests::cpu_time(server.pid());
  ASSERT_TRUE(tests::wait_until([&] { return tests::cpu_time(server.pid()) > used; }))
      << "they do not spin";
  EXPECT_EQ(server.stop().status, 0);
}

class DefectiveServer : public testing::TestWithParam<std::string> {};

TEST_P(DefectiveServer, ExitsCleanlyOnSigterm) {
  ServerProcess server(GetParam(), needed_options(GetParam()));
  reply_of(server);
  EXPECT_EQ(server.stop().status, 0);
}

TEST_P(DefectiveServer, WaitsForTheBlankLineAndSurvivesAClientThatLeavesBeforeIt) {
  ServerProcess server(GetParam(), needed_options(GetParam()));
  {
    Client early(server.port());
    early.send("GET / ");
  }
  Client client(server.port());
  client.send(request.substr(0, request.size() - 1));
  EXPECT_FALSE(client.receive_to_end(std::chrono::milliseconds(50)));
  client.send("\n");
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_EQ(server.stop().status, 0);
}

TEST_P(DefectiveServer, RefusesBadArguments) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"port"}, std::vector<std::string>{"65536"},
        std::vector<std::string>{"--unknown"}, std::vector<std::string>{"--backend"},
        std::vector<std::string>{"--backlog", "0"}, std::vector<std::string>{"0x10"},
        std::vector<std::string>{"--stats-file"}, std::vector<std::string>{"--stats-file", "/"}}) {
    std::vector<std::string> command{tests::program(GetParam())};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto result = common::run_command({.arguments = command}, std::chrono::seconds(10));
    EXPECT_EQ(result.report.status, 2) << testing::PrintToString(arguments);
    EXPECT_THAT(result.output, IsEmpty());
    EXPECT_THAT(result.error, AllOf(StartsWith(GetParam() + ": "), EndsWith("\n")));
  }
}

TEST_P(DefectiveServer, ExplainsItsOptions) {
  const auto result = common::run_command({.arguments = {tests::program(GetParam()), "--help"}},
                                          std::chrono::seconds(10));
  EXPECT_EQ(result.report.status, 0);
  EXPECT_THAT(result.output, AllOf(HasSubstr("For experiments only."), HasSubstr("PORT")));
  EXPECT_THAT(result.error, IsEmpty());
}

TEST_P(DefectiveServer, ExitsWith3IfItsPortIsTaken) {
  const ServerProcess first("backlog_server");
  std::vector<std::string> command{tests::program(GetParam())};
  const auto options = needed_options(GetParam());
  command.insert(command.end(), options.begin(), options.end());
  command.push_back(std::to_string(first.port()));
  const auto result = common::run_command({.arguments = command}, std::chrono::seconds(10));
  EXPECT_EQ(result.report.status, 3);
  EXPECT_THAT(result.error, HasSubstr("cannot listen on 127.0.0.1:"));
}

INSTANTIATE_TEST_SUITE_P(Autopsy, DefectiveServer, testing::ValuesIn(server_names),
                         [](const auto& server) { return server.param; });

TEST(SilentBalancer, NeedsABackend) {
  const auto result = common::run_command({.arguments = {tests::program("silent_balancer")}},
                                          std::chrono::seconds(10));
  EXPECT_EQ(result.report.status, 2);
  EXPECT_THAT(result.error, HasSubstr("--backend is required"));
}

}  // namespace
}  // namespace tiga::autopsy
