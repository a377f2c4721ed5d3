// What every server offers under /workload/ (docs/workloads.md), the balanced one through its
// balancer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/process_group.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class Workloads : public OnEachServer {
 protected:
  void SetUp() override {
    common::write_file(root_.path() / "page.html", page_);
    servers_.emplace(architecture(),
                     DeploymentOptions{.options = {"--root", root_.path().string()}});
  }
  void TearDown() override { servers_->expect_clean_end(); }

  std::vector<Reply> exchange(const std::string& requests, std::vector<bool> to_head) const {
    Client client(servers_->port());
    client.send(requests);
    client.receive_to_end();
    ReplyReader replies(std::move(to_head));
    replies.feed(client.received());
    replies.end();
    EXPECT_EQ(replies.error(), "") << requests;
    return replies.replies();
  }
  // The one reply to a request without content on a connection of its own.
  Reply ask(const std::string& line, const std::string& more = "") const {
    const auto replies =
        exchange(line + "\r\nHost: a\r\nConnection: close\r\n\r\n" + more, {line[0] == 'H'});
    EXPECT_EQ(replies.size(), 1u) << line;
    return replies.empty() ? Reply{} : replies.front();
  }
  Reply get(const std::string& path) const { return ask("GET /workload/" + path + " HTTP/1.1"); }

  const std::string page_ = std::string(100'000, 'p');
  common::TemporaryFolder root_;
  std::optional<Deployment> servers_;
};

TEST_P(Workloads, CpuAndSleepReplyWithTheTinyPage) {
  for (const std::string path : {"cpu/0", "cpu/1000", "cpu/1000?x=1", "sleep/0", "sleep/1?a"}) {
    const Reply reply = get(path);
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_EQ(reply.content, "OK\n") << path;
    EXPECT_EQ(reply.bytes, ask("GET / HTTP/1.1").bytes) << path;
  }
}

TEST_P(Workloads, ASleepTakesItsTime) {
  const common::TimePoint start = common::SteadyClock::now();
  EXPECT_EQ(get("sleep/50").status, 200);
  EXPECT_GE(common::SteadyClock::now() - start, 50ms);
}

TEST_P(Workloads, BurningUsesCpuTimeOfTheServers) {
  const auto used = [&] {
    common::Nanoseconds sum{};
    for (const pid_t server : servers_->pids()) {
      for (const pid_t pid : with_children(server)) {
        sum += common::cpu_time_of(pid).value_or(0ns);
      }
    }
    return sum;
  };
  const common::Nanoseconds before = used();
  EXPECT_EQ(get("cpu/100000").status, 200);
  // A child that has ended counts once its parent has waited for it.
  EXPECT_TRUE(wait_until([&] { return used() - before >= 80ms; })) << "the kernel counts in ticks";
}

TEST_P(Workloads, BytesHaveTheRequestedLength) {
  const std::string longest = get("bytes/1000000").content;
  EXPECT_EQ(longest.size(), 1'000'000u);
  for (const std::size_t bytes : {0U, 1U, 2'048U, 2'049U, 65'536U, 65'537U, 200'000U}) {
    const Reply reply = get("bytes/" + std::to_string(bytes));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.field("Content-Length"), std::to_string(bytes));
    EXPECT_EQ(reply.content, longest.substr(0, bytes)) << bytes;
  }
}

TEST_P(Workloads, AStreamDoesNotAnnounceItsLength) {
  const std::string content = get("bytes/100000").content;
  const Reply chunked = get("stream/100000");
  EXPECT_EQ(chunked.framing, http::Framing::chunked);
  EXPECT_EQ(chunked.content, content);
  const Reply to_the_close = ask("GET /workload/stream/100000 HTTP/1.0");
  EXPECT_EQ(to_the_close.framing, http::Framing::until_close);
  EXPECT_EQ(to_the_close.content, content);
  EXPECT_EQ(get("stream/0").content, "");
}

TEST_P(Workloads, HeadHasNoContent) {
  for (const std::string path :
       {"cpu/100", "sleep/1", "bytes/70000", "stream/70000", "cold/page.html"}) {
    const Reply reply = ask("HEAD /workload/" + path + " HTTP/1.1");
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_EQ(reply.content, "") << path;
    EXPECT_EQ(reply.field("Content-Length"), get(path).field("Content-Length")) << path;
  }
}

TEST_P(Workloads, AColdFileIsWhole) {
  for (int count = 0; count < 2; ++count) {
    const Reply reply = get("cold/page.html");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.field("Content-Type"), "text/html");
    EXPECT_EQ(reply.content, page_);
  }
  EXPECT_EQ(get("cold/none").status, 404);
  EXPECT_EQ(get("cold/../page.html").status, 404);
}

