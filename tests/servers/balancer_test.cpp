// Whom a running balancer asks, how long, and what it does when a backend fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "tests/servers/balancer_fixture.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

TEST_P(BalancerTest, LeastConnectionsAvoidsABusyBackend) {
  start(2, {"--balance", "least-connections"});
  Client first = ask("/1");
  Peer busy = a_.accept();
  EXPECT_THAT(busy.read_head(), StartsWith("GET /1 "));
  Client second = ask("/2");
  Peer free = b_.accept();
  EXPECT_THAT(free.answer("2"), StartsWith("GET /2 "));
  EXPECT_EQ(reply_to(second).content, "2");
  Client third = ask("/3");  // round-robin would be at the first again
  EXPECT_THAT(free.answer("3"), StartsWith("GET /3 "));
  EXPECT_EQ(reply_to(third).content, "3");
}

TEST_P(BalancerTest, TheMostRecentlyUsedPooledConnectionIsReusedFirst) {
  start(1);
  Client first = ask("/1");
  Peer cold = a_.accept();
  Client second = ask("/2");
  Peer hot = a_.accept();
  cold.answer("1");
  EXPECT_EQ(reply_to(first).content, "1");
  hot.answer("2");
  EXPECT_EQ(reply_to(second).content, "2");
  for (const char* path : {"/3", "/4"}) {
    Client next = ask(path);
    EXPECT_THAT(hot.answer("hot"), HasSubstr(path));
    EXPECT_EQ(reply_to(next).content, "hot");
  }
}

TEST_P(BalancerTest, ABackendIsEjectedAfterSeveralFailuresAndReturnsLater) {
  start(2, {"--eject-after", "2", "--eject-time", "0.2"});
  std::optional<Peer> other;
  for (int failure = 0; failure < 2; ++failure) {
    Client client = ask("/");
    EXPECT_THAT(a_.accept().read_head(), StartsWith("GET / "));  // and closed
    if (!other) {
      other = b_.accept();
    }
    other->answer("b");
    EXPECT_EQ(reply_to(client).status, 200);
  }
  EXPECT_TRUE(log_says("failed 2 times in a row"));
  EXPECT_TRUE(log_says("is used again"));
  Client again = ask("/again");
  a_.accept().answer("a");
  EXPECT_EQ(reply_to(again).content, "a");
}

TEST_P(BalancerTest, AnEjectedBackendGetsNoRequests) {
  start(2, {"--eject-after", "1", "--eject-time", "600"});
  Client failing = ask("/");
  EXPECT_THAT(a_.accept().read_head(), StartsWith("GET / "));
  Peer other = b_.accept();
  for (int more = 0; more < 3; ++more) {
    other.answer("b");
    EXPECT_EQ(reply_to(failing).content, "b");
    failing = ask("/");
  }
  EXPECT_FALSE(a_.asked());
}

TEST_P(BalancerTest, TheLastBackendIsNeverEjected) {
  start(1, {"--eject-after", "1", "--eject-time", "600"});
  for (int failure = 0; failure < 3; ++failure) {
    Client client = ask("/");
    EXPECT_THAT(a_.accept().read_head(), StartsWith("GET / "));
    EXPECT_EQ(reply_to(client).status, 502);
  }
  Client client = ask("/");
  a_.accept().answer("well again");
  EXPECT_EQ(reply_to(client).content, "well again");
  EXPECT_TRUE(log_says("answers again"));
}

TEST_P(BalancerTest, ChecksByGetSetTheHealthStateWithoutClientRequests) {
  start(1, {"--check", "/health", "--check-interval", "0.05"});
  const auto answer_checks = [&](const std::string& status_line, const std::string& until) {
    return wait_until([&] {
      if (a_.asked()) {
        Peer check = a_.accept();
        EXPECT_THAT(check.read_head(), StartsWith("GET /health HTTP/1.1\r\nHost: "));
        check.send("HTTP/1.1 " + status_line + "\r\nContent-Length: 0\r\n\r\n");
      }
      return balancer_->log().find(until) != std::string::npos;
    });
  };
  ASSERT_TRUE(answer_checks("500 Ill", "fails its checks"));
  Client refused = ask("/");
  EXPECT_EQ(reply_to(refused).status, 503);
  EXPECT_TRUE(answer_checks("204 Well", "answers again"));
}

TEST_P(BalancerTest, ChecksByConnectDetectADeadBackendWithoutClientRequests) {
  ServerProcess backend("async_server");
  balancer_.emplace("balancer", std::vector<std::string>{"--backend", backend.endpoint(), "--check",
                                                         "connect", "--check-interval", "0.05"});
  backend.signal(SIGKILL);
  EXPECT_TRUE(log_says("fails its checks"));
}

TEST_P(BalancerTest, AboveTheCapRequestsQueueAndAboveTheQueueTheyGet503) {
  start(1, {"--max-backend-connections", "1", "--queue", "1"});
  Client served = ask("/1");
  Peer only = a_.accept();
  EXPECT_THAT(only.read_head(), StartsWith("GET /1 "));
  const std::size_t before = open_descriptors(balancer_->pid()).size();
  Client waiting = ask("/2");
  ASSERT_TRUE(descriptors_are(before + 1));
  Client surplus = ask("/3");
  const Reply refused = reply_to(surplus);
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.field("Retry-After"));
  only.send(ok_reply("1"));
  EXPECT_EQ(reply_to(served).content, "1");
  EXPECT_THAT(only.answer("2"), StartsWith("GET /2 "));
  EXPECT_FALSE(a_.asked());
  EXPECT_EQ(reply_to(waiting).content, "2");
}

