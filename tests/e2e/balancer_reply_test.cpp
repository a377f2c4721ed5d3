// Faults 8 to 10, 13 to 20 and 32 of balancer_faults.md: replies that are cut, wrong, or odd.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/balancer_fault.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr Question get{};
constexpr Question post{.method = "POST", .content = "once"};
constexpr Question old_get{.version = "HTTP/1.0"};

// The received bytes of a body, and a mark that more is missing.
const std::string part = std::string(39, 'x') + "!";
const std::string half_counted =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n" + part;
const std::string chunked_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";
const std::string half_chunked = chunked_head + "28\r\n" + part + "\r\n";

enum class Ending : std::uint8_t { closes, resets, stalls };

ScriptedBackend::Answer sends(std::string bytes, Ending ending) {
  return [bytes = std::move(bytes), ending](BackendConnection& connection, const ReceivedRequest&) {
    connection.send(bytes);
    switch (ending) {
      case Ending::closes:
        return connection.close();
      case Ending::resets:
        // A reset overtakes bytes that the peer has not read yet.
        EXPECT_TRUE(connection.all_was_read());
        return connection.reset();
      case Ending::stalls:
        connection.sees_the_end();
    }
  };
}

class BalancerReply : public BalancerFault {
 protected:
  // A's connections end though A keeps them open.
  void expect_connection_dropped() {
    EXPECT_TRUE(wait_until([&] { return a_.open_connections() == 0; }, 5s));
  }
  void expect_502_not_retried(const std::string& reply) {
    a_.answer_with(reply);
    for (const Question& question : {get, post}) {
      start();  // anew: a backend that fails again and again may be passed over
      const Asked asked = ask_a(question);
      EXPECT_THAT(asked.statuses(), ElementsAre(502)) << question.method;
      EXPECT_EQ(tries(asked.target), 1U) << question.method << " was sent twice";
      expect_connection_dropped();
    }
  }
};

TEST_P(BalancerReply, 08_ATruncatedBodyWithLengthIsTruncatedForTheClientToo) {
  for (const Ending ending : {Ending::closes, Ending::resets}) {
    a_.answer_with(sends(half_counted, ending));
    for (const Question& question : {get, post, old_get}) {
      start();  // anew: a backend that fails again and again may be passed over
      const Client client = receive_from_a(question);
      EXPECT_NE(client.end(), Client::End::open) << "it hangs";
      EXPECT_THAT(client.received(), HasSubstr("Content-Length: 100\r\n"));
      EXPECT_THAT(client.received(), EndsWith("\r\n\r\n" + part));
    }
  }
}

