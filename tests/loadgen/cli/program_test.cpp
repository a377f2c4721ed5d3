// The program as a user meets it: exit statuses, lines on standard error, files.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <sstream>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "common/uring/uring.hpp"
#include "loadgen/output/files.hpp"
#include "loadgen/summary.hpp"
#include "tests/loadgen/misbehaving/rogue_server.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/wait.hpp"

namespace tiga::loadgen::cli {
namespace {

using tests::by_request;
using tests::RogueServer;
using tests::Visitor;

const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

common::CommandResult loadgen(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), tests::program("loadgen"));
  common::Command command;
  command.arguments = std::move(arguments);
  return common::run_command(command, std::chrono::seconds(50));
}

std::ptrdiff_t lines_in(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

struct Complaint {
  std::vector<std::string> arguments;
  int status;
  std::string says;
};

class BadInput : public testing::TestWithParam<Complaint> {};

TEST_P(BadInput, IsOneClearLine) {
  const Complaint& expected = GetParam();
  const common::CommandResult result = loadgen(expected.arguments);
  EXPECT_EQ(result.report.status, expected.status);
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(lines_in(result.error), 1) << result.error;
  EXPECT_EQ(result.error.substr(0, 9), "loadgen: ");
  EXPECT_NE(result.error.find(expected.says), std::string::npos) << result.error;
}

INSTANTIATE_TEST_SUITE_P(
    , BadInput,
    testing::Values(
        Complaint{{"--nosuch"}, 2, "loadgen: there is no option --nosuch; see --help\n"},
        Complaint{{}, 2, "URL"}, Complaint{{"-z", "http://127.0.0.1/"}, 2, "-z"},
        Complaint{{"-n", "x", "http://127.0.0.1/"}, 2, "-n"},
        Complaint{{"-n", "1", "-c", "2", "http://127.0.0.1/"}, 2, "concurrency"},
        Complaint{{"https://127.0.0.1/"}, 2, "TLS"}, Complaint{{"http://a b/"}, 2, "white space"},
        Complaint{{"-H", "x\ny", "http://127.0.0.1/"}, 2, "header"},
        Complaint{{"-p", "/no/such/file", "http://127.0.0.1/"}, 3, "/no/such/file"},
        Complaint{{"--json", "/no/such/folder/file", "http://127.0.0.1/"}, 2, "/no/such/folder"},
        Complaint{{"-u", "/no/such/file", "http://127.0.0.1/"}, 3, "/no/such/file"},
        Complaint{{"-p", "/", "http://127.0.0.1/"}, 2, "folder"},
        Complaint{{"-u", "/dev/zero", "http://127.0.0.1/"}, 2, "256 MiB"},
        Complaint{
            {"-H", "Transfer-Encoding: chunked", "http://127.0.0.1/"}, 2, "Transfer-Encoding"},
        Complaint{{"-H", "Content-Length: 3", "http://127.0.0.1/"}, 2, "0 bytes of content"},
        Complaint{{"-H", "Host: a", "-H", "Host: b", "http://127.0.0.1/"}, 2, "Host"},
        Complaint{{"http://::1:8080/"}, 2, "[::1]"},
        Complaint{{"-e", "/dev", "http://127.0.0.1/"}, 2, "-e: cannot write /dev: it is a folder"},
        Complaint{{"--csv", "x", "-g", "x", "http://127.0.0.1/"}, 2, "--csv"},
        Complaint{{"--idle", "x", "http://127.0.0.1/"}, 2, "--idle"},
        Complaint{{"--slow-rate", "9", "http://127.0.0.1/"}, 2, "--slow-readers"},
        Complaint{
            {"--slow-readers", "2", "--slow-path", "x", "http://127.0.0.1/"}, 2, "--slow-path"},
        Complaint{{"--rate", "0", "http://127.0.0.1/"}, 2, "--rate"},
        Complaint{{"--duration", "1h", "http://127.0.0.1/"}, 2, "--duration"},
        Complaint{{"-X", "no-such-host.invalid:1", "http://127.0.0.1/"}, 3, "no-such-host.invalid"},
        Complaint{{"http://no-such-host.invalid/"}, 3, "no-such-host.invalid"},
        Complaint{{"-n", "100", "-c", "10", "http://127.0.0.1:1/"}, 3, "Connection refused"}));

TEST(Program, WritesNoFileIfTheTargetIsUnreachable) {
  const common::TemporaryFolder folder;
  const std::string json = folder.path() / "out.json";
  const std::string url = "http://127.0.0.1:" + std::to_string(tests::unused_port()) + "/";
  EXPECT_EQ(loadgen({"--json", json, url}).report.status, 3);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Program, ExitsWith0IfAllRequestsSucceed) {
  const common::TemporaryFolder folder;
  const std::string json = folder.path() / "out.json";
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send(good);
    return visitor.wants_keep_alive();
  }));
  const common::CommandResult result =
      loadgen({"-n", "100", "-c", "5", "--json", json, server.url()});
  EXPECT_EQ(result.report.status, 0);
  EXPECT_EQ(result.error, "") << "a short run shows no progress";
  EXPECT_NE(result.output.find("Complete requests:      100\n"), std::string::npos);
  EXPECT_NE(result.output.find("Verdict:  "), std::string::npos);
  const Summary summary = summary_from_json(common::read_file(json));
  EXPECT_EQ(summary.ok(), 100u);
  EXPECT_EQ(summary.generator.engine, common::Uring::offered() ? "io_uring" : "epoll");
}

