// Deadlines, limits and lingering closes of each running server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;
using testing::ElementsAre;

// What a busy machine may add to a deadline.
constexpr auto slack = 4s;
// Of a deadline of a second, seen by a clock that began before the server's.
constexpr auto not_before = 950ms;

// The time that `action` takes.
template <typename Action>
common::Nanoseconds time_of(Action action) {
  const auto began = common::SteadyClock::now();
  action();
  return common::SteadyClock::now() - began;
}

void expect_served(std::uint16_t port) {
  Client client(port);
  client.send(simple_request);
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(200));
}

class Deadlines : public OnEachServer {
 protected:
  void start(const std::string& name, const std::string& seconds) {
    servers_.emplace(architecture(), DeploymentOptions{.front = {name, seconds}});
  }
  void TearDown() override { servers_->expect_clean_end(); }
  Client client() const { return Client(servers_->port()); }

  // Sends `drip` every 50 ms until a reply comes; what came.
  static ReplyReader drip_feed(Client& client, std::string_view drip) {
    const auto deadline = common::Deadline::after(1s + slack);
    while (!deadline.passed()) {
      client.send(drip);
      const auto came = [](std::string_view received) { return !received.empty(); };
      if (client.receive_until(came, 50ms) || client.end() != Client::End::open) {
        break;
      }
    }
    return receive_replies(client, 1);
  }

  std::optional<Deployment> servers_;
};

TEST_P(Deadlines, AnUnfinishedHeadGets408) {
  start("--header-timeout", "1");
  Client slow = client();
  const auto took = time_of([&] {
    slow.send("GET / HTTP/1.1\r\nHost: a\r\n");
    const auto replies = receive_replies(slow, 1);
    EXPECT_THAT(replies.statuses(), ElementsAre(408));
    EXPECT_TRUE(slow.receive_to_end());
  });
  EXPECT_GE(took, not_before);
  EXPECT_LE(took, 1s + slack);
}

TEST_P(Deadlines, ASlowHeadDoesNotExtendTheDeadline) {
  start("--header-timeout", "1");
  Client slow = client();
  const auto took = time_of([&] {
    slow.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    EXPECT_THAT(drip_feed(slow, "x").statuses(), ElementsAre(408));
  });
  EXPECT_GE(took, not_before);
  EXPECT_LE(took, 1s + slack);
}

TEST_P(Deadlines, SlowContentDoesNotExtendTheDeadline) {
  start("--body-timeout", "1");
  Client slow = client();
  const auto took = time_of([&] {
    slow.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
    EXPECT_THAT(drip_feed(slow, "x").statuses(), ElementsAre(408));
  });
  EXPECT_GE(took, not_before);
  EXPECT_LE(took, 1s + slack);
}

TEST_P(Deadlines, EachRequestHasItsOwnDeadline) {
  start("--header-timeout", "3");
  Client slow = client();
  for (int round = 0; round < 4; ++round) {  // 4 s in all, each well within its three
    slow.send(simple_request.substr(0, 10));
    std::this_thread::sleep_for(1s);
    slow.send(simple_request.substr(10));
    EXPECT_THAT(receive_replies(slow, 1).statuses(), ElementsAre(200));
  }
}

// RFC 9112 §2.2: they begin no request, so that their client is idle.
TEST_P(Deadlines, EmptyLinesDoNotExtendTheIdleDeadline) {
  start("--idle-timeout", "1");
  Client idle = client();
  const auto took = time_of([&] { EXPECT_EQ(drip_feed(idle, "\r\n").final_count(), 0U); });
  EXPECT_NE(idle.end(), Client::End::open);
  EXPECT_EQ(idle.received(), "");
  EXPECT_GE(took, not_before);
}

TEST_P(Deadlines, AStrayEmptyLineAfterContentGetsNoReply) {
  servers_.emplace(architecture(),
                   DeploymentOptions{.front = {"--header-timeout", "0.2", "--idle-timeout", "1"}});
  for (const bool half_closes : {false, true}) {
    Client client = this->client();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nZ\r\n");
    EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(200));
    if (half_closes) {
      client.half_close();
    }
    EXPECT_TRUE(client.receive_to_end());
    EXPECT_EQ(client.received(), "") << half_closes;
  }
}

TEST_P(Deadlines, AnIdleConnectionIsClosedWithoutAReply) {
  start("--idle-timeout", "1");
  Client silent = client();
  Client served = client();
  const auto took = time_of([&] {
    served.send(simple_request);
    EXPECT_THAT(receive_replies(served, 1).statuses(), ElementsAre(200));
    EXPECT_TRUE(served.receive_to_end());
    EXPECT_TRUE(silent.receive_to_end());
  });
  EXPECT_GE(took, not_before);
  EXPECT_LE(took, 1s + slack);
  EXPECT_EQ(silent.received() + served.received(), "");
  EXPECT_EQ(silent.end(), Client::End::closed);
  EXPECT_EQ(served.end(), Client::End::closed);
}

class Limits : public OnEachServer {};

