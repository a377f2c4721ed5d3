// Faults 21 and 22 of balancer_faults.md: which parts of a message pass, and 100-continue.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/balancer_fault.hpp"

namespace tiga::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;

constexpr std::string_view continues = "HTTP/1.1 100 Continue\r\n\r\n";

class BalancerMessage : public BalancerFault {
 protected:
  void SetUp() override { start_with({&a_}); }

  // The one request that A got for what was asked.
  ReceivedRequest received(const Asked& asked) const {
    const auto all = a_.received(asked.target);
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? ReceivedRequest{} : all.front();
  }
};

TEST_P(BalancerMessage, 21_HopByHopFieldsOfARequestEndAtTheBalancer) {
  const Asked asked = ask({.fields = "Connection: X-Named, close\r\n"
                                     "connection: x-also\r\n"
                                     "X-Named: n\r\n"
                                     "X-Also: n\r\n"
                                     "Keep-Alive: timeout=5\r\n"
                                     "Proxy-Connection: keep-alive\r\n"
                                     "TE: trailers\r\n"
                                     "Upgrade: websocket\r\n"
                                     "X-End-To-End: e\r\n"});
  EXPECT_THAT(asked.statuses(), ElementsAre(200));
  const ReceivedRequest request = received(asked);
  for (const char* name :
       {"X-Named", "X-Also", "Keep-Alive", "Proxy-Connection", "TE", "Upgrade"}) {
    EXPECT_FALSE(request.field(name)) << name;
  }
  EXPECT_THAT(request.field("Connection").value_or(""), Not(HasSubstr("X-Named")));
  EXPECT_THAT(request.field("X-End-To-End"), Optional(std::string("e")));
  EXPECT_THAT(request.field("Host"), Optional(std::string("a")));
}

TEST_P(BalancerMessage, 21_FramingAndHostStayWhateverConnectionNames) {
  const Asked asked = ask({.method = "POST",
                           .fields = "Connection: Content-Length, Host, Transfer-Encoding\r\n",
                           .content = "hello"});
  EXPECT_THAT(asked.statuses(), ElementsAre(200));
  const ReceivedRequest request = received(asked);
  EXPECT_EQ(request.content, "hello");
  EXPECT_THAT(request.field("Host"), Optional(std::string("a")));
}

TEST_P(BalancerMessage, 21_ViaAndXForwardedForAreAddedToTheRequest) {
  const ReceivedRequest first = received(ask());
  EXPECT_THAT(first.field("Via"), Optional(std::string("1.1 tiga")));
  EXPECT_THAT(first.field("X-Forwarded-For"), Optional(std::string("127.0.0.1")));

  const ReceivedRequest next = received(
      ask({.version = "HTTP/1.0", .fields = "Via: 1.0 other\r\nX-Forwarded-For: 192.0.2.1\r\n"}));
  EXPECT_THAT(next.head, HasSubstr("Via: 1.0 other\r\n")) << "who came before is kept";
  EXPECT_THAT(next.head, HasSubstr("1.0 tiga\r\n"));
  EXPECT_THAT(next.field("X-Forwarded-For"), Optional(std::string("192.0.2.1, 127.0.0.1")));
}

TEST_P(BalancerMessage, 21_EachXForwardedForOfARequestIsKept) {
  const ReceivedRequest request =
      received(ask({.fields = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\n"}));
  EXPECT_THAT(request.head, HasSubstr("192.0.2.1"));
  EXPECT_THAT(request.head, HasSubstr("192.0.2.2, 127.0.0.1"));
}

TEST_P(BalancerMessage, 21_HopByHopFieldsOfAReplyEndAtTheBalancer) {
  a_.answer_with(
      "HTTP/1.1 200 OK\r\nConnection: X-Named\r\nX-Named: n\r\nKeep-Alive: timeout=5\r\n"
      "Proxy-Connection: keep-alive\r\nUpgrade: h2c\r\nX-End-To-End: e\r\nServer: a\r\n"
      "Content-Length: 2\r\n\r\nok");
  const Asked asked = ask();
  EXPECT_THAT(asked.statuses(), ElementsAre(200));
  for (const char* name :
       {"Connection", "X-Named", "Keep-Alive", "Proxy-Connection", "Upgrade", "Via"}) {
    EXPECT_FALSE(asked.has_field(name)) << name;
  }
  EXPECT_TRUE(asked.has_field("X-End-To-End"));
  EXPECT_TRUE(asked.has_field("Server"));
}

// A backend that sends 100, then replies with the content's size.
void continue_and_echo(BackendConnection& connection, const ReceivedRequest& request) {
  connection.send(continues);
  const std::string content = connection.read_content(request);
  connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(content.size()) +
                  "\r\n\r\n" + content);
}

TEST_P(BalancerMessage, 22_The100OfTheBackendIsRelayedOnce) {
  a_.answer_with(continue_and_echo);
  Client client = this->client();
  const std::string target = next_target();
  client.send(
      Question{.method = "POST", .fields = "Expect: 100-continue\r\nContent-Length: 5\r\n"}.text(
          target));
  ASSERT_TRUE(client.receive_until([](std::string_view got) { return got.ends_with("\r\n\r\n"); }));
  EXPECT_EQ(client.received(), continues);
  client.forget_received();
  client.send("hello");
  const ReplyReader replies = receive_replies(client, 1);
  ASSERT_THAT(replies.statuses(), ElementsAre(200)) << replies.error();
  EXPECT_EQ(replies.replies()[0].content, "hello");
  const auto received = a_.received(target);
  ASSERT_EQ(received.size(), 1U);
  EXPECT_THAT(received[0].field("Expect"), Optional(std::string("100-continue")));
}

TEST_P(BalancerMessage, 22_No100IsSentIfTheBackendRefusesAtOnce) {
  a_.answer_with("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
  Client client = this->client();
  client.send(
      Question{.method = "POST", .fields = "Expect: 100-continue\r\nContent-Length: 5\r\n"}.text(
          next_target()));
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(417));
  // The content was not sent: the client may not take this connection for its next request.
  EXPECT_TRUE(client.receive_to_end());
}

TEST_P(BalancerMessage, 22_No100IsRelayedToHttp10) {
  a_.answer_with(continue_and_echo);
  Client client = this->client();
  client.send(Question{.method = "POST",
                       .version = "HTTP/1.0",
                       .fields = "Expect: 100-continue\r\nContent-Length: 5\r\n"}
                  .text(next_target()) +
              "hello");
  const ReplyReader replies = receive_replies(client, 1);
  ASSERT_THAT(replies.statuses(), ElementsAre(200)) << replies.error();
  EXPECT_EQ(replies.replies()[0].content, "hello");
}

TIGA_ON_EACH_ENGINE(BalancerMessage);

}  // namespace
}  // namespace tiga::tests