TEST_P(BalancerReply, 09_ATruncatedChunkedBodyHasNoLastChunk) {
  for (const Ending ending : {Ending::closes, Ending::resets}) {
    start();
    a_.answer_with(sends(half_chunked, ending));
    const Client client = receive_from_a(get);
    EXPECT_NE(client.end(), Client::End::open) << "it hangs";
    EXPECT_THAT(client.received(), HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(client.received(), EndsWith("\r\n\r\n28\r\n" + part + "\r\n"));
  }
}

TEST_P(BalancerReply, 10_ABodyThatStallsIsDeliveredSoFarThenClosedAtTheDeadline) {
  for (const std::string& reply : {half_counted, half_chunked}) {
    start();
    a_.answer_with(sends(reply, Ending::stalls));
    Client client = this->client();
    const auto began = common::SteadyClock::now();
    client.send(get.text(next_target()));
    const auto came = [](std::string_view received) {
      return received.find('!') != std::string_view::npos;
    };
    ASSERT_TRUE(client.receive_until(came)) << client.received();
    EXPECT_LT(common::SteadyClock::now() - began, request_timeout) << "it was held back";
    EXPECT_TRUE(client.receive_to_end(3 * request_timeout)) << "it hangs";
    EXPECT_GE(common::SteadyClock::now() - began, request_timeout * 9 / 10) << "cut too early";
    EXPECT_THAT(client.received(), Not(HasSubstr("\r\n0\r\n")));
    expect_connection_dropped();
  }
}

TEST_P(BalancerReply, 13_ContentLengthWithTransferEncodingGets502) {
  expect_502_not_retried(
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
}

TEST_P(BalancerReply, 14_TwoDifferentContentLengthsGet502) {
  expect_502_not_retried("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nhello");
}

TEST_P(BalancerReply, 15_BytesAfterTheEndOfAReplyReachNoClient) {
  start_with({&a_});
  a_.answer_with(a_.good_reply() + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nleaked");
  Client client = this->client();
  for (int count = 0; count < 2; ++count) {  // the same client, too
    client.send(get.text(next_target()));
    const ReplyReader replies = receive_replies(client, 1);
    ASSERT_THAT(replies.statuses(), ElementsAre(200)) << replies.error();
    EXPECT_EQ(replies.replies()[0].content, "A");
  }
  EXPECT_EQ(ask().content(), "A");
  expect_connection_dropped();
  EXPECT_EQ(a_.connections(), 3) << "a connection with bytes too many was used again";
}

TEST_P(BalancerReply, 15_BytesThatArriveAfterTheReplyReachNoClient) {
  start_with({&a_});
  EXPECT_EQ(ask().content(), "A");
  a_.answer_with([this](BackendConnection& connection, const ReceivedRequest&) {
    connection.send(a_.good_reply());
    connection.sees_the_end(50ms);  // the connection is pooled by then
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nleaked");
  });
  EXPECT_EQ(ask().content(), "A");
  expect_connection_dropped();
  EXPECT_EQ(ask().content(), "A");
}

TEST_P(BalancerReply, 16_TheBodyOfA204IsStripped) {
  start_with({&a_});
  a_.answer_with("HTTP/1.1 204 No Content\r\nX-Mark: a\r\n\r\nleaked");
  Client client = this->client();
  client.send(get.text(next_target()));
  const auto whole = [](std::string_view received) { return received.ends_with("\r\n\r\n"); };
  EXPECT_TRUE(client.receive_until(whole)) << client.received();
  EXPECT_THAT(client.received(), testing::StartsWith("HTTP/1.1 204 "));
  expect_connection_dropped();
  EXPECT_TRUE(whole(client.received()));
  a_.answer_with(a_.good_reply());
  EXPECT_EQ(ask().content(), "A");
}

TEST_P(BalancerReply, 17_After304AndHeadNoBodyIsAwaited) {
  start_with({&a_});
  const auto begin = [](std::string_view status) {
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 1000\r\n\r\n";
  };
  Client client = this->client();
  const auto head = [&](const Question& question) {
    client.forget_received();
    client.send(question.text(next_target()));
    client.receive_until([](std::string_view received) { return received.ends_with("\r\n\r\n"); });
    return client.received();
  };
  a_.answer_with(begin("304 Not Modified"));
  EXPECT_THAT(head(get), HasSubstr(" 304 "));
  a_.answer_with(begin("200 OK"));
  const std::string reply = head({.method = "HEAD"});
  EXPECT_THAT(reply, HasSubstr(" 200 "));
  EXPECT_THAT(reply, HasSubstr("Content-Length: 1000\r\n"));
  a_.answer_with(a_.good_reply());
  client.forget_received();
  client.send(get.text(next_target()));
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(200));
  EXPECT_EQ(a_.connections(), 1) << "the connection could have been used again";
}

TEST_P(BalancerReply, 18_A103IsForwardedBeforeThe200ButNotToHttp10) {
  start_with({&a_});
  a_.answer_with("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" +
                 a_.good_reply());
  const Asked asked = ask(get);
  EXPECT_THAT(asked.statuses(), ElementsAre(103, 200));
  EXPECT_EQ(asked.replies.replies()[0].field("Link"), "</a.css>; rel=preload");
  EXPECT_EQ(asked.content(), "A");
  EXPECT_THAT(ask(old_get).statuses(), ElementsAre(200));
  EXPECT_EQ(a_.connections(), 1);
}

TEST_P(BalancerReply, 18_A103IsForwardedAsSoonAsItArrives) {
  start_with({&a_});
  a_.answer_with([this](BackendConnection& connection, const ReceivedRequest&) {
    connection.send("HTTP/1.1 103 Early Hints\r\n\r\n");
    wait_until([this] { return flag_.load(); });
    connection.send(a_.good_reply());
  });
  Client client = this->client();
  client.send(get.text(next_target()));
  EXPECT_TRUE(client.receive_until(
      [](std::string_view received) { return received.ends_with("\r\n\r\n"); }, request_timeout));
  flag_ = true;
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(103, 200));
}

TEST_P(BalancerReply, 19_AFoldedFieldGets502) {
  expect_502_not_retried("HTTP/1.1 200 OK\r\nX-Long: one\r\n two\r\nContent-Length: 2\r\n\r\nok");
}

TEST_P(BalancerReply, 20_AHeaderOf70KilobytesGets502) {
  std::string reply = "HTTP/1.1 200 OK\r\n";
  while (reply.size() < 70 * 1024) {
    reply += "X-Filler: " + std::string(1000, 'f') + "\r\n";
  }
  expect_502_not_retried(reply + "Content-Length: 2\r\n\r\nok");
}

TEST_P(BalancerReply, 20_AHeaderWithoutEndGets502InBoundedMemory) {
  start();
  expect_service();
  a_.answer_with([](BackendConnection& connection, const ReceivedRequest&) {
    connection.send("HTTP/1.1 200 OK\r\nX-Filler: ");
    const std::string filler(std::size_t{1} << 20, 'f');
    for (int megabytes = 0; megabytes < 64 && connection.send(filler); ++megabytes) {
    }
    connection.close();
  });
  const std::size_t before = resident_bytes(balancer_->pid());
  const Asked asked = ask_a(get);
  EXPECT_THAT(asked.statuses(), ElementsAre(502));
  EXPECT_EQ(tries(asked.target), 1U);
  EXPECT_LT(resident_bytes(balancer_->pid()), before + (std::size_t{4} << 20));
}

TEST_P(BalancerReply, 32_AChunkedReplyIsDecodedForHttp10AndEndedByClose) {
  start();
  a_.answer_with(chunked_head + "5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: t\r\n\r\n");
  for (const Question& question :
       {old_get, Question{.version = "HTTP/1.0", .fields = "Connection: keep-alive\r\n"}}) {
    const Client client = receive_from_a(question);
    EXPECT_EQ(client.end(), Client::End::closed);
    EXPECT_THAT(client.received(), EndsWith("\r\n\r\nhello world"));
    EXPECT_THAT(client.received(), Not(HasSubstr("Transfer-Encoding")));
    EXPECT_THAT(client.received(), HasSubstr("Connection: close\r\n"));
  }
}

TEST_P(BalancerReply, 32_ATruncatedChunkedReplyEndsWithAResetForHttp10) {
  for (const Ending ending : {Ending::closes, Ending::resets}) {
    start();
    a_.answer_with(sends(half_chunked, ending));
    const Client client = receive_from_a(old_get);
    EXPECT_EQ(client.end(), Client::End::reset) << "a clean end would be the end of the content";
  }
}

TEST_P(BalancerReply, 32_AStalledChunkedReplyEndsWithAResetForHttp10) {
  start();
  a_.answer_with(sends(half_chunked, Ending::stalls));
  EXPECT_EQ(receive_from_a(old_get).end(), Client::End::reset);
}

// If only the end of the connection marks the end of a reply, a cut must be visible in it.
TEST_P(BalancerReply, 08_ATruncatedReplyWithoutLengthEndsWithAReset) {
  const std::string reply = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + part;
  start();
  a_.answer_with(sends(reply, Ending::closes));
  const Client whole = receive_from_a(get);
  EXPECT_EQ(whole.end(), Client::End::closed);
  EXPECT_THAT(whole.received(), EndsWith("\r\n\r\n" + part));
  a_.answer_with(sends(reply, Ending::resets));
  EXPECT_EQ(receive_from_a(get).end(), Client::End::reset);
}

TIGA_ON_EACH_ENGINE(BalancerReply);

}  // namespace
}  // namespace tiga::tests
