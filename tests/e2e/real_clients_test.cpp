// Each server with independent clients: ab, curl, wrk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <regex>

#include "common/child_process.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using common::CommandResult;
using testing::HasSubstr;

CommandResult run(std::vector<std::string> arguments) {
  return common::run_command({.arguments = std::move(arguments)}, 50s);
}

// The value of a line of ab's report; empty where there is no such line.
std::string line_of(const std::string& report, const std::string& name) {
  std::smatch found;
  const std::regex line("(^|\n)" + name + ":[ \t]*([^ \n]*)");
  return std::regex_search(report, found, line) ? found[2].str() : "";
}

class RealClients : public OnEachServer {
 protected:
  void SetUp() override {
    for (const char* tool : {"ab", "curl", "wrk"}) {
      TIGA_SKIP_UNLESS(common::is_installed(tool), tool);
    }
    servers_.emplace(architecture());
  }
  void TearDown() override {
    if (servers_) {
      servers_->expect_clean_end();
    }
  }

  std::string url(const std::string& path = "/") const { return servers_->url(path); }

  // curl's exit status and what it wrote; fails the test where it did not end well.
  std::string curl(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"curl", "-sS", "--max-time", "40"});
    const CommandResult result = run(std::move(arguments));
    EXPECT_TRUE(result.report.succeeded()) << result.report.describe() << '\n' << result.error;
    return result.output;
  }

  const std::filesystem::path& folder() const { return folder_.path(); }

  std::optional<Deployment> servers_;

 private:
  common::TemporaryFolder folder_;
};

TEST_P(RealClients, AbAtTheReportsFiveLevels) {
  for (const char* concurrency : {"1", "50", "100", "500", "1000"}) {
    SCOPED_TRACE("-c " + std::string(concurrency));
    const CommandResult ab = run({"ab", "-q", "-n", "1000", "-c", concurrency, url()});
    ASSERT_TRUE(ab.report.succeeded()) << ab.error;
    EXPECT_EQ(line_of(ab.output, "Complete requests"), "1000");
    EXPECT_EQ(line_of(ab.output, "Failed requests"), "0") << ab.output;
    EXPECT_EQ(line_of(ab.output, "Non-2xx responses"), "");
    EXPECT_EQ(line_of(ab.output, "Document Length"), "3");
    EXPECT_EQ(line_of(ab.output, "Total transferred"), "122000");
  }
}

TEST_P(RealClients, AbWithKeepAlive) {
  const CommandResult ab = run({"ab", "-q", "-k", "-n", "1000", "-c", "50", url()});
  ASSERT_TRUE(ab.report.succeeded()) << ab.error;
  EXPECT_EQ(line_of(ab.output, "Keep-Alive requests"), "1000");
  EXPECT_EQ(line_of(ab.output, "Failed requests"), "0") << ab.output;
}

TEST_P(RealClients, WrkReportsNoError) {
  const CommandResult wrk = run({"wrk", "-t", "1", "-c", "50", "-d", "1s", url()});
  ASSERT_TRUE(wrk.report.succeeded()) << wrk.error;
  EXPECT_THAT(wrk.output, HasSubstr("requests in"));
  EXPECT_THAT(wrk.output, testing::Not(HasSubstr("Socket errors")));
  EXPECT_THAT(wrk.output, testing::Not(HasSubstr("Non-2xx")));
  EXPECT_THAT(wrk.output, testing::Not(HasSubstr("\n  0 requests in")));
}

TEST_P(RealClients, CurlReusesItsConnection) {
  EXPECT_EQ(curl({"-w", " %{http_code} %{num_connects}\n", url(), url()}),
            "OK\n 200 1\nOK\n 200 0\n");
}

TEST_P(RealClients, CurlClosesWithHttp10) {
  EXPECT_EQ(curl({"--http1.0", "-w", " %{num_connects}\n", url(), url()}), "OK\n 1\nOK\n 1\n");
}

TEST_P(RealClients, CurlSendsHead) {
  const std::string head = curl({"--head", url()});
  EXPECT_THAT(head, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nContent-Type: text/html\r\nContent-Length: 3\r\n"));
  EXPECT_EQ(head.size(), 103U - 3U) << head;
}

TEST_P(RealClients, CurlDownloadsFilesUnchanged) {
  for (const char* name : {"page.html", "threads.svg", "loop.png"}) {
    EXPECT_EQ(curl({url("/" + std::string(name))}),
              common::read_file(source_folder() / "servers/www" / name))
        << name;
  }
  EXPECT_EQ(curl({"-o", "/dev/null", "-w", "%{http_code}", url("/no-such-file")}), "404");
}

// A file of our own, so that its times are known.
class CurlConditions : public RealClients {
 protected:
  void SetUp() override {
    TIGA_SKIP_UNLESS(common::is_installed("curl"), "curl");
    common::write_file(folder() / "file.txt", "0123456789");
    std::filesystem::last_write_time(
        folder() / "file.txt",
        std::filesystem::file_time_type::clock::now() - std::chrono::hours(24));
    servers_.emplace(architecture(), DeploymentOptions{.options = {"--root", folder().string()}});
  }
  // What curl wrote of the content, and the status.
  std::string fetch(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"-w", " %{http_code}", url("/file.txt")});
    return curl(std::move(arguments));
  }
};

