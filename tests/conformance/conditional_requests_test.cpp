// Conditional requests and ranges on every running server, with nginx as the oracle, and measured
// by loadgen.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "http/date.hpp"
#include "loadgen/summary.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/nginx.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// A request for the file, and its status. In the fields `{tag}` is the server's own tag, `{same}`
/// the file's date, `{before}` and `{after}` dates a minute away from it.
struct Sample {
  const char* fields;
  int status;
};

/// Where nginx does as RFC 9110 says.
constexpr auto samples_for_nginx = std::to_array<Sample>({
    {"", 200},
    {"If-None-Match: *", 304},
    {"If-None-Match: {tag}", 304},
    {"If-None-Match: \"a\", {tag}, \"b\"", 304},
    {"If-None-Match: W/{tag}", 304},
    {"If-None-Match: \"a\"", 200},
    {"If-Modified-Since: {same}", 304},
    {"If-Modified-Since: {after}", 304},
    {"If-Modified-Since: {before}", 200},
    {"If-Modified-Since: yesterday", 200},
    {"If-Match: *", 200},
    {"If-Match: {tag}", 200},
    {"If-Match: \"a\", {tag}", 200},
    {"If-Match: \"a\"", 412},
    {"If-Match: W/{tag}", 412},
    {"If-Unmodified-Since: {same}", 200},
    {"If-Unmodified-Since: {after}", 200},
    {"If-Unmodified-Since: {before}", 412},
    {"If-None-Match: {tag}\r\nIf-Match: \"a\"", 412},
    {"If-None-Match: \"a\"\r\nIf-Modified-Since: {same}", 200},
    {"Range: bytes=0-0", 206},
    {"Range: bytes=1-4", 206},
    {"Range: bytes=99990-", 206},
    {"Range: bytes=-7", 206},
    {"Range: bytes=0-", 206},
    {"Range: bytes=-999999", 206},
    {"Range: bytes=5-999999", 206},
    {"Range: bytes=100000-", 416},
    {"Range: bytes=999999-9999999", 416},
    {"Range: bytes=0-0,5-5", 200},
    {"Range: lines=0-0", 200},
    {"Range: bytes=0-0\r\nIf-Range: {tag}", 206},
    {"Range: bytes=0-0\r\nIf-Range: \"a\"", 200},
    {"Range: bytes=0-0\r\nIf-Range: {same}", 206},
    {"Range: bytes=0-0\r\nIf-Range: {before}", 200},
    {"Range: bytes=0-0\r\nIf-Range: W/{tag}", 200},
    {"Range: bytes=-0", 416},
    {"Range: bytes=100000-\r\nIf-Match: \"a\"", 412},
    {"Range: bytes=0-0\r\nIf-None-Match: {tag}", 304},
    {"Range: bytes=0-0\r\nIf-Match: \"a\"", 412},
});

/// Where it does not: it evaluates dates beside tags (§13.2.2), and refuses a malformed range,
/// which may be ignored (§14.2).
constexpr auto samples_for_us = std::to_array<Sample>({
    {"If-None-Match: {tag}\r\nIf-Modified-Since: {before}", 304},
    {"If-Match: {tag}\r\nIf-Unmodified-Since: {before}", 200},
    {"Range: bytes=2-1", 200},
});

class ConditionalRequests : public OnEachServer {
 protected:
  void SetUp() override {
    std::string content;
    while (content.size() < 100'000) {
      content += fmt::format("{:09}\n", content.size());
    }
    common::write_file(root() / "large.txt", content);
    common::write_file(root() / "small.txt", content.substr(0, 1000));
    for (const char* name : {"large.txt", "small.txt"}) {
      fs::last_write_time(root() / name, fs::file_time_type::clock::now() - 24h);
    }
    servers_.emplace(architecture(), DeploymentOptions{.options = {"--root", root().string()}});
  }
  void TearDown() override { servers_->expect_clean_end(); }

  const fs::path& root() const { return folder_.path(); }

  static Reply ask(std::uint16_t port, const std::string& name, const std::string& fields,
                   const std::string& method = "GET") {
    Client client(port);
    client.send(method + " /" + name + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields +
                (fields.empty() ? "\r\n" : "\r\n\r\n"));
    EXPECT_TRUE(client.receive_to_end()) << fields;
    ReplyReader reader({method == "HEAD"});
    reader.feed(client.received());
    reader.end();
    EXPECT_EQ(reader.error(), "") << fields;
    EXPECT_EQ(reader.final_count(), 1U) << fields;
    return reader.replies().empty() ? Reply{} : reader.replies().back();
  }
  Reply ask(const std::string& name, const std::string& fields,
            const std::string& method = "GET") const {
    const Reply reply = ask(servers_->port(), name, fields, method);
    EXPECT_THAT(faults_of(reply), testing::IsEmpty()) << fields;
    return reply;
  }
  /// Asks one server, for the file in its present state.
  static Reply ask_sample(std::uint16_t port, const std::string& name, const Sample& sample) {
    const Reply whole = ask(port, name, "");
    const std::string same = whole.field("Last-Modified").value_or("");
    const auto time = http::parse_date(same, {}).value_or(std::chrono::sys_seconds());
    const std::string fields =
        fmt::format(fmt::runtime(sample.fields), fmt::arg("tag", whole.field("ETag").value_or("")),
                    fmt::arg("same", same), fmt::arg("before", http::format_date(time - 1min)),
                    fmt::arg("after", http::format_date(time + 1min)));
    return ask(port, name, fields);
  }

