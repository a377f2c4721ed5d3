// Connections that end at the wrong moment: pooled ones, and those of clients.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <optional>
#include <string>

#include "tests/servers/balancer_fixture.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::StartsWith;

// The balancer hears of the request before it hears that the pooled connection has ended.
class StaleConnection : public BalancerTest {
 protected:
  enum class Event { end, reply };

  Client ask_as_it_ends(const std::string& method, Event event = Event::end) {
    start(1);
    Client first = ask("/");
    pooled_ = a_.accept();
    pooled_->answer("first");
    EXPECT_EQ(reply_to(first).content, "first");
    balancer_->signal(SIGSTOP);
    EXPECT_TRUE(first.send(method + " /2 HTTP/1.1\r\nHost: h\r\n\r\n"));
    event == Event::end ? pooled_->close() : pooled_->send(unasked_);
    balancer_->signal(SIGCONT);
    return first;
  }

  std::optional<Peer> pooled_;
  std::string unasked_ = ok_reply("unasked");
};

TEST_P(StaleConnection, AGetIsRetriedOnAFreshConnectionToTheSameBackend) {
  Client client = ask_as_it_ends("GET");
  EXPECT_THAT(a_.accept().answer("fresh"), StartsWith("GET /2 "));
  EXPECT_EQ(reply_to(client).content, "fresh");
}

TEST_P(StaleConnection, APostNeverUsesIt) {
  Client client = ask_as_it_ends("POST");
  EXPECT_THAT(a_.accept().answer("fresh"), StartsWith("POST /2 "));
  EXPECT_EQ(reply_to(client).content, "fresh");
}

TEST_P(StaleConnection, AnUnaskedReplyReachesNobody) {
  const std::string late = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
  for (const std::string& unasked : {ok_reply("unasked"), late}) {
    unasked_ = unasked;
    for (const std::string method : {"GET", "POST"}) {
      Client client = ask_as_it_ends(method, Event::reply);
      EXPECT_THAT(a_.accept().answer("fresh"), StartsWith(method + " /2 "));
      EXPECT_EQ(reply_to(client).content, "fresh") << method;
      EXPECT_TRUE(pooled_->ends());
      TearDown();
    }
  }
}

TEST_P(StaleConnection, DoesNotExceedTheConnectionCap) {
  start(2, {"--max-backend-connections", "1"});
  Client client = ask("/1");
  Peer stale = a_.accept();
  stale.answer("1");
  EXPECT_EQ(reply_to(client).content, "1");
  client = ask("/2");
  Peer pooled = b_.accept();
  pooled.answer("2");
  EXPECT_EQ(reply_to(client).content, "2");
  client = ask("/3");
  stale.read_head();
  stale.close();
  EXPECT_TRUE(pooled.ends());
  b_.accept().answer("3");
  EXPECT_EQ(reply_to(client).content, "3");
}