TEST_P(BalancerTest, QueuedRequestsTimeOut) {
  start(1, {"--max-backend-connections", "1", "--queue-timeout", "0.1"});
  Client served = ask("/1");
  Peer only = a_.accept();
  Client waiting = ask("/2");
  const Reply reply = reply_to(waiting);
  EXPECT_EQ(reply.status, 503);
  EXPECT_TRUE(reply.field("Retry-After"));
  only.answer("1");
  EXPECT_EQ(reply_to(served).content, "1");
}

TEST_P(BalancerTest, TheFirstOfTwoTriesLeavesTimeForTheSecond) {
  start(2, {"--request-timeout", "4"});
  Client client = ask("/");
  Peer silent = a_.accept();
  EXPECT_TRUE(silent.ends());
  Peer second = b_.accept();
  EXPECT_THAT(second.read_head(), StartsWith("GET / "));
  EXPECT_FALSE(second.ends(100ms));
  second.send(ok_reply("b"));
  EXPECT_EQ(reply_to(client).content, "b");
}

TEST_P(BalancerTest, ARequestIsTriedAtMostTwice) {
  start(2, {"--request-timeout", "4"});
  Client client = ask("/");
  EXPECT_TRUE(a_.accept().ends());
  EXPECT_TRUE(b_.accept().ends());
  EXPECT_EQ(reply_to(client).status, 504);
  EXPECT_FALSE(a_.asked());
}

TEST_P(BalancerTest, AnUnrequestedUpgradeIs502) {
  start(2);
  Client client = ask("/");
  Peer backend = a_.accept();
  backend.read_head();
  backend.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n");
  EXPECT_EQ(reply_to(client).status, 502);
  EXPECT_TRUE(backend.ends());
  EXPECT_FALSE(b_.asked());
}

// What is wrong with a reply, and its first bytes.
TEST_P(BalancerTest, TheReasonOfA502IsInTheReplyAndInTheLog) {
  start(1, {"--eject-after", "3"});
  struct Bad {
    std::string reply;
    std::string why;
  };
  const std::vector<Bad> all = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
       "sent a malformed reply: Content-Length malformed or repeated; it began \"HTTP/1.1 200 "
       "OK\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n"},
      {"\x16\x03\x03 alert\r\n\r\n", "; it began \"\\x16\\x03\\x03 alert\\r\\n"},
      {"HTTP/1.1 200 OK\r\nContent-Le",
       "closed the connection inside the head of its reply; it began \"HTTP/1.1 200 "
       "OK\\r\\nContent-Le\""}};
  for (const Bad& bad : all) {
    Client client = ask("/");
    Peer backend = a_.accept();
    backend.read_head();
    backend.send(bad.reply);
    backend.close();
    const Reply reply = reply_to(client);
    EXPECT_EQ(reply.status, 502);
    EXPECT_THAT(reply.content, HasSubstr(bad.why));
  }
  EXPECT_TRUE(log_says("backend " + a_.endpoint() + " " + all.front().why));
  EXPECT_TRUE(log_says("failed 3 times in a row; the last time it " + all.back().why));
}

TEST_P(BalancerTest, TheReasonOfA502IsBounded) {
  start(1);
  Client client = ask("/");
  Peer backend = a_.accept();
  backend.read_head();
  backend.send(std::string(20'000, '\xff'));
  const Reply reply = reply_to(client);
  EXPECT_EQ(reply.status, 502);
  EXPECT_LT(reply.content.size(), 1000U);
  EXPECT_TRUE(log_says("\\xff\" ..."));
  EXPECT_LT(balancer_->log().size(), 1000U);
}

TEST_P(BalancerTest, TheLogSaysWhyAReplyWasCut) {
  start(1);
  Client client = ask("/");
  Peer backend = a_.accept();
  backend.read_head();
  backend.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_TRUE(log_says("sent a malformed reply: malformed chunk; at \"zz\\r\\n\" after "));
}

// One line a second, however often it fails.
TEST_P(BalancerTest, ABackendThatFailsEachRequestDoesNotFillTheLog) {
  start(1, {"--eject-after", "0"});
  const auto began = common::SteadyClock::now();
  for (int failure = 0; failure < 50; ++failure) {
    Client client = ask("/");
    EXPECT_THAT(a_.accept().read_head(), StartsWith("GET / "));
    EXPECT_EQ(reply_to(client).status, 502);
  }
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(common::SteadyClock::now() - began);
  EXPECT_TRUE(log_says("closed the connection without a reply"));
  EXPECT_LE(balancer_->log_lines().size(), static_cast<std::size_t>(seconds.count()) + 1);
}

TEST_P(BalancerTest, TheLogSaysWhyChecksFail) {
  start(1, {"--check", "/health", "--check-interval", "1"});
  EXPECT_TRUE(wait_until([&] {
    if (a_.asked()) {
      Peer check = a_.accept();
      check.read_head();
      check.send("SSH-2.0-x\r\n\r\n");
    }
    return balancer_->log().find("fails its checks (") != std::string::npos;
  }));
  EXPECT_TRUE(log_says("; it began \"SSH-2.0-x\\r\\n"));
}

TEST_P(BalancerTest, ALateGetWithoutAnotherBackendIs504) {
  start(1, {"--request-timeout", "0.1"});
  Client client = ask("/");
  Peer silent = a_.accept();
  EXPECT_EQ(reply_to(client).status, 504);
  EXPECT_TRUE(silent.ends());
}

TIGA_ON_EACH_ENGINE(BalancerTest);

}  // namespace
}  // namespace tiga::tests