TEST_P(CurlConditions, AFileIsFetchedAgainOnlyIfItHasChanged) {
  const std::string tag = (folder() / "tag").string();
  EXPECT_EQ(fetch({"--etag-save", tag}), "0123456789 200");
  EXPECT_EQ(fetch({"--etag-compare", tag}), " 304");
  EXPECT_EQ(fetch({"--etag-compare", tag, "--head", "-o", "/dev/null"}), " 304");
  EXPECT_EQ(fetch({"-z", "Fri, 01 Jan 2100 00:00:00 GMT"}), " 304");
  EXPECT_EQ(fetch({"-z", "Sun, 06 Nov 1994 08:49:37 GMT"}), "0123456789 200");
  EXPECT_EQ(fetch({"-z", (folder() / "file.txt").string()}), " 304");
  EXPECT_EQ(fetch({"-z", "-Sun, 06 Nov 1994 08:49:37 GMT", "-o", "/dev/null"}), " 412");
  common::write_file(folder() / "tag", "\"another\"\n");
  EXPECT_EQ(fetch({"--etag-compare", tag}), "0123456789 200");
}

TEST_P(CurlConditions, ADownloadIsResumed) {
  EXPECT_EQ(fetch({"--range", "0-0"}), "0 206");
  EXPECT_EQ(fetch({"--range", "-3"}), "789 206");
  EXPECT_EQ(fetch({"--range", "0-1,4-5"}), "0123456789 200");
  EXPECT_EQ(fetch({"--range", "10-", "-o", "/dev/null"}), " 416");
  const auto part = folder() / "part";
  common::write_file(part, "0123");
  EXPECT_EQ(fetch({"-C", "-", "-o", part.string()}), " 206");
  EXPECT_EQ(common::read_file(part), "0123456789");
}

// Sizes from nothing to just below the limit, with each framing; from a megabyte on curl asks with
// Expect: 100-continue first.
class CurlBodies : public RealClients {
 protected:
  std::filesystem::path body(std::size_t size) const {
    std::mt19937_64 random(size);
    std::string bytes(size, '\0');
    for (char& byte : bytes) {
      byte = static_cast<char>(random());
    }
    const auto path = folder() / ("body-" + std::to_string(size));
    common::write_file(path, bytes);
    return path;
  }

  void expect_echo(std::size_t size, const std::vector<std::string>& options) const {
    SCOPED_TRACE(std::to_string(size) + " bytes");
    const auto sent = body(size);
    const auto got = folder() / "echo";
    std::vector<std::string> arguments = {
        "--data-binary", "@" + sent.string(), "-o", got.string(), "-w", "%{http_code}"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.push_back(url("/echo"));
    EXPECT_EQ(curl(arguments), "200");
    const bool same = (size == 0 && !std::filesystem::exists(got)) ||
                      common::read_file(got) == common::read_file(sent);
    EXPECT_TRUE(same);
    std::filesystem::remove(got);
  }

  static constexpr std::array<std::size_t, 6> sizes = {
      0, 1, 100, std::size_t{64} << 10, std::size_t{1} << 20, std::size_t{15} << 20};
};

TEST_P(CurlBodies, AreEchoedWithContentLength) {
  for (const std::size_t size : sizes) {
    expect_echo(size, {});
  }
}

TEST_P(CurlBodies, AreEchoedChunked) {
  for (const std::size_t size : sizes) {
    expect_echo(size, {"-H", "Transfer-Encoding: chunked"});
  }
}

TEST_P(CurlBodies, AreRequestedWith100Continue) {
  const auto sent = body(2000);
  const std::string heads = curl({"--data-binary", "@" + sent.string(), "-H",
                                  "Expect: 100-continue", "--expect100-timeout", "30", "-o",
                                  (folder() / "echo").string(), "-D", "-", url("/echo")});
  EXPECT_THAT(heads, testing::StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
}

TEST_P(CurlBodies, AboveTheLimitGet413) {
  const auto sent = body((std::size_t{16} << 20) + 1);
  for (const char* framing : {"Content-Length", "Transfer-Encoding: chunked"}) {
    std::vector<std::string> arguments = {
        "--data-binary", "@" + sent.string(), "-o", "/dev/null", "-w",
        "%{http_code}",  url("/echo")};
    if (framing != std::string_view("Content-Length")) {
      arguments.insert(arguments.end(), {"-H", framing});
    }
    EXPECT_EQ(curl(arguments), "413") << framing;
  }
}

TIGA_ON_EACH_SERVER(RealClients);
TIGA_ON_EACH_SERVER(CurlConditions);
TIGA_ON_EACH_SERVER(CurlBodies);

}  // namespace
}  // namespace tiga::tests