TEST_P(Workloads, InvalidRequestsAreReportedInOneLine) {
  for (const std::string path : {"cpu/x", "cpu/1000001", "sleep/-1", "sleep/10001", "bytes/",
                                 "bytes/1073741825", "stream/9x", "stream"}) {
    const Reply reply = get(path);
    EXPECT_EQ(reply.status, 400) << path;
    EXPECT_THAT(reply.content, HasSubstr(" takes a whole number of ")) << path;
    EXPECT_EQ(reply.content.find('\n'), reply.content.size() - 1) << path;
  }
  EXPECT_EQ(get("").status, 404);
  EXPECT_EQ(get("nothing/1").status, 404);
}

TEST_P(Workloads, PipelinedRequestsAreAnsweredInOrder) {
  std::string requests;
  for (const std::string path : {"/workload/sleep/2", "/", "/workload/bytes/70000",
                                 "/workload/stream/20000", "/workload/cold/page.html"}) {
    requests += "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
  const auto replies = exchange(
      requests + "GET /workload/cpu/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", {});
  std::vector<std::size_t> sizes;
  for (const Reply& reply : replies) {
    EXPECT_EQ(reply.status, 200);
    sizes.push_back(reply.content.size());
  }
  EXPECT_THAT(sizes, ElementsAre(3, 3, 70'000, 20'000, 100'000, 3));
}

TEST_P(Workloads, PostEchoes) {
  const auto replies = exchange(
      "POST /workload/bytes/9 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\n"
      "Hello",
      {});
  ASSERT_EQ(replies.size(), 1u);
  EXPECT_EQ(replies.front().content, "Hello");
}

// A client that requests a gigabyte and does not read it must not cost a gigabyte.
TEST_P(Workloads, ContentThatIsNotReadIsNotGenerated) {
  constexpr int readers = 16;
  const auto memory = [&] {
    std::uint64_t sum = 0;
    for (const pid_t pid : servers_->pids()) {
      sum += resident_bytes(pid);
    }
    return sum;
  };
  const std::uint64_t before = memory();
  std::vector<Client> clients;
  clients.reserve(readers);
  for (int index = 0; index < readers; ++index) {
    Client& client = clients.emplace_back(servers_->port(), 4096);
    client.send(index % 2 == 0 ? "GET /workload/bytes/1073741824 HTTP/1.1\r\nHost: a\r\n\r\n"
                               : "GET /workload/stream/1073741824 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(client.receive_until([](std::string_view got) { return got.size() > 10'000; }));
  }
  EXPECT_LT(memory(), before + (std::uint64_t{16} << 20));
  EXPECT_TRUE(serves(servers_->port()));
  for (Client& client : clients) {
    client.abort();
  }
}

TIGA_ON_EACH_SERVER(Workloads);

// The example of an external server offers what a map asks for.
TEST(ExampleServer, OffersTheWorkloads) {
  TIGA_SKIP_UNLESS(common::is_installed("python3"), "python3");
  const std::string script = source_folder() / "plans" / "my_server.py";
  const std::string text = common::read_file(script);
  EXPECT_EQ(std::ranges::count(text, '\n'), 15);
  const std::uint16_t port = unused_port();
  common::Command command;
  command.arguments = {"python3", script, std::to_string(port)};
  const auto server = common::ChildProcess::start(command);
  std::optional<Client> client;
  ASSERT_TRUE(wait_until([&] {
    try {
      client.emplace(port);
    } catch (const common::CannotRun&) {
    }
    return client.has_value();
  }));
  const auto get = [&](const std::string& path) {
    client->send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    const ReplyReader replies = receive_replies(*client, 1);
    EXPECT_EQ(replies.error(), "") << path;
    EXPECT_THAT(replies.statuses(), ElementsAre(200)) << path;
    return replies.replies().empty() ? "" : replies.replies().front().content;
  };
  EXPECT_EQ(get("/"), "OK\n");
  const common::TimePoint start = common::SteadyClock::now();
  EXPECT_EQ(get("/workload/sleep/50"), "OK\n");
  EXPECT_GE(common::SteadyClock::now() - start, 50ms);
  const common::Nanoseconds before = cpu_time(server.pid());
  EXPECT_EQ(get("/workload/cpu/100000"), "OK\n");
  EXPECT_GE(cpu_time(server.pid()) - before, 80ms);
  EXPECT_EQ(get("/workload/bytes/100000"), std::string(100'000, 'x'));
}

}  // namespace
}  // namespace tiga::tests
