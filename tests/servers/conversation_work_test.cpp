// Requests that ask for work, and replies that are made while they are sent.
#include "tests/servers/conversation_fixture.hpp"

namespace tiga::servers::core {
namespace {

using Next = Conversation::Next;
using testing::HasSubstr;
using testing::StartsWith;

class ConversationWorkTest : public ConversationTest {};

TEST_F(ConversationWorkTest, WorkIsDoneBeforeTheReply) {
  Conversation conversation(worker_);
  receive(conversation, "GET /workload/cpu/200 HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(conversation.next(), Next::work);
  EXPECT_EQ(conversation.work().kind, Work::Kind::burn);
  EXPECT_EQ(conversation.work().span, std::chrono::microseconds(200));
  conversation.work_done();
  EXPECT_THAT(take_output(conversation),
              AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("\r\n\r\nOK\n")));
  EXPECT_EQ(conversation.next(), Next::receive);
  EXPECT_FALSE(conversation.holds_buffer());
}

TEST_F(ConversationWorkTest, WorkBeginsWhenTheContentIsComplete) {
  Conversation conversation(worker_);
  receive(conversation, "GET /workload/sleep/3 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
  EXPECT_EQ(conversation.next(), Next::receive);
  receive(conversation, "b");
  ASSERT_EQ(conversation.next(), Next::work);
  EXPECT_EQ(conversation.work().kind, Work::Kind::sleep);
  EXPECT_EQ(conversation.work().span, std::chrono::milliseconds(3));
}

TEST_F(ConversationWorkTest, RepliesBeforeTheWorkAreSentFirst) {
  Conversation conversation(worker_);
  receive(conversation,
          "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
          "HEAD /workload/sleep/3 HTTP/1.1\r\nHost: a\r\n\r\n"
          "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(take_output(conversation), testing::EndsWith("\r\n\r\nOK\n"));
  ASSERT_EQ(conversation.next(), Next::work);
  conversation.work_done();
  EXPECT_THAT(take_output(conversation), HasSubstr("\r\n\r\nHTTP/1.1 200 OK"));
  EXPECT_EQ(conversation.next(), Next::close);
}

TEST_F(ConversationWorkTest, ADrainingServerClosesAfterTheWork) {
  Conversation conversation(worker_);
  receive(conversation, "GET /workload/sleep/3 HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(conversation.next(), Next::work);
  service_.draining = true;
  conversation.work_done();
  EXPECT_THAT(take_output(conversation), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_EQ(conversation.next(), Next::close);
}

// The content of a reply, framing and all.
std::string behind_head(const std::string& reply) {
  const std::size_t end = reply.find("\r\n\r\n");
  return end == std::string::npos ? "no head" : reply.substr(end + 4);
}

TEST_F(ConversationWorkTest, ALargeReplyIsGeneratedWhileItIsSent) {
  for (const std::size_t step : {100U, 70'000U, 1'000'000U}) {
    Conversation conversation(worker_);
    receive(conversation,
            "GET /workload/bytes/200001 HTTP/1.1\r\nHost: a\r\n\r\n"
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_LE(conversation.output().size() + conversation.held().size(), 70'000);
    const std::string taken = take_output(conversation, step);
    EXPECT_THAT(taken, HasSubstr("\r\nContent-Length: 200001\r\n"));
    EXPECT_THAT(taken, testing::EndsWith("\r\n\r\nOK\n"));
    EXPECT_EQ(behind_head(taken).find("HTTP/1.1 200 OK\r\n"), 200'001);
    EXPECT_EQ(conversation.next(), Next::receive);
    EXPECT_FALSE(conversation.holds_buffer());
  }
  EXPECT_EQ(service_.counters.replies.value(), 6);
}

TEST_F(ConversationWorkTest, AStreamIsInChunks) {
  const std::string reply = answer("GET /workload/stream/70000 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(reply, HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
  EXPECT_EQ(reply.find("Content-Length"), std::string::npos);
  EXPECT_EQ(reply.find("Connection"), std::string::npos);
  EXPECT_THAT(behind_head(reply), StartsWith("4000\r\n"));
  EXPECT_THAT(reply, testing::EndsWith("\r\n0\r\n\r\n"));
  EXPECT_EQ(behind_head(answer("GET /workload/stream/5 HTTP/1.1\r\nHost: a\r\n\r\n")),
            "5\r\nLorem\r\n0\r\n\r\n");
  EXPECT_EQ(behind_head(answer("GET /workload/stream/0 HTTP/1.1\r\nHost: a\r\n\r\n")), "0\r\n\r\n");
}

// RFC 9112 §6.3: it knows no chunks, and only the close says where the content ends.
TEST_F(ConversationWorkTest, AStreamToHttp10EndsWithTheClose) {
  Conversation conversation(worker_);
  receive(conversation, "GET /workload/stream/5 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string reply = take_output(conversation);
  EXPECT_EQ(reply.find("Transfer-Encoding"), std::string::npos);
  EXPECT_EQ(reply.find("Content-Length"), std::string::npos);
  EXPECT_THAT(reply, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_EQ(behind_head(reply), "Lorem");
  EXPECT_EQ(conversation.next(), Next::close);
}

TEST_F(ConversationWorkTest, AHeadRequestForAWorkloadGetsTheSameHeadAsGet) {
  for (const std::string path : {"bytes/70000", "stream/70000"}) {
    const std::string rest = " /workload/" + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string to_get = answer("GET" + rest);
    EXPECT_EQ(answer("HEAD" + rest), to_get.substr(0, to_get.find("\r\n\r\n") + 4));
  }
  EXPECT_EQ(service_.counters.replies.value(), 4);
}

TEST_F(ConversationWorkTest, AColdFileIsReadBeforeItIsSent) {
  Conversation conversation(worker_);
  receive(conversation, "GET /workload/cold/large.bin HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(conversation.next(), Next::work);
  EXPECT_EQ(conversation.work().kind, Work::Kind::read);
  conversation.work_done();
  const std::string reply = take_output(conversation);
  EXPECT_THAT(reply, HasSubstr("\r\nContent-Length: 100000\r\n"));
  EXPECT_EQ(behind_head(reply), std::string(100'000, 'F'));
}

TEST_F(ConversationWorkTest, PostToAWorkloadEchoes) {
  EXPECT_EQ(behind_head(answer("POST /workload/sleep/9000 HTTP/1.1\r\nHost: a\r\n"
                               "Content-Length: 2\r\n\r\nab")),
            "ab");
}

}  // namespace
}  // namespace tiga::servers::core