/// The times in a file of -e, in milliseconds.
std::vector<double> percentages_in(const std::string& file) {
  std::istringstream lines(common::read_file(file));
  std::string line;
  std::getline(lines, line);
  std::vector<double> times;
  while (std::getline(lines, line)) {
    EXPECT_EQ(line.substr(0, line.find(',')), std::to_string(times.size()));
    times.push_back(std::stod(line.substr(line.find(',') + 1)));
  }
  return times;
}

TEST(Program, WritesEveryRequestedFile) {
  const common::TemporaryFolder folder;
  const auto file = [&](const char* name) { return (folder.path() / name).string(); };
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send(good);
    return false;
  }));
  EXPECT_EQ(loadgen({"-n", "100", "--json", file("json"), "--csv", file("csv"), "-e", file("e"),
                     "-g", file("g"), server.url()})
                .report.status,
            0);
  const Summary summary = summary_from_json(common::read_file(file("json")));
  EXPECT_EQ(common::read_file(file("csv")), output::summary_csv(summary));
  const std::vector<double> times = percentages_in(file("e"));
  ASSERT_EQ(times.size(), 101u);
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  EXPECT_NEAR(times.front(), *summary.latency_us.min / 1e3, 1e-3);
  for (const PercentageRow& row : summary.percentages) {
    EXPECT_NEAR(times.at(static_cast<std::size_t>(row.percent)), row.milliseconds, 1e-3);
  }
  EXPECT_EQ(common::read_file(file("g")).substr(0, 10), "starttime\t");
}

/// Field values may have any bytes beyond ASCII (RFC 9110 §5.5); JSON may not.
TEST(Program, ShowsAServerNameThatIsNoUtf8) {
  const common::TemporaryFolder folder;
  const auto file = [&](const char* name) { return (folder.path() / name).string(); };
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send("HTTP/1.1 200 OK\r\nServer: Caf\xe9 \xc3\xa9\r\nContent-Length: 5\r\n\r\nHello");
    return visitor.wants_keep_alive();
  }));
  const std::string shown = "Caf\\xe9 \xc3\xa9";
  const common::CommandResult text =
      loadgen({"-n", "3", "--json", file("json"), "--csv", file("csv"), server.url()});
  EXPECT_EQ(text.report.status, 0) << text.error;
  EXPECT_NE(text.output.find("Server Software:        " + shown + "\n"), std::string::npos);
  EXPECT_EQ(summary_from_json(common::read_file(file("json"))).target.software, shown);
  EXPECT_NE(common::read_file(file("csv")).find(shown), std::string::npos);
  EXPECT_NE(loadgen({"-w", "-n", "3", server.url()}).output.find(shown), std::string::npos);
}

