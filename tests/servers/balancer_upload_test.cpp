// Requests with content before a running balancer: who is awaited, how long, and what a backend
// answers before it has read all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <vector>

#include "tests/servers/balancer_fixture.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

// A client that is timed has less than two seconds.
const std::vector<std::string> hasty_for_client = {
    "--body-timeout", "1.8", "--rate-grace", "1.6", "--request-timeout", "60"};

std::string head_of_post(std::size_t length, const std::string& fields = "") {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + fields + "Content-Length: " + std::to_string(length) +
         "\r\n\r\n";
}

bool ends_a_head(std::string_view received) { return received.ends_with("\r\n\r\n"); }

class ExpectingClient : public BalancerTest {
 protected:
  // A client that has sent a head with Expect, which the backend has read.
  Client expect_100() {
    Client client(balancer_->port());
    EXPECT_TRUE(client.send(head_of_post(5, "Expect: 100-continue\r\n")));
    backend_ = a_.accept();
    EXPECT_THAT(backend_.read_head(), HasSubstr("100-continue"));
    return client;
  }
  static bool hears_something(Client& client, common::Nanoseconds within) {
    return client.receive_until([](std::string_view got) { return !got.empty(); }, within);
  }

  static constexpr std::string_view continues = "HTTP/1.1 100 Continue\r\n\r\n";
  Peer backend_{common::UniqueFd()};
};

TEST_P(ExpectingClient, IsNotTimedUntilThe100Comes) {
  start(1, hasty_for_client);
  Client client = expect_100();
  EXPECT_FALSE(hears_something(client, 2500ms)) << client.received();
  backend_.send(continues);
  EXPECT_TRUE(client.receive_until(ends_a_head));
  EXPECT_EQ(client.received(), continues);
  client.forget_received();
  EXPECT_TRUE(client.send("hello"));
  EXPECT_EQ(backend_.read(5), "hello");
  backend_.send(ok_reply("done"));
  EXPECT_EQ(reply_to(client).content, "done");
}

TEST_P(ExpectingClient, IsTimedOnceThe100HasCome) {
  start(1, hasty_for_client);
  Client client = expect_100();
  backend_.send(continues);
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_THAT(client.received(), HasSubstr("HTTP/1.1 408 "));
  EXPECT_TRUE(backend_.ends());
}

TEST_P(ExpectingClient, IsTimedFromTheFirstByteThatItSendsUnasked) {
  start(1, hasty_for_client);
  Client client = expect_100();
  EXPECT_FALSE(hears_something(client, 2500ms)) << client.received();
  EXPECT_TRUE(client.send("h"));
  EXPECT_EQ(reply_to(client).status, 408);
}

TEST_P(ExpectingClient, Gets504FromABackendThatSaysNeither100NorMore) {
  start(1, {"--body-timeout", "0.2", "--rate-grace", "0.1", "--request-timeout", "1"});
  Client client = expect_100();
  EXPECT_EQ(reply_to(client).status, 504);
  EXPECT_TRUE(backend_.ends());
}

TEST_P(ExpectingClient, OfHttp10IsTimedLikeAnyOther) {
  start(1, hasty_for_client);
  Client client(balancer_->port());
  EXPECT_TRUE(client.send("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"));
  EXPECT_EQ(reply_to(client).status, 408);
}

using Upload = BalancerTest;

TEST_P(Upload, ABackendThatTakesNoContentIsLateAtTheRequestTimeout) {
  start(1, {"--request-timeout", "1"});
  Client client(balancer_->port());
  const auto began = common::SteadyClock::now();
  client.send(head_of_post(10 << 20) + std::string(10 << 20, 'x'));  // ends in a reset
  EXPECT_EQ(reply_to(client).status, 504);
  EXPECT_LT(common::SteadyClock::now() - began, 8s);
  EXPECT_TRUE(log_says("did not take the request in time"));
}

// The request timeout is the backend's alone.
TEST_P(Upload, ASlowClientIsNotTheBackendsFault) {
  start(1, {"--request-timeout", "2"});
  Client client(balancer_->port());
  EXPECT_TRUE(client.send(head_of_post(2500)));
  Peer backend = a_.accept();
  backend.read_head();
  for (int piece = 0; piece < 25; ++piece) {
    EXPECT_FALSE(client.receive_to_end(100ms)) << client.received();
    EXPECT_TRUE(client.send(std::string(100, 'x')));
    EXPECT_EQ(backend.read(100).size(), 100U);
  }
  backend.send(ok_reply("all"));
  EXPECT_EQ(reply_to(client).content, "all");
}

