// Against a server that nobody here wrote: nginx's access log and loadgen count the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "loadgen/run.hpp"
#include "tests/support/nginx.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::loadgen {
namespace {

using tests::Nginx;

const std::string locations = "location / { return 200 'Hello'; } location /none { return 404; }";

Options options_for(const std::string& url, bool keep_alive, std::uint64_t concurrency) {
  Options options;
  options.url = parse_url(url);
  options.requests = 2000;
  options.concurrency = concurrency;
  options.keep_alive = keep_alive;
  return options;
}

class AgainstNginx : public testing::TestWithParam<std::tuple<bool, std::uint64_t>> {
 protected:
  void SetUp() override { TIGA_SKIP_UNLESS(Nginx::is_installed(), "nginx"); }
};

INSTANTIATE_TEST_SUITE_P(, AgainstNginx,
                         testing::Combine(testing::Bool(), testing::Values(1, 50, 500)));

TEST_P(AgainstNginx, CountsAreThoseOfTheAccessLog) {
  const auto [keep_alive, concurrency] = GetParam();
  Nginx nginx({.locations = locations});
  const Summary summary = run_load(options_for(nginx.url("/x?y"), keep_alive, concurrency), {});
  EXPECT_EQ(summary.ok(), 2000u);
  EXPECT_EQ(summary.attempted, 2000u);
  EXPECT_EQ(summary.target.document_length, 5u);
  EXPECT_EQ(summary.target.software.substr(0, 5), "nginx");

  const std::vector<std::string> log = nginx.stop_and_read_access_log();
  EXPECT_EQ(log.size(), 2000u);
  const auto well_logged = std::count_if(log.begin(), log.end(), [](const std::string& line) {
    return line.starts_with("200 5 ") && line.ends_with(" GET /x?y");
  });
  EXPECT_EQ(well_logged, 2000);
}

TEST_P(AgainstNginx, StatusesAreThoseOfTheAccessLog) {
  const auto [keep_alive, concurrency] = GetParam();
  Nginx nginx({.locations = locations});
  const Summary summary = run_load(options_for(nginx.url("/none"), keep_alive, concurrency), {});
  EXPECT_EQ(summary.outcomes[Outcome::wrong_status], 2000u);
  EXPECT_EQ(summary.ab.non_2xx, 2000u);
  EXPECT_EQ(nginx.stop_and_read_access_log().size(), 2000u);
}

TEST_P(AgainstNginx, ConnectionsThatItClosesAreOpenedAnew) {
  const auto [keep_alive, concurrency] = GetParam();
  Nginx nginx({.locations = "keepalive_requests 10; " + locations});
  const Summary summary = run_load(options_for(nginx.url(), keep_alive, concurrency), {});
  EXPECT_EQ(summary.ok(), 2000u);
  EXPECT_EQ(nginx.stop_and_read_access_log().size(), 2000u);
  if (keep_alive && concurrency == 1) {
    EXPECT_EQ(summary.connections_opened, 200u);
  }
}

bool is_figure(char c) { return (c >= '0' && c <= '9') || c == '.'; }

/// Whether ab begins to doubt its figures here, in this line and the next one; whether it does
/// depends on the figures.
bool begins_doubt(const std::string& line) {
  return line.starts_with("WARNING: The median and mean") ||
         line.starts_with("ERROR: The median and mean");
}

/// Numbers as N, with one blank before each, no doubts: what two reports of the same layout have in
/// common.
std::string without_figures(const std::string& report) {
  const std::size_t start = report.find("Server Software:");
  std::istringstream lines(report.substr(start, report.find(" (longest request)\n") - start));
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    if (begins_doubt(line)) {
      std::getline(lines, line);
      continue;
    }
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (!is_figure(line[at])) {
        text += line[at];
      } else if (at == 0 || !is_figure(line[at - 1])) {
        text.erase(text.find_last_not_of(' ') + 1);
        text += " N";
      }
    }
    text += '\n';
  }
  return text;
}

TEST(WithoutFigures, PassesOverAllThatAbDoubts) {
  const std::string head = "Server Software:\nTotal: 1 2.5\n";
  const std::string rest = "\nPercentage\n 100%  6 (longest request)\n";
  const std::string error =
      "ERROR: The median and mean for the processing time are more than twice the standard\n"
      "       deviation apart. These results are NOT reliable.\n";
  const std::string warning =
      "WARNING: The median and mean for the waiting time are not within a normal deviation\n"
      "        These results are probably not that reliable.\n";
  const std::string plain = without_figures(head + rest);
  EXPECT_EQ(plain, "Server Software:\nTotal: N N\n\nPercentage\n N% N\n");
  for (const std::string& doubts : {error, warning, error + warning, warning + warning + error}) {
    EXPECT_EQ(without_figures(head + doubts + rest), plain) << doubts;
  }
}

class BesideAb : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(BesideAb, TheReportHasTheSameLines) {
  TIGA_SKIP_UNLESS(common::is_installed("ab"), "ab (apache2-utils)");
  TIGA_SKIP_UNLESS(Nginx::is_installed(), "nginx");
  const common::TemporaryFolder folder;
  common::write_file(folder.path() / "content", "content");
  const Nginx nginx({.locations = locations});
  const auto report_of = [&](const std::string& program) {
    common::Command command;
    command.arguments = {program, "-q", "-n", "200", "-c", "4"};
    command.arguments.insert(command.arguments.end(), GetParam().begin(), GetParam().end());
    command.arguments.back() = nginx.url(command.arguments.back());
    command.folder = folder.path();
    return common::run_command(command, std::chrono::seconds(60)).output;
  };
  const std::string of_ab = report_of("ab");
  ASSERT_NE(of_ab.find("Complete requests:      200"), std::string::npos) << of_ab;
  std::string expected = without_figures(of_ab);
  std::string found = without_figures(report_of(tests::program("loadgen")));
  // Without an ok request there are no times to show.
  if (found.find("Connection Times") == std::string::npos) {
    expected = expected.substr(0, expected.find("\nConnection Times"));
    found = found.substr(0, found.find("\nEnds of requests"));
  }
  EXPECT_EQ(found, expected);
}

INSTANTIATE_TEST_SUITE_P(, BesideAb,
                         testing::Values(std::vector<std::string>{"/"},
                                         std::vector<std::string>{"-k", "/"},
                                         std::vector<std::string>{"-p", "content", "/"},
                                         std::vector<std::string>{"-l", "/"},
                                         std::vector<std::string>{"-i", "/"},
                                         std::vector<std::string>{"-k", "/none"}));

}  // namespace
}  // namespace tiga::loadgen