TEST(Program, PrintsAnHtmlTable) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send(good);
    return false;
  }));
  const std::string output = loadgen({"-w", "-n", "3", server.url()}).output;
  EXPECT_EQ(output.substr(0, 4), "<p>\n");
  EXPECT_NE(output.find("<th colspan=2 bgcolor=white>attempted</th>"), std::string::npos);
  EXPECT_EQ(output.find("Ends of requests (each is counted once)\n"), std::string::npos);
}

TEST(Program, ExitsWith1IfARequestFails) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    visitor.send(request == 5 ? good.substr(0, 20) : good);
    return false;
  }));
  const common::CommandResult result = loadgen({"-n", "10", server.url()});
  EXPECT_EQ(result.report.status, 1);
  EXPECT_NE(result.output.find("  truncated                1\n"), std::string::npos)
      << result.output;
  EXPECT_NE(result.output.find("the reply began \"HTTP/1.1 200 OK\\r\\nCon\""), std::string::npos);
}

TEST(Program, ExitsWith0AtTheTimeLimit) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send(good);
    return false;
  }));
  EXPECT_EQ(loadgen({"-t", "1", "-n", "100000000", "-c", "2", server.url()}).report.status, 0);
}

/// What finished fast is not the whole story.
TEST(Program, ExitsWith1IfMostOfTheTimeHung) {
  const common::TemporaryFolder folder;
  const std::string json = folder.path() / "out.json";
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    if (request >= 10) {
      visitor.hang();
      return false;
    }
    visitor.send(good);
    return false;
  }));
  const common::CommandResult result =
      loadgen({"-t", "1", "-c", "2", "--json", json, server.url()});
  EXPECT_EQ(result.report.status, 1);
  const std::string& text = result.output;
  EXPECT_NE(text.find("  abandoned                2\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  2 requests did not finish; the oldest was "), std::string::npos) << text;
  EXPECT_NE(text.find("(longest finished request)"), std::string::npos) << text;
  EXPECT_NE(text.find("Latency of finished requests"), std::string::npos) << text;
  const Summary summary = summary_from_json(common::read_file(json));
  EXPECT_EQ(summary.ok(), 10u);
  ASSERT_TRUE(summary.unfinished);
  EXPECT_EQ(summary.unfinished->requests, 2u);
  EXPECT_LE(summary.unfinished->oldest_s, summary.elapsed_s);
  EXPECT_GT(summary.unfinished->time_share, 0.5);
}

TEST(Program, TellsInterimRepliesApart) {
  const common::TemporaryFolder folder;
  const std::string json = folder.path() / "out.json";
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + good);
    return visitor.wants_keep_alive();
  }));
  const common::CommandResult result = loadgen({"-n", "20", "-k", "--json", json, server.url()});
  EXPECT_EQ(result.report.status, 0);
  EXPECT_EQ(result.output.find("Non-2xx"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("Document Length:        5 bytes\n"), std::string::npos);
  EXPECT_NE(result.output.find("  20 interim replies (1xx)"), std::string::npos) << result.output;
  EXPECT_EQ(summary_from_json(common::read_file(json)).interim_replies, 20u);
}

TEST(Program, ShowsProgressOfLongRunsUnlessQuiet) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send(good);
    return false;
  }));
  const std::vector<std::string> arguments = {"-t", "3", "-n", "100000000", server.url()};
  EXPECT_NE(loadgen(arguments).error.find(" % ("), std::string::npos);
  std::vector<std::string> quiet = arguments;
  quiet.insert(quiet.begin(), "-q");
  EXPECT_EQ(loadgen(quiet).error, "");
}