TEST_P(Upload, GoesOnAfterTheHeadOfTheReplyWhileTheClientSends) {
  start(1, {"--request-timeout", "2"});
  Client client(balancer_->port());
  EXPECT_TRUE(client.send(head_of_post(2500)));
  Peer backend = a_.accept();
  backend.read_head();
  backend.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
  EXPECT_TRUE(client.receive_until(ends_a_head));
  for (int piece = 0; piece < 25; ++piece) {
    EXPECT_FALSE(client.receive_to_end(100ms)) << "it was cut";
    EXPECT_TRUE(client.send(std::string(100, 'x')));
    EXPECT_EQ(backend.read(100).size(), 100U);
  }
  backend.send("all");
  EXPECT_EQ(reply_to(client).content, "all");
}

TEST_P(Upload, AReplyThatStallsAfterItIsCut) {
  start(1, {"--request-timeout", "2"});
  Client client(balancer_->port());
  EXPECT_TRUE(client.send(head_of_post(5)));
  Peer backend = a_.accept();
  backend.read_head();
  backend.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
  EXPECT_TRUE(client.receive_until(ends_a_head));
  EXPECT_TRUE(client.send("hello"));
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_TRUE(backend.ends());
  EXPECT_TRUE(log_says("sent nothing more in time"));
}

// A backend that answers, then closes over content that it has not read: its kernel sends a reset.
class EarlyReply : public BalancerTest {
 protected:
  // The balancer sends more content before it sees the reply, which came first.
  Client upload_to_one_that_refuses(const std::string& length = "Content-Length: 3\r\n") {
    Client client(balancer_->port());
    EXPECT_TRUE(client.send(head_of_post(1'000'000) + std::string(1000, 'x')));
    Peer backend = a_.accept();
    EXPECT_THAT(backend.read_head(), StartsWith("POST / "));
    EXPECT_TRUE(backend.has_input());
    balancer_->signal(SIGSTOP);
    EXPECT_TRUE(client.send(std::string(50'000, 'x')));
    backend.send("HTTP/1.1 413 Content Too Large\r\n" + length + "\r\nbig");
    backend.close();
    balancer_->signal(SIGCONT);
    return client;
  }
};

TEST_P(EarlyReply, ReachesTheClientThoughTheRestCannotBeSent) {
  start(1, {"--eject-after", "1"});
  for (int time = 0; time < 5; ++time) {
    Client client = upload_to_one_that_refuses();
    const Reply reply = reply_to(client);
    EXPECT_EQ(reply.status, 413);
    EXPECT_EQ(reply.content, "big");
    EXPECT_TRUE(client.receive_to_end());
  }
  EXPECT_TRUE(balancer_->stop().succeeded());
  EXPECT_EQ(balancer_->log(), "") << "it has answered";
}

// Whether it is whole cannot be told: the client sees a reset, too, but the backend has answered.
TEST_P(EarlyReply, WithoutLengthIsNoFailureOfTheBackend) {
  start(1, {"--eject-after", "1"});
  Client client = upload_to_one_that_refuses("");
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_THAT(client.received(), StartsWith("HTTP/1.1 413 "));
  EXPECT_TRUE(balancer_->stop().succeeded());
  EXPECT_EQ(balancer_->log(), "");
}

TEST_P(EarlyReply, ReachesAClientThatSendsNoMoreBecauseOfIt) {
  start(1);
  Client client(balancer_->port());
  EXPECT_TRUE(client.send(head_of_post(50) + "abc"));
  Peer backend = a_.accept();
  backend.read_head();
  backend.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 6\r\n\r\nbig");
  EXPECT_TRUE(client.receive_until([](std::string_view got) { return got.ends_with("big"); }));
  client.half_close();
  EXPECT_FALSE(backend.ends(200ms));
  backend.send("ger");
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_THAT(client.received(), testing::EndsWith("\r\n\r\nbigger"));
}

TEST_P(EarlyReply, ReachesTheClientOfARelayedConnection) {
  start(1, {"--unit", "connection"});
  for (int time = 0; time < 5; ++time) {
    Client client = upload_to_one_that_refuses();
    EXPECT_TRUE(client.receive_to_end());
    EXPECT_THAT(client.received(),
                testing::AllOf(StartsWith("HTTP/1.1 413 "), testing::EndsWith("\r\n\r\nbig")));
  }
}

TIGA_ON_EACH_ENGINE(ExpectingClient);
TIGA_ON_EACH_ENGINE(Upload);
TIGA_ON_EACH_ENGINE(EarlyReply);

}  // namespace
}  // namespace tiga::tests
