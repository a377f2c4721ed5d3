// The HTTP side of a connection, without any socket.
#include <algorithm>
#include <cstdint>
#include <string>

#include "tests/servers/conversation_fixture.hpp"

namespace tiga::servers::core {
namespace {

using Next = Conversation::Next;
using Phase = Conversation::Phase;
using testing::HasSubstr;
using testing::StartsWith;

TEST_F(ConversationTest, ReplyToARequestThatClosesHas122Bytes) {
  Conversation conversation(worker_);
  receive(conversation, "GET / HTTP/1.0\r\nHost: a\r\n\r\n");
  const std::string reply = take_output(conversation);
  EXPECT_EQ(reply.size(), 122U) << reply;
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  EXPECT_EQ(conversation.next(), Next::close);
}

TEST_F(ConversationTest, PersistentReplyHas103BytesAndLeavesNoBufferBehind) {
  Conversation conversation(worker_);
  receive(conversation, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(conversation.holds_buffer());
  EXPECT_EQ(take_output(conversation).size(), 103U);
  EXPECT_EQ(conversation.next(), Next::receive);
  EXPECT_EQ(conversation.phase(), Phase::idle);
  EXPECT_FALSE(conversation.holds_buffer());
}

TEST_F(ConversationTest, KeepAliveIsAnnouncedOnlyToHttp10) {
  EXPECT_THAT(answer("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
              HasSubstr("\r\nConnection: keep-alive\r\n"));
  EXPECT_THAT(answer("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), Not(HasSubstr("Connection")));
}

TEST_F(ConversationTest, PipelinedRequestsAreAnsweredInOneBatch) {
  Conversation conversation(worker_);
  receive(conversation,
          "GET / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / "
          "HTTP/1.1\r\nHost: a\r\n\r\nGET");
  EXPECT_EQ(conversation.output().size(), 103U + 100U + 103U);
  take_output(conversation);
  EXPECT_EQ(service_.counters.replies.value(), 3U);
  EXPECT_EQ(conversation.phase(), Phase::head);  // the fourth has begun
  EXPECT_TRUE(conversation.holds_buffer());
}

TEST_F(ConversationTest, EchoesContentSentAndReceivedInPieces) {
  Conversation conversation(worker_);
  for (const char byte :
       std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")) {
    receive(conversation, {&byte, 1});
  }
  const std::string reply = take_output(conversation, 1);
  EXPECT_THAT(reply, HasSubstr("Content-Length: 5\r\n"));
  EXPECT_TRUE(reply.ends_with("\r\n\r\nhello")) << reply;
  EXPECT_EQ(conversation.next(), Next::receive);
}

TEST_F(ConversationTest, ContinueIsSentOnlyWhileTheContentIsAwaited) {
  Conversation conversation(worker_);
  receive(conversation,
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(take_output(conversation), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(conversation.phase(), Phase::content);
  receive(conversation, "ok");
  EXPECT_THAT(take_output(conversation), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(
      answer("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok"),
      StartsWith("HTTP/1.1 200"));
}

TEST_F(ConversationTest, AFinalReplyInPlaceOfContinueClosesLingering) {
  Conversation conversation(worker_);
  receive(conversation,
          "DELETE / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  const std::string reply = take_output(conversation);
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(reply, HasSubstr("Connection: close"));
  EXPECT_EQ(conversation.next(), Next::linger);
}

TEST_F(ConversationTest, AMalformedRequestIsAnsweredAndTheConnectionLingers) {
  Conversation conversation(worker_);
  receive(conversation, "GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(take_output(conversation), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_EQ(conversation.next(), Next::linger);
  EXPECT_EQ(service_.counters.requests_malformed.value(), 1U);
  EXPECT_EQ(service_.counters.requests.value(), 0U);
}

TEST_F(ConversationTest, ACrWithoutLfBeforeARequestIsRefused) {
  Conversation conversation(worker_);
  receive(conversation, "\r");
  EXPECT_EQ(conversation.phase(), Phase::idle);
  receive(conversation, "G");
  EXPECT_THAT(take_output(conversation), StartsWith("HTTP/1.1 400"));
}

// RFC 9110 §7.4.
TEST_F(ConversationTest, AnHttpsTargetIsMisdirected) {
  Conversation conversation(worker_);
  receive(conversation, "GET https://a/small.txt HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(take_output(conversation), StartsWith("HTTP/1.1 421 Misdirected Request\r\n"));
  EXPECT_EQ(conversation.next(), Next::receive);
  receive(conversation, "GET http://other/small.txt HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(take_output(conversation), StartsWith("HTTP/1.1 200"));
}

TEST_F(ConversationTest, TrailerFieldsCountTogetherWithThoseOfTheHead) {
  const auto answer_with = [this](int fields) {
    std::string request =
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nZ\r\n0\r\n";
    for (int field = 0; field < fields; ++field) {
      request += "A:\r\n";
    }
    return answer(request + "\r\n");
  };
  EXPECT_THAT(answer_with(98), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer_with(99), StartsWith("HTTP/1.1 431"));
}

TEST_F(ConversationTest, ContentAboveTheLimitIsRefused) {
  EXPECT_THAT(answer("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n"),
              StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(answer("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                     std::string(1001, 'x')),
              StartsWith("HTTP/1.1 413"));
}

TEST_F(ConversationTest, SmallAndLargeFilesAreSent) {
  EXPECT_TRUE(
      answer("GET /small.txt HTTP/1.1\r\nHost: a\r\n\r\n").ends_with("\r\n\r\nsmall file\n"));
  const std::string large = answer("GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(large, HasSubstr("Content-Length: 100000\r\n"));
  EXPECT_TRUE(large.ends_with("\r\n\r\n" + std::string(100'000, 'F')));
  const std::string head = answer("HEAD /large.bin HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("Content-Length: 100000\r\n"));
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

TEST_F(ConversationTest, UncopiedContentIsSentBetweenItsHeadAndTheNextReply) {
  for (const std::size_t step : {1U, 100U, 4096U, 1'000'000U}) {
    Conversation conversation(worker_);
    receive(conversation,
            "GET /medium.txt HTTP/1.1\r\nHost: a\r\n\r\nHEAD /medium.txt HTTP/1.1\r\nHost: "
            "a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(conversation.held().size(), 10'000U);
    const std::string replies = take_output(conversation, step);
    const std::size_t content = replies.find("mmmm");
    ASSERT_NE(content, std::string::npos);
    EXPECT_EQ(replies.substr(content - 4, 4), "\r\n\r\n");
    EXPECT_EQ(replies.substr(content, 10'009), std::string(10'000, 'm') + "HTTP/1.1 ");
    EXPECT_TRUE(replies.ends_with("\r\n\r\nOK\n")) << replies;
    EXPECT_EQ(conversation.next(), Next::receive);
    EXPECT_FALSE(conversation.holds_buffer());
  }
}

TEST_F(ConversationTest, ALongEchoIsNotCopied) {
  Options options;
  options.log = LogLevel::none;
  Service service(options);
  Worker worker(service);
  Conversation conversation(worker);
  const std::string content(50'000, 'e');
  receive(conversation, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n" + content +
                            "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(conversation.held().size(), 50'000U);
  const std::string replies = take_output(conversation, 777);
  EXPECT_THAT(replies, HasSubstr("\r\n\r\n" + content + "HTTP/1.1 200"));
  EXPECT_EQ(service.counters.bytes_sent.value(), replies.size());
  EXPECT_EQ(service.counters.replies.value(), 2U);
}

TEST_F(ConversationTest, ADeadlineGives408OrACloseWithoutAReply) {
  Conversation idle(worker_);
  idle.deadline_passed();
  EXPECT_EQ(idle.next(), Next::close);
  Conversation half(worker_);
  receive(half, "GET / HT");
  half.deadline_passed();
  EXPECT_THAT(take_output(half), StartsWith("HTTP/1.1 408"));
  EXPECT_EQ(half.next(), Next::linger);
}

TEST_F(ConversationTest, ThePhaseNumberStaysTheSameWhileBytesArrive) {
  Conversation conversation(worker_);
  const std::uint32_t idle = conversation.phase_number();
  receive(conversation, "G");
  const std::uint32_t head = conversation.phase_number();
  EXPECT_NE(head, idle);
  receive(conversation, "ET / HTTP/1.1\r\n");
  EXPECT_EQ(conversation.phase_number(), head);
  receive(conversation, "Host: a\r\n\r\nG");
  take_output(conversation);
  EXPECT_EQ(conversation.phase(), Phase::head);
  EXPECT_NE(conversation.phase_number(),
            head);  // the next request's head has a deadline of its own
}

TEST_F(ConversationTest, EndOfInputClosesAnIdleConnectionAndRefusesAPartialRequest) {
  Conversation idle(worker_);
  idle.peer_closed();
  EXPECT_EQ(idle.next(), Next::close);
  Conversation half(worker_);
  receive(half, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  half.peer_closed();
  EXPECT_THAT(take_output(half), StartsWith("HTTP/1.1 400"));
  EXPECT_EQ(half.next(), Next::close);  // nothing more can arrive
}

TEST_F(ConversationTest, WhileDrainingRepliesSayClose) {
  service_.draining = true;
  const std::string reply = answer("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(reply, HasSubstr("Connection: close"));
}

TEST_F(ConversationTest, ARejectedClientGets503AndALingeringClose) {
  Conversation conversation(worker_);
  conversation.reject();
  const std::string reply = take_output(conversation);
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 503"));
  EXPECT_THAT(reply, HasSubstr("\r\nContent-Length: 0\r\n"));
  EXPECT_TRUE(reply.ends_with("\r\n\r\n")) << "its request may be a HEAD: " << reply;
  EXPECT_EQ(conversation.next(), Next::linger);
}

// What is refused, and how: at once, at the end of input, at a deadline.
TEST_F(ConversationTest, NoRefusalOfAHeadHasContent) {
  const auto refusal = [&](const std::string& request, void (Conversation::*end)()) {
    Conversation conversation(worker_);
    receive(conversation, request);
    if (conversation.next() == Next::receive) {
      (conversation.*end)();
    }
    const std::string reply = take_output(conversation);
    EXPECT_THAT(reply, StartsWith("HTTP/1.1 4"));
    return reply.substr(std::min(reply.find("\r\n\r\n"), reply.size()));
  };
  for (const char* const rest :
       {"", "Content-Length: 5\r\n\r\nab", "Content-Length: 1001\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nZ\r\n", "X y\r\n", "Host: b\r\n"}) {
    for (const auto end : {&Conversation::peer_closed, &Conversation::deadline_passed}) {
      const std::string request = std::string(" / HTTP/1.1\r\nHost: a\r\n") + rest;
      EXPECT_EQ(refusal("HEAD" + request, end), "\r\n\r\n") << request;
      EXPECT_GT(refusal("GET" + request, end).size(), 4U) << request;
    }
  }
  EXPECT_EQ(refusal("HEAD / HTTP/1.1\r\n\r\n", nullptr), "\r\n\r\n") << "without Host";
}

TEST_F(ConversationTest, EmptyLinesAfterContentBeginNoRequest) {
  const std::string post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok";
  constexpr const char* many = "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n";
  for (const char* const text : {"\r\n", "\r\n\r\n", "\r\n\r", "\r", many}) {
    const std::string lines = text;
    Conversation conversation(worker_);
    receive(conversation, post + lines);
    EXPECT_THAT(take_output(conversation), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(conversation.next(), Next::receive);
    EXPECT_EQ(conversation.phase(), Phase::idle);
    EXPECT_EQ(conversation.holds_buffer(), lines.ends_with('\r'));
    const std::uint32_t idle = conversation.phase_number();
    receive(conversation, lines.ends_with('\r') ? "\n" : "\r\n");
    EXPECT_EQ(conversation.phase_number(), idle) << "they extend no deadline";
    EXPECT_FALSE(conversation.holds_buffer());
    receive(conversation, "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(take_output(conversation).size(), 103U);
  }
  EXPECT_EQ(service_.counters.requests_malformed.value(), 0U);
}

TEST_F(ConversationTest, AnEndAfterEmptyLinesIsAnsweredByNothing) {
  for (const char* const lines : {"\r\n", "\r\n\r"}) {
    for (const auto end : {&Conversation::peer_closed, &Conversation::deadline_passed}) {
      Conversation conversation(worker_);
      receive(conversation, lines);
      (conversation.*end)();
      EXPECT_EQ(conversation.next(), Next::close);
    }
  }
  EXPECT_EQ(service_.counters.requests_timed_out.value(), 0U);
}

}  // namespace
}  // namespace tiga::servers::core