TEST(Program, PrintsMoreWithEachLevelOfVerbosity) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    visitor.send(request % 2 == 0 ? good : "HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n");
    return false;
  }));
  const auto shown = [&](const std::string& verbosity) {
    return loadgen({"-n", "2", "-v", verbosity, server.url()}).error;
  };
  EXPECT_EQ(shown("1"), "");
  EXPECT_NE(shown("2").find("GET / HTTP/1.0\r\n"), std::string::npos);
  EXPECT_NE(shown("2").find("wrong_status: status 404"), std::string::npos);
  EXPECT_EQ(shown("2").find("Response code"), std::string::npos);
  EXPECT_NE(shown("3").find("Response code = 200\n"), std::string::npos);
  EXPECT_EQ(shown("3").find("Hello"), std::string::npos);
  EXPECT_NE(shown("4").find("Hello"), std::string::npos);
}

class Interrupted : public testing::TestWithParam<int> {};

TEST_P(Interrupted, ReportsTheRequestsThatWereDone) {
  ::signal(SIGHUP, SIG_DFL);  // the tests themselves may be run by nohup
  const common::TemporaryFolder folder;
  const std::string json = folder.path() / "out.json";
  std::atomic<int> requests{0};
  const RogueServer server(by_request([&](Visitor& visitor, int request) {
    requests = request;
    if (request >= 100) {
      visitor.hang();
      return false;
    }
    visitor.send(good);
    return visitor.wants_keep_alive();
  }));
  common::Command command;
  command.arguments = {tests::program("loadgen"),
                       "-k",
                       "-n",
                       "1000000",
                       "-c",
                       "4",
                       "--idle",
                       "3",
                       "--json",
                       json,
                       server.url()};
  common::ChildProcess child = common::ChildProcess::start(command);
  ASSERT_TRUE(tests::wait_until([&] { return requests >= 103; }));
  child.signal(GetParam());
  const auto report = child.wait(common::Deadline::after(std::chrono::seconds(20)));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->status, 1);
  const std::string output = child.read_all(common::Deadline::after(std::chrono::seconds(5)));
  EXPECT_NE(output.find("The run was interrupted.\n"), std::string::npos) << output;

  const Summary summary = summary_from_json(common::read_file(json));
  EXPECT_TRUE(summary.interrupted);
  EXPECT_EQ(summary.ok(), 100u);
  EXPECT_EQ(summary.outcomes[Outcome::abandoned], 4u);
  EXPECT_EQ(summary.attempted, 104u);
  EXPECT_EQ(summary.attempted, summary.outcomes.sum());
  EXPECT_EQ(summary.not_started, 1'000'000 - summary.attempted);
  ASSERT_TRUE(summary.background_clients);
  EXPECT_TRUE(summary.background_clients->all_survived());
}

INSTANTIATE_TEST_SUITE_P(, Interrupted, testing::Values(SIGINT, SIGTERM, SIGHUP));

TEST(Program, GoesOnAfterAHangUpIfNohupStartedIt) {
  constexpr int before_hang_up = 10;
  std::atomic<int> requests{0};
  std::atomic<bool> hung_up{false};
  const RogueServer server(by_request([&](Visitor& visitor, int request) {
    requests = request;
    tests::wait_until([&] { return request < before_hang_up || hung_up; });
    visitor.send(good);
    return false;
  }));
  common::ChildProcess child = common::ChildProcess::start(
      {.arguments = {"sh", "-c", "trap '' HUP; exec \"$0\" \"$@\"", tests::program("loadgen"), "-n",
                     "20", server.url()}});
  ASSERT_TRUE(tests::wait_until([&] { return requests >= before_hang_up; }));
  child.signal(SIGHUP);
  hung_up = true;
  const auto report = child.wait(common::Deadline::after(std::chrono::seconds(20)));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->status, 0) << report->describe();
  const std::string output = child.read_all(common::Deadline::after(std::chrono::seconds(5)));
  EXPECT_NE(output.find("Complete requests:      20\n"), std::string::npos) << output;
}

}  // namespace
}  // namespace tiga::loadgen::cli