  common::TemporaryFolder folder_;
  std::optional<Deployment> servers_;
};

TEST_P(ConditionalRequests, GetTheStatusOfTheRfc) {
  for (const std::string name : {"small.txt", "large.txt"}) {
    for (const Sample& sample : samples_for_us) {
      EXPECT_EQ(ask_sample(servers_->port(), name, sample).status, sample.status)
          << name << ' ' << sample.fields;
    }
  }
}

TEST_P(ConditionalRequests, GetTheSameRepliesAsFromNginx) {
  TIGA_SKIP_UNLESS(Nginx::is_installed(), "nginx");
  const Nginx nginx({.locations = "if_modified_since before; max_ranges 1; location / { root " +
                                  root().string() + "; }"});
  for (const Sample& sample : samples_for_nginx) {
    const Reply ours = ask_sample(servers_->port(), "large.txt", sample);
    const Reply other = ask_sample(nginx.port(), "large.txt", sample);
    EXPECT_EQ(ours.status, sample.status) << sample.fields;
    EXPECT_EQ(other.status, sample.status) << "nginx: " << sample.fields;
    EXPECT_EQ(ours.field("Content-Range"), other.field("Content-Range")) << sample.fields;
    if (ours.status < 300) {
      EXPECT_EQ(ours.field("Content-Length"), other.field("Content-Length")) << sample.fields;
      EXPECT_EQ(ours.field("Last-Modified"), other.field("Last-Modified")) << sample.fields;
      EXPECT_TRUE(ours.content == other.content) << sample.fields;
    }
  }
}

TEST_P(ConditionalRequests, RepliesWithoutContentLeaveTheConnectionUsable) {
  Client client(servers_->port());
  const std::string get = "GET /large.txt HTTP/1.1\r\nHost: a\r\n";
  const std::string head = "HEAD /large.txt HTTP/1.1\r\nHost: a\r\n";
  client.send(get + "If-None-Match: *\r\n\r\n" + head + "If-None-Match: *\r\n\r\n" + head +
              "If-Match: \"a\"\r\n\r\n" + head + "Range: bytes=0-0\r\n\r\n" + get +
              "Range: bytes=99998-\r\n\r\n" + get + "Range: bytes=100000-\r\n\r\n" +
              "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  ReplyReader reader({false, true, true, true});
  EXPECT_TRUE(client.receive_until(
      [](std::string_view received) { return received.ends_with("\r\n\r\nOK\n"); }));
  reader.feed(client.received());
  EXPECT_EQ(reader.error(), "");
  EXPECT_EQ(reader.statuses(), (std::vector<int>{304, 304, 412, 200, 206, 416, 200}));
  EXPECT_EQ(reader.replies()[4].content, "0\n");
}

// Replaced under load: whatever bytes a client gets, it gets their tag.
TEST_P(ConditionalRequests, AStrongTagNamesOneContentAlone) {
  std::map<std::string, std::string> content_of_tag;
  const auto ask_once = [&] {
    const Reply reply = ask("changing", "");
    const std::string tag = reply.field("ETag").value_or("W/");
    if (!tag.starts_with("W/")) {
      const auto [known, is_new] = content_of_tag.emplace(tag, reply.content);
      EXPECT_EQ(known->second, reply.content) << tag;
    }
    return reply.content;
  };
  for (int version = 0; version < 4; ++version) {
    const std::string content(500, static_cast<char>('a' + version));
    common::write_file(root() / "changing", content);
    EXPECT_TRUE(wait_until([&] { return ask_once() == content; }));
  }
  EXPECT_TRUE(wait_until([&] {
    ask_once();
    return !content_of_tag.empty();
  })) << "no tag has become strong";
}

TEST_P(ConditionalRequests, AreMeasuredByLoadgen) {
  const std::string tag = ask("large.txt", "").field("ETag").value_or("none");
  const fs::path json = root() / "summary.json";
  const auto measure = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {program("loadgen"), "-q", "-n", "500", "-c", "10", "-s", "20",
                                     "--json", json.string()});
    options.push_back(servers_->url("/large.txt"));
    const auto result = common::run_command({.arguments = options}, 60s);
    EXPECT_TRUE(result.report.succeeded()) << result.error << result.output;
    return loadgen::summary_from_json(common::read_file(json));
  };
  const std::string same = "If-None-Match: " + tag;
  for (const std::vector<std::string>& options : std::vector<std::vector<std::string>>{
           {"-H", same, "--expect-status", "304"},
           {"-H", same, "--expect-status", "304", "-k"},
           {"-H", same, "--expect-status", "304", "-k", "-i"},
           {"-H", "If-Match: \"a\"", "--expect-status", "412", "-k", "-i"}}) {
    const auto summary = measure(options);
    EXPECT_EQ(summary.attempted, 500U);
    EXPECT_EQ(summary.ok(), 500U);
    EXPECT_EQ(summary.target.document_length, 0U);
  }
  const auto part = measure({"-H", "Range: bytes=5-9", "--expect-status", "206", "-k"});
  EXPECT_EQ(part.ok(), 500U);
  EXPECT_EQ(part.target.document_length, 5U);
}

TIGA_ON_EACH_SERVER(ConditionalRequests);

}  // namespace
}  // namespace tiga::tests