// The client's fault, after the reply has begun: no second reply can be put inside the first.
TEST_P(BalancerTest, ARequestThatBecomesMalformedDuringItsReplyAbortsTheReply) {
  start(1, {"--eject-after", "1"});
  Client client(balancer_->port());
  EXPECT_TRUE(client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"));
  Peer backend = a_.accept();
  backend.read_head();
  backend.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_TRUE(client.receive_until([](std::string_view got) { return got.ends_with("abc"); }));
  EXPECT_TRUE(client.send("nonsense\r\n"));
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_THAT(client.received(), testing::EndsWith("\r\n\r\nabc"));
  EXPECT_TRUE(backend.ends());
  EXPECT_TRUE(balancer_->stop().succeeded());
  EXPECT_EQ(balancer_->log(), "") << "the backend is not to blame";
}

// The buffer that the late content was to be received into is another client's by then.
TEST_P(BalancerTest, ContentOfARefusedRequestReachesNoOtherRequest) {
  start(1, {"--body-timeout", "0.1"});
  Client late(balancer_->port());
  EXPECT_TRUE(late.send("POST /late HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n"));
  EXPECT_TRUE(late.receive_until([](std::string_view got) { return got.ends_with("long\n"); }));
  EXPECT_THAT(late.received(), StartsWith("HTTP/1.1 408 "));
  a_.accept();
  const std::size_t before = open_descriptors(balancer_->pid()).size();
  Client other(balancer_->port());
  EXPECT_TRUE(other.send("GET /other HTTP/1.1\r\nHo"));
  EXPECT_TRUE(descriptors_are(before + 1));
  EXPECT_TRUE(late.send(std::string(50, 'Z')));
  EXPECT_TRUE(late.receive_to_end());
  EXPECT_TRUE(other.send("st: h\r\n\r\n"));
  EXPECT_THAT(a_.accept().answer("other"), StartsWith("GET /other "));
  EXPECT_EQ(reply_to(other).content, "other");
}

TEST_P(BalancerTest, AnErrorAfterAHeadRequestHasItsContent) {
  start(1);
  Client client = ask("/", "HEAD");
  a_.accept().answer("");
  EXPECT_TRUE(client.receive_until([](std::string_view got) { return got.ends_with("\r\n\r\n"); }));
  EXPECT_TRUE(client.send("nonsense\r\n\r\n"));
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_THAT(client.received(), testing::AllOf(testing::HasSubstr("HTTP/1.1 400 "),
                                                testing::Not(testing::EndsWith("\r\n\r\n"))));
}

using LeavingClient = BalancerTest;

const std::vector<std::string> no_deadline = {"--request-timeout", "600"};

TEST_P(LeavingClient, CancelsTheBackendsWorkBeforeAnyReply) {
  start(1, no_deadline);
  const std::size_t before = open_descriptors(balancer_->pid()).size();
  Client client = ask("/slow");
  Peer backend = a_.accept();
  EXPECT_THAT(backend.read_head(), StartsWith("GET /slow "));
  client.abort();
  EXPECT_TRUE(backend.ends());
  EXPECT_TRUE(descriptors_are(before));
}

TEST_P(LeavingClient, CancelsTheBackendsWorkDuringAReply) {
  start(1, no_deadline);
  const std::size_t before = open_descriptors(balancer_->pid()).size();
  Client client = ask("/slow");
  Peer backend = a_.accept();
  backend.read_head();
  backend.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  EXPECT_TRUE(client.receive_until([](std::string_view got) { return got.ends_with("abc\r\n"); }));
  client.abort();
  EXPECT_TRUE(backend.ends());
  EXPECT_TRUE(descriptors_are(before));
}

TEST_P(LeavingClient, IsRemovedFromTheQueue) {
  start(1,
        {"--max-backend-connections", "1", "--request-timeout", "600", "--queue-timeout", "600"});
  Client served = ask("/1");
  Peer only = a_.accept();
  only.read_head();
  const std::size_t before = open_descriptors(balancer_->pid()).size();
  Client leaving = ask("/2");
  ASSERT_TRUE(descriptors_are(before + 1));
  leaving.abort();
  EXPECT_TRUE(descriptors_are(before));
  only.send(ok_reply("1"));
  EXPECT_EQ(reply_to(served).content, "1");
  Client next = ask("/3");
  EXPECT_THAT(only.answer("3"), StartsWith("GET /3 "));
  EXPECT_EQ(reply_to(next).content, "3");
}

TEST_P(LeavingClient, AHalfClosedClientHasNotLeft) {
  start(1, no_deadline);
  Client client = ask("/slow");
  client.half_close();
  Peer backend = a_.accept();
  EXPECT_THAT(backend.read_head(), StartsWith("GET /slow "));
  EXPECT_FALSE(backend.ends(300ms));
  backend.send(ok_reply("late"));
  EXPECT_EQ(reply_to(client).content, "late");
}

TEST_P(LeavingClient, IsWatchedOnlyWhileItWaits) {
  start(1, no_deadline);
  Client client = ask("/slow");
  Peer backend = a_.accept();
  backend.read_head();
  EXPECT_FALSE(backend.ends(100ms));
  backend.send(ok_reply("late"));
  EXPECT_EQ(reply_to(client).content, "late");
  for (int more = 0; more < 3; ++more) {  // the same two connections go on
    EXPECT_TRUE(client.send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n"));
    EXPECT_THAT(backend.answer("next"), StartsWith("GET /next "));
    EXPECT_EQ(reply_to(client).content, "next");
  }
}

TIGA_ON_EACH_ENGINE(StaleConnection);
TIGA_ON_EACH_ENGINE(LeavingClient);

}  // namespace
}  // namespace tiga::tests
