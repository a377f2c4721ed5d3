// What the real ab prints of the defective servers is what the published tables print; what loadgen
// says became of the same requests.
#include <gmock/gmock.h>

#include <regex>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "loadgen/summary.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/skip.hpp"

namespace tiga::autopsy {
namespace {

using loadgen::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using tests::ServerProcess;

constexpr std::chrono::seconds limit{60};

// Runs of blanks are one.
std::string report_of_ab(const ServerProcess& server, const std::string& requests = "1000") {
  const auto result = common::run_command(
      {.arguments = {"ab", "-q", "-n", requests, "-c", "50", server.url()}}, limit);
  EXPECT_EQ(result.report.status, 0) << result.error;
  return std::regex_replace(result.output, std::regex(" +"), " ");
}

loadgen::Summary summary_of(const ServerProcess& server) {
  const common::TemporaryFolder folder;
  const std::string json = (folder.path() / "summary.json").string();
  const auto result =
      common::run_command({.arguments = {tests::program("loadgen"), "-q", "-n", "1000", "-c", "50",
                                         "--json", json, server.url()}},
                          limit);
  const loadgen::Summary summary = loadgen::summary_from_json(common::read_file(json));
  EXPECT_EQ(result.report.status, summary.ok() == 1000 ? 0 : 1) << result.error;
  return summary;
}

class CountedByAb : public testing::Test {
 protected:
  void SetUp() override { TIGA_SKIP_UNLESS(common::is_installed("ab"), "apache2-utils"); }
};

std::vector<std::string> dead_backend() {
  return {"--backend", "127.0.0.1:" + std::to_string(tests::unused_port())};
}

std::vector<std::string> corrected(std::vector<std::string> options) {
  options.emplace_back("--corrected");
  return options;
}

TEST_F(CountedByAb, TheSilentBalancerCompletesAllRequestsWithoutAByte) {
  const std::string report = report_of_ab(ServerProcess("silent_balancer", dead_backend()));
  EXPECT_THAT(report,
              AllOf(HasSubstr("Complete requests: 1000\n"), HasSubstr("Failed requests: 0\n"),
                    HasSubstr("Total transferred: 0 bytes\n"),
                    HasSubstr("Document Length: 0 bytes\n"), Not(HasSubstr("Non-2xx"))));
}

TEST_F(CountedByAb, TheCorrectedBalancerGivesNon2xxReplies) {
  const std::string report =
      report_of_ab(ServerProcess("silent_balancer", corrected(dead_backend())));
  EXPECT_THAT(report, AllOf(HasSubstr("Complete requests: 1000\n"),
                            HasSubstr("Non-2xx responses: 1000\n")));
}

TEST_F(CountedByAb, TheNotFoundServerHasNoFailures) {
  const std::string report = report_of_ab(ServerProcess("not_found_server"));
  EXPECT_THAT(report,
              AllOf(HasSubstr("Complete requests: 1000\n"), HasSubstr("Failed requests: 0\n"),
                    HasSubstr("Non-2xx responses: 1000\n"), HasSubstr("Document Length: 4 bytes\n"),
                    HasSubstr("Total transferred: 122000 bytes\n")));
}

TEST_F(CountedByAb, ThePageOfTheCorrectedServerHasTheSameLength) {
  const std::string report = report_of_ab(ServerProcess("not_found_server", {"--corrected"}));
  EXPECT_THAT(report,
              AllOf(HasSubstr("Complete requests: 1000\n"),
                    HasSubstr("Total transferred: 122000 bytes\n"), Not(HasSubstr("Non-2xx"))));
}

TEST_F(CountedByAb, TheSpinningServerHasNoFailures) {
  const std::string report = report_of_ab(ServerProcess("spinning_server"), "50");
  EXPECT_THAT(report, AllOf(HasSubstr("Complete requests: 50\n"), HasSubstr("Failed requests: 0\n"),
                            HasSubstr("Total transferred: 6100 bytes\n")));
}

TEST(CountedByLoadgen, TheSilentBalancerGivesEmptyReplies) {
  const auto summary = summary_of(ServerProcess("silent_balancer", dead_backend()));
  EXPECT_EQ(summary.outcomes[Outcome::empty_reply], 1000);
  EXPECT_EQ(summary.ok(), 0);
  EXPECT_EQ(summary.ab.complete, 1000);
  EXPECT_EQ(summary.ab.failed, 0);
  EXPECT_EQ(summary.bytes_received, 0);
}

TEST(CountedByLoadgen, TheCorrectedBalancerGivesWrongStatus) {
  const auto summary = summary_of(ServerProcess("silent_balancer", corrected(dead_backend())));
  EXPECT_EQ(summary.outcomes[Outcome::wrong_status], 1000);
}

TEST(CountedByLoadgen, TheBalancerWithRunningBackendsForwardsReplies) {
  const ServerProcess one("async_server");
  const ServerProcess other("async_server");
  const auto summary = summary_of(ServerProcess(
      "silent_balancer", {"--backend", one.endpoint(), "--backend", other.endpoint()}));
  EXPECT_EQ(summary.ok(), 1000);
  EXPECT_EQ(summary.bytes_received, 122000);
}

TEST(CountedByLoadgen, TheNotFoundServerHasNoOkReply) {
  const auto summary = summary_of(ServerProcess("not_found_server"));
  EXPECT_EQ(summary.ok(), 0);
  EXPECT_EQ(summary.failed(), 1000);
  EXPECT_EQ(summary.ab.complete, 1000);
  EXPECT_EQ(summary.ab.non_2xx, 1000);
  EXPECT_EQ(summary.bytes_received, 122000);
}

TEST(CountedByLoadgen, CorrectedServersGiveTheirPage) {
  for (const char* name : {"not_found_server", "spinning_server"}) {
    const auto summary = summary_of(ServerProcess(name, {"--corrected"}));
    EXPECT_EQ(summary.ok(), 1000) << name;
    EXPECT_EQ(summary.bytes_received, 122000) << name;
  }
}

}  // namespace
}  // namespace tiga::autopsy