TEST_P(Limits, AConnectionAboveTheLimitGets503) {
  Deployment servers(architecture(), {.front = {"--max-connections", "3"}});
  std::vector<Client> clients;
  for (int count = 0; count < 3; ++count) {
    clients.emplace_back(servers.port());
    clients.back().send(simple_request);
    EXPECT_THAT(receive_replies(clients.back(), 1).statuses(), ElementsAre(200));
  }
  // What it sent is never read, and yet no reset may destroy the reply: lingering close.
  Client extra(servers.port());
  extra.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n" +
             std::string(40000, 'x'));
  const auto replies = receive_replies(extra, 1);
  ASSERT_THAT(replies.statuses(), ElementsAre(503));
  EXPECT_TRUE(replies.replies()[0].connection_says("close"));
  EXPECT_TRUE(extra.receive_to_end());
  EXPECT_EQ(extra.end(), Client::End::closed);
  // Those that are in are served on, and one that leaves makes room.
  clients[0].send(simple_request);
  EXPECT_THAT(receive_replies(clients[0], 1).statuses(), ElementsAre(200));
  clients.pop_back();
  EXPECT_TRUE(wait_until([&] { return serves(servers.port()); }));
  servers.expect_clean_end();
}

TEST_P(Limits, AClientThatIsStillSendingCanReadItsRefusal) {
  Deployment servers(architecture());
  Client client(servers.port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n");
  for (int count = 0; count < 60; ++count) {
    client.send(std::string(1000, 'x'));
  }
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(413));
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.end(), Client::End::closed);
  servers.expect_clean_end();
}

TEST_P(Limits, AThousandPipelinedRequestsAreAnsweredInOrder) {
  Deployment servers(architecture());
  Client client(servers.port());
  std::string requests;
  std::vector<std::string> contents;
  for (int number = 0; number < 1000; ++number) {
    contents.push_back(std::to_string(number));
    requests += "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " +
                std::to_string(contents.back().size()) + "\r\n\r\n" + contents.back();
  }
  std::thread sender([&] { client.send(requests); });
  const auto replies = receive_replies(client, 1000);
  sender.join();
  ASSERT_EQ(replies.final_count(), 1000U) << replies.error();
  for (std::size_t number = 0; number < 1000; ++number) {
    EXPECT_EQ(replies.replies()[number].content, contents[number]);
  }
  servers.expect_clean_end();
}

// Memory once it stands still: children that are forked beforehand may still be starting.
std::size_t settled_memory(Deployment& servers) {
  std::size_t last = 0;
  int same = 0;
  tests::wait_until([&] {
    const std::size_t now = servers.of_front(resident_bytes);
    same = now == last ? same + 1 : 0;
    last = now;
    return same >= 40;  // 0.2 s at least
  });
  return last;
}

TEST_P(Limits, AClientThatReadsNothingIsSlowedDown) {
  Deployment servers(architecture());
  Client client(servers.port());
  std::string requests;
  while (requests.size() < 1 << 20) {
    requests += simple_request;
  }
  const std::size_t before = settled_memory(servers);
  std::size_t megabytes = 0;
  while (megabytes < 64 && client.send(requests, 500ms)) {
    ++megabytes;
  }
  EXPECT_LT(megabytes, 64U) << "the server reads on while its replies are not read";
  EXPECT_LT(servers.of_front(resident_bytes), before + (std::size_t{16} << 20));
  client.abort();
  expect_served(servers.port());
  servers.expect_clean_end();
}

TEST_P(Limits, AHalfClosedClientIsStillAnswered) {
  Deployment servers(architecture());
  Client client(servers.port());
  client.send(simple_request);
  client.half_close();
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(200));
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.end(), Client::End::closed);
  servers.expect_clean_end();
}

// A folder with one file that fits in no socket buffer.
class LargeFile : public OnEachServer {
 protected:
  LargeFile() {
    common::write_file(folder_.path() / "large", "");
    std::filesystem::resize_file(folder_.path() / "large", std::uintmax_t{64} << 20);
  }
  std::vector<std::string> root() const { return {"--root", folder_.path().string()}; }
  static bool has_something(std::string_view received) { return received.size() > 10000; }
  static constexpr std::string_view request = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";

 private:
  common::TemporaryFolder folder_;
};

TEST_P(LargeFile, ClientsThatLeaveDuringAReplyDoNotAffectOtherClients) {
  Deployment servers(architecture(), {.options = root()});
  expect_served(servers.port());
  std::vector<Client> clients;
  for (int count = 0; count < 20; ++count) {
    clients.emplace_back(servers.port(), 8192);
    clients.back().send(request);
  }
  for (Client& client : clients) {
    EXPECT_TRUE(client.receive_until(has_something));
    client.abort();  // the server's next write meets a reset: EPIPE, and SIGPIPE where it is not
                     // ignored
  }
  expect_served(servers.port());
  const auto large_files = [&] {
    std::ptrdiff_t open = 0;
    for (const pid_t pid : servers.pids()) {
      open += std::ranges::count_if(
          open_descriptors(pid), [](const std::string& name) { return name.ends_with("/large"); });
    }
    return open;
  };
  EXPECT_TRUE(wait_until([&] { return large_files() == 0; })) << large_files();
  servers.expect_clean_end();
}

TEST_P(LargeFile, AStalledReplyIsAborted) {
  Deployment servers(architecture(), {.options = root(), .front = {"--idle-timeout", "1"}});
  Client client(servers.port(), 8192);
  client.send(request);
  ASSERT_TRUE(client.receive_until(has_something));
  const auto connections = [&] { return servers.sockets_at_front(); };
  const std::size_t during = connections();
  // Where writing blocks, the kernel may grant the span to each part of one large write anew.
  EXPECT_TRUE(wait_until([&] { return connections() < during; }, 20s));
  servers.expect_clean_end();
}

TIGA_ON_EACH_SERVER(Deadlines);
TIGA_ON_EACH_SERVER(Limits);
TIGA_ON_EACH_SERVER(LargeFile);

}  // namespace
}  // namespace tiga::tests
