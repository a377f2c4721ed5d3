#include "loadgen/verify/reply_reader.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace tiga::loadgen::verify {

std::ostream& operator<<(std::ostream& out, ReplyReader::State state) {
  return out << static_cast<int>(state);
}

namespace {

using State = ReplyReader::State;
constexpr std::size_t kept = 64;

struct Case {
  std::string name;
  std::string bytes;
  State state;
  int status = 200;
  std::string content = {};
  std::size_t left = 0;        // bytes past the reply
  bool ends_by_close = false;  // whole only once the peer has closed
  bool to_head = false;
};

const std::string ok = "HTTP/1.1 200 OK\r\n";

const Case cases[] = {
    {"length", ok + "Content-Length: 5\r\n\r\nHello", State::whole, 200, "Hello"},
    {"no_content", ok + "Content-Length: 0\r\n\r\n", State::whole, 200, ""},
    {"status_204", "HTTP/1.1 204 No Content\r\n\r\n", State::whole, 204, ""},
    {"status_204_that_announces_chunks",
     "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", State::whole, 204, ""},
    {"status_204_that_announces_a_length", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
     State::whole, 204, ""},
    {"status_304_with_a_length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
     State::whole, 304, ""},
    {"head", ok + "Content-Length: 5\r\n\r\n", State::whole, 200, "", 0, false, true},
    {"chunked", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nHe\r\n3;x\r\nllo\r\n0\r\nT: v\r\n\r\n",
     State::whole, 200, "Hello"},
    {"until_close", ok + "\r\nHello", State::whole, 200, "Hello", 0, true},
    {"interim",
     "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok +
         "Content-Length: 5\r\n\r\nHello",
     State::whole, 200, "Hello"},
    {"interim_that_announces_content",
     "HTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n" + ok +
         "Content-Length: 5\r\n\r\nHello",
     State::whole, 200, "Hello"},
    {"octets_follow", ok + "Content-Length: 3\r\n\r\nHello", State::whole, 200, "Hel", 2},
    {"octets_follow_no_content", ok + "Content-Length: 0\r\n\r\n\r\n\r\n", State::whole, 200, "",
     4},
    {"unfinished_head", ok + "Content-Le", State::need_more, 0},
    {"unfinished_content", ok + "Content-Length: 5\r\n\r\nHel", State::need_more, 200, "Hel"},
    {"unfinished_chunks", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n", State::need_more,
     200, "Hello"},
    {"garbage", "garbage\r\n\r\n", State::malformed, 0},
    {"switch", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", State::malformed, 0},
    {"switch_before_a_reply",
     "HTTP/1.1 101 Switching Protocols\r\n\r\n" + ok + "Content-Length: 5\r\n\r\nHello",
     State::malformed, 0},
    {"bad_chunk", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", State::malformed},
    {"bad_chunk_end", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nHelloXX", State::malformed, 200,
     "Hello"},
    {"two_lengths", ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nHello", State::malformed,
     0},
};

class Replies : public testing::TestWithParam<Case> {};

/// Feeds the case in two pieces cut at `cut`; bytes past the reply are not fed on, as an engine
/// does.
void expect_as_told(const Case& expected, std::size_t cut) {
  SCOPED_TRACE("cut at " + std::to_string(cut));
  ReplyReader reader(expected.to_head, kept);
  const std::string_view bytes = expected.bytes;
  std::size_t taken = reader.read(bytes.substr(0, cut));
  if (reader.state() == State::need_more) {
    EXPECT_EQ(taken, cut);
    taken += reader.read(bytes.substr(cut));
  }
  if (expected.ends_by_close) {
    EXPECT_EQ(reader.state(), State::need_more);
    reader.end_of_input();
  }
  ASSERT_EQ(reader.state(), expected.state);
  EXPECT_EQ(reader.facts().status, expected.status);
  EXPECT_EQ(reader.error() == http::ParseError::none, expected.state != State::malformed);
  if (expected.state == State::whole) {
    EXPECT_EQ(bytes.size() - taken, expected.left);
    EXPECT_EQ(reader.bytes(), taken);
    EXPECT_EQ(reader.facts().content_bytes, expected.content.size());
    EXPECT_EQ(reader.facts().digest,
              expected.content.empty() ? Digest{} : digest_of(expected.content));
  }
  EXPECT_EQ(bytes.substr(0, reader.first_bytes().size()), reader.first_bytes());
}

TEST_P(Replies, ReadTheSameSplitAtEveryOffset) {
  for (std::size_t cut = 0; cut <= GetParam().bytes.size(); ++cut) {
    expect_as_told(GetParam(), cut);
  }
}

TEST_P(Replies, ReadTheSameByteByByte) {
  ReplyReader reader(GetParam().to_head, kept);
  for (const char byte : GetParam().bytes) {
    if (reader.state() == State::need_more) {
      reader.read({&byte, 1});
    }
  }
  if (GetParam().ends_by_close) {
    reader.end_of_input();
  }
  EXPECT_EQ(reader.state(), GetParam().state);
  EXPECT_EQ(reader.facts().status, GetParam().status);
  if (reader.state() == State::whole && !GetParam().content.empty()) {
    EXPECT_EQ(reader.facts().digest, digest_of(GetParam().content));
  }
}

INSTANTIATE_TEST_SUITE_P(, Replies, testing::ValuesIn(cases),
                         [](const auto& test) { return test.param.name; });

TEST(ReplyReader, EndOfInputDoesNotCompleteAReplyWithALength) {
  ReplyReader reader(false, kept);
  reader.read(ok + "Content-Length: 5\r\n\r\nHel");
  reader.end_of_input();
  EXPECT_EQ(reader.state(), State::need_more);
}

TEST(ReplyReader, KnowsWhetherTheConnectionIsPersistent) {
  const auto persistent = [](const std::string& bytes) {
    ReplyReader reader(false, kept);
    reader.read(bytes);
    return reader.facts().persistent;
  };
  EXPECT_TRUE(persistent(ok + "Content-Length: 0\r\n\r\n"));
  EXPECT_FALSE(persistent(ok + "Connection: close\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_FALSE(persistent("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_FALSE(persistent(ok + "\r\n"));
  EXPECT_TRUE(persistent("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"));
  EXPECT_TRUE(persistent("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"));
  EXPECT_FALSE(persistent("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));
}

TEST(ReplyReader, KeepsFirstBytesAndServer) {
  ReplyReader reader(false, 10);
  reader.read(ok.substr(0, 7));
  reader.read(ok.substr(7) + "server: nginx/1\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(reader.first_bytes(), "HTTP/1.1 2");
  EXPECT_EQ(reader.software(), "nginx/1");
}

TEST(ReplyReader, CountsBytesAfterTheHead) {
  ReplyReader reader(false, kept);
  reader.read(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\n\r\n");
  EXPECT_EQ(reader.facts().content_bytes, 5u);
  EXPECT_EQ(reader.facts().body_bytes, 15u);
}

TEST(ReplyReader, CountsLikeAb) {
  struct Seen {
    std::string bytes;
    std::uint64_t body_bytes;
    bool other_than_2xx;
  };
  const std::string length = "Content-Length: 5\r\n\r\n";
  const std::vector<Seen> replies = {
      {ok + length + "Hello", 5, false},
      {ok + length + "Hello\r\n\r\n", 9, false},
      {"HTTP/1.1 404 No\r\n" + length + "Hello", 5, true},
      {ok + "Transfer-Encoding: chunked\r\n\r\nfive\r\nHello\r\n", 13, false},
      {ok + "no colon\r\n\r\nHello", 5, false},
      {"garbage\r\n\r\n", 0, true},
      {"garbage", 0, false},
      {ok + "Content-Le", 0, false},
  };
  for (const Seen& seen : replies) {
    SCOPED_TRACE(seen.bytes);
    ReplyReader reader(false, kept);
    reader.read(seen.bytes);
    EXPECT_EQ(reader.facts().body_bytes, seen.body_bytes);
    EXPECT_EQ(reader.facts().other_than_2xx, seen.other_than_2xx);
  }
}

/// ab takes the first one for the reply.
TEST(ReplyReader, TellsInterimRepliesApart) {
  const std::string hints = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
  const std::string reply = ok + "Content-Length: 5\r\n\r\nHello";
  for (std::size_t count = 0; count < 3; ++count) {
    std::string bytes;
    for (std::size_t each = 0; each < count; ++each) {
      bytes += hints;
    }
    bytes += reply;
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      ReplyReader reader(false, kept);
      reader.read(std::string_view(bytes).substr(0, cut));
      reader.read(std::string_view(bytes).substr(cut));
      ASSERT_EQ(reader.state(), State::whole);
      EXPECT_EQ(reader.facts().interim_replies, count);
      EXPECT_EQ(reader.facts().body_bytes, 5u);
      EXPECT_FALSE(reader.facts().other_than_2xx);
    }
  }
  ReplyReader unfinished(false, kept);
  unfinished.read(hints + hints + ok.substr(0, 5));
  EXPECT_EQ(unfinished.facts().interim_replies, 2u);
  EXPECT_EQ(unfinished.facts().status, 0);
}

TEST(ReplyReader, SaysThatASwitchWasNotExpected) {
  ReplyReader reader(false, kept);
  reader.read("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
  EXPECT_EQ(reader.error(), http::ParseError::unexpected_switch);
  EXPECT_NE(http::describe(reader.error()).find("101"), std::string_view::npos);
}

TEST(ReplyReader, AnEndlessHeadIsAborted) {
  ReplyReader reader(false, kept);
  const std::string line = "X: " + std::string(1000, 'x') + "\r\n";
  reader.read(ok);
  for (int count = 0; count < 100 && reader.state() == State::need_more; ++count) {
    reader.read(line);
  }
  EXPECT_EQ(reader.state(), State::malformed);
}

}  // namespace
}  // namespace tiga::loadgen::verify
