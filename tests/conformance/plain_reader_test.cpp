// The plain reader by itself, and beside the request cases.
#include "tests/conformance/plain_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/conformance/cases.hpp"
#include "tests/conformance/plain_grammar.hpp"

namespace tiga::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Result = PlainMessage::Result;

TEST(PlainReader, ReadsARequestByItsParts) {
  const std::string stream =
      "\r\nPOST /a?b HTTP/1.1\r\nHost: h\r\nX: \t y \r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;x=\"\\\"\"\r\nhello\r\n0\r\nT: u\r\n\r\nGET / HTTP/1.0\r\n\r\nGET /never HTTP/1.0\r\n\r\n";
  const auto requests = read_requests_plainly(stream);
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].result, Result::accepted);
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].target, "/a?b");
  EXPECT_THAT(values_of(requests[0], "x"), ElementsAre("y"));
  EXPECT_EQ(requests[0].body, Body::chunked);
  EXPECT_EQ(requests[0].content, "hello");
  EXPECT_EQ(requests[0].begin, 2U);
  EXPECT_EQ(requests[0].end, stream.find("GET"));
  EXPECT_TRUE(requests[0].persists);
  EXPECT_FALSE(requests[1].persists) << "HTTP/1.0";
}

TEST(PlainReader, ReadsAReplyByItsParts) {
  const auto replies = read_replies_plainly(
      "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"
      "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nHTTP/1.1 404\r\n\r\nto the end",
      {true});
  ASSERT_EQ(replies.size(), 4U);
  EXPECT_EQ(replies[0].status, 103);
  EXPECT_EQ(replies[1].body, Body::none) << "of a HEAD";
  EXPECT_EQ(replies[2].body, Body::none);
  EXPECT_EQ(replies[3].body, Body::until_close);
  EXPECT_EQ(replies[3].content, "to the end");
  EXPECT_THAT(replies[3].open, ElementsAre(Open::no_space));
}

TEST(PlainReader, KnowsAddresses) {
  for (const char* good :
       {"[::]", "[::1]", "[1::]", "[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:7::]", "[::1.2.3.4]",
        "[1:2:3:4:5:6:1.2.3.4]", "[v1f.a:b]", "", "a", "a.b:80", "a:", ":80", "%41", "[::1]:80"}) {
    EXPECT_TRUE(grammar::read_authority(good).valid) << good;
  }
  for (const char* bad :
       {"[]",          "[:]",       "[:::]",     "[1]",          "[1:2:3:4:5:6:7:8:9]",
        "[1::2::3]",   "[1.2.3.4]", "[::1.2.3]", "[::01.2.3.4]", "[::256.1.1.1]",
        "[1.2.3.4::]", "[::12345]", "[::1",      "::1",          "[::1]a",
        "a b",         "u@a",       "a:b",       "a:80:80",      "%4",
        "%zz",         "[v.a]",     "[v1.]",     "a/b"}) {
    EXPECT_FALSE(grammar::read_authority(bad).valid) << bad;
  }
}

// What the cases say of the servers, by their last reply.
TEST(PlainReader, AgreesWithTheRequestCases) {
  for (const Case& sample : load_cases()) {
    const auto requests = read_requests_plainly(sample.bytes);
    ASSERT_THAT(requests, testing::Not(IsEmpty())) << sample.name;
    const PlainRequest& last = requests.back();
    for (Statuses statuses : sample.alternatives) {
      std::erase(statuses, 100);
      const int status = statuses.empty() ? 0 : statuses.back();
      EXPECT_LE(statuses.size(), requests.size()) << sample.name;
      switch (last.result) {
        case Result::accepted:
          EXPECT_EQ(statuses.size(), requests.size()) << sample.name;
          EXPECT_TRUE(status != 400 || !last.open.empty() || sample.alternatives.size() > 1)
              << sample.name;
          break;
        case Result::refused:
          EXPECT_TRUE(status == 400 || status == 501 || status == 505 || status == 0)
              << sample.name << ": " << last.rule;
          EXPECT_NE(sample.after, After::open) << sample.name;
          break;
        case Result::unfinished:
          EXPECT_TRUE(status == 0 || status >= 400) << sample.name;
          EXPECT_NE(sample.after, After::open) << sample.name;
          break;
      }
    }
  }
}

}  // namespace
}  // namespace tiga::conformance
