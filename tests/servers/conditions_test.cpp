// Conditional requests and ranges, as far as the bytes of the replies.
#include "servers/core/conditions.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cstdint>
#include <vector>

#include "tests/servers/conversation_fixture.hpp"
#include "tests/support/wait.hpp"

namespace tiga::servers::core {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// A file that is cached, one that is too large for it, and one that is read from its disk.
const std::vector<std::string> files = {"/small.txt", "/large.bin", "/workload/cold/medium.txt"};

class ConditionsTest : public ConversationTest {
 protected:
  std::string ask(const std::string& path, const std::string& lines = "",
                  const std::string& method = "GET") {
    Conversation conversation(worker_);
    receive(conversation, method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
    std::string reply = take_output(conversation);
    if (conversation.next() == Conversation::Next::work) {
      conversation.work_done();
      reply = take_output(conversation);
    }
    EXPECT_EQ(conversation.next(), Conversation::Next::receive) << reply;
    return reply;
  }
  static std::string field(const std::string& reply, const std::string& name) {
    const std::size_t line = reply.find("\r\n" + name + ": ");
    if (line == std::string::npos) {
      return "";
    }
    const std::size_t begin = line + name.size() + 4;
    return reply.substr(begin, reply.find("\r\n", begin) - begin);
  }
  // Waits until the file has not changed for a while.
  std::string strong_tag(const std::string& path) {
    std::string tag;
    EXPECT_TRUE(tests::wait_until([&] {
      tag = field(ask(path), "ETag");
      return tag.starts_with('"');
    }));
    return tag;
  }
};

TEST_F(ConditionsTest, FilesHaveValidatorsAndOtherRepliesNone) {
  for (const std::string& file : files) {
    for (const char* method : {"GET", "HEAD"}) {
      const std::string reply = ask(file, "", method);
      EXPECT_NE(field(reply, "ETag"), "") << file;
      EXPECT_THAT(field(reply, "Last-Modified"), EndsWith(" GMT")) << file;
    }
  }
  for (const char* path : {"/", "/no.such", "/workload/bytes/3"}) {
    EXPECT_THAT(ask(path), Not(HasSubstr("ETag"))) << path;
  }
  EXPECT_EQ(ask("/").size(), 103U);
}

TEST_F(ConditionsTest, AClientThatHasTheFileGets304WithoutContent) {
  for (const std::string& file : files) {
    const std::string tag = strong_tag(file);
    const std::string date = field(ask(file), "Last-Modified");
    for (const std::string& condition :
         {"If-None-Match: " + tag, "If-None-Match: W/" + tag, std::string("If-None-Match: *"),
          "If-Modified-Since: " + date}) {
      for (const char* method : {"GET", "HEAD"}) {
        const std::string reply = ask(file, condition + "\r\n", method);
        EXPECT_THAT(reply, StartsWith("HTTP/1.1 304 Not Modified\r\nDate: ")) << condition;
        EXPECT_THAT(reply, EndsWith("\r\n\r\n"));
        EXPECT_EQ(reply.find("\r\n\r\n"), reply.size() - 4) << reply;
        EXPECT_EQ(field(reply, "ETag"), tag);
        EXPECT_THAT(reply, Not(HasSubstr("Content-")));
      }
    }
    EXPECT_THAT(ask(file, "If-None-Match: \"other\"\r\n"), StartsWith("HTTP/1.1 200"));
  }
}

TEST_F(ConditionsTest, RangesAreSentFromMemoryAndFromTheFile) {
  const std::string small = ask("/small.txt", "Range: bytes=1-3\r\n");
  EXPECT_THAT(small, StartsWith("HTTP/1.1 206 Partial Content\r\n"));
  EXPECT_THAT(small, EndsWith("\r\n\r\nmal"));
  EXPECT_EQ(field(small, "Content-Range"), "bytes 1-3/11");
  EXPECT_EQ(field(small, "Content-Length"), "3");
  EXPECT_NE(field(small, "ETag"), "");
  EXPECT_THAT(ask("/medium.txt", "Range: bytes=-5000\r\n"),
              EndsWith("\r\n\r\n" + std::string(5000, 'm')));
  for (const char* path : {"/large.bin", "/workload/cold/large.bin"}) {
    Conversation conversation(worker_);
    receive(conversation,
            "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nRange: bytes=99990-\r\n\r\n");
    if (conversation.next() == Conversation::Next::work) {
      conversation.work_done();
    }
    EXPECT_EQ(conversation.file().offset, 99'990U);
    const std::string large = take_output(conversation);
    EXPECT_THAT(large, EndsWith("\r\n\r\n" + std::string(10, 'F')));
    EXPECT_EQ(field(large, "Content-Range"), "bytes 99990-99999/100000");
    EXPECT_EQ(field(large, "Content-Length"), "10");
  }
  EXPECT_EQ(field(ask("/large.bin", "Range: bytes=0-0\r\n", "HEAD"), "Content-Length"), "100000");
  EXPECT_THAT(ask("/", "Range: bytes=0-0\r\n"), EndsWith("\r\n\r\nOK\n"));
}

TEST_F(ConditionsTest, WhatCannotBeMetIs412Or416) {
  for (const std::string& file : files) {
    EXPECT_THAT(ask(file, "If-Match: \"other\"\r\n"),
                testing::AllOf(StartsWith("HTTP/1.1 412 Precondition Failed\r\n"),
                               EndsWith("\r\n\r\n412 Precondition Failed\n")));
    const std::string reply = ask(file, "Range: bytes=100000-\r\n");
    EXPECT_THAT(reply, StartsWith("HTTP/1.1 416 Range Not Satisfiable\r\n"));
    EXPECT_THAT(field(reply, "Content-Range"), StartsWith("bytes */1"));
  }
  EXPECT_THAT(ask("/small.txt", "If-Match: \"other\"\r\n", "HEAD"), EndsWith("\r\n\r\n"));
}

// RFC 9110 §13.2.1.
TEST_F(ConditionsTest, OnlyRepliesThatWouldBeSuccessfulAreConditional) {
  const std::string any = "If-None-Match: *\r\n";
  EXPECT_THAT(ask("/no.such", any), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("/small.txt", any, "OPTIONS"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(ask("/small.txt", any, "DELETE"), StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(ask("/small.txt", any + "Content-Length: 0\r\n", "POST"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(ask("/small.txt", any + "If-Match: \"x\"\r\n", "TRACE"), StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(ask("/", any), StartsWith("HTTP/1.1 304"));
  EXPECT_THAT(ask("/workload/stream/9", any), StartsWith("HTTP/1.1 304"));
  EXPECT_THAT(ask("/workload/cpu/9", any), StartsWith("HTTP/1.1 304")) << "and nothing is burnt";
}

TEST_F(ConditionsTest, RepliesBehindOneWithoutContentFollowAtOnce) {
  Conversation conversation(worker_);
  receive(conversation,
          "GET /large.bin HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n"
          "GET /small.txt HTTP/1.1\r\nHost: a\r\nRange: bytes=0-0\r\n\r\n"
          "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string replies = take_output(conversation, 7);
  EXPECT_THAT(replies, HasSubstr("\r\n\r\nHTTP/1.1 206"));
  EXPECT_THAT(replies, HasSubstr("\r\n\r\nsHTTP/1.1 200"));
  EXPECT_THAT(replies, EndsWith("\r\n\r\nOK\n"));
  EXPECT_EQ(service_.counters.replies.value(), 3U);
  EXPECT_FALSE(conversation.holds_buffer());
}

TEST_F(ConditionsTest, AFileThatHasJustChangedHasAWeakTag) {
  std::string weak;
  EXPECT_TRUE(tests::wait_until([&] {  // a busy machine may look too late
    common::write_file(root_.path() / "new.txt", "new");
    weak = field(ask("/new.txt"), "ETag");
    return weak.starts_with("W/\"");
  }));
  const std::string strong = strong_tag("/new.txt");
  EXPECT_EQ("W/" + strong, weak);
  EXPECT_THAT(ask("/new.txt", "If-None-Match: " + weak + "\r\n"), StartsWith("HTTP/1.1 304"));
  EXPECT_THAT(ask("/new.txt", "If-Match: " + weak + "\r\n"), StartsWith("HTTP/1.1 412"));
  EXPECT_THAT(ask("/new.txt", "Range: bytes=0-0\r\nIf-Range: " + weak + "\r\n"),
              StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(ask("/new.txt", "Range: bytes=0-0\r\nIf-Range: " + strong + "\r\n"),
              StartsWith("HTTP/1.1 206"));
}

TEST_F(ConditionsTest, AnotherContentHasAnotherTag) {
  const std::string before = strong_tag("/small.txt");
  common::write_file(root_.path() / "small.txt", "SMALL FILE\n");
  EXPECT_TRUE(tests::wait_until([&] { return strong_tag("/small.txt") != before; }));
  EXPECT_THAT(ask("/small.txt", "If-None-Match: " + before + "\r\n"), EndsWith("SMALL FILE\n"));
}

// A file may have any time that its file system can store.
TEST_F(ConditionsTest, TimesFarAwayAreCut) {
  int number = 0;
  for (const std::int64_t seconds :
       {std::int64_t{-62'135'596'800}, std::int64_t{-4'000'000'000}, std::int64_t{-1},
        std::int64_t{4'000'000'000}, std::int64_t{253'402'300'800}, INT64_MAX, INT64_MIN}) {
    const std::string name = std::to_string(++number) + ".txt";
    common::write_file(root_.path() / name, "old");
    const std::array<timespec, 2> times{{{0, UTIME_OMIT}, {seconds, 999'999'999}}};
    ::utimensat(AT_FDCWD, (root_.path() / name).c_str(), times.data(), 0);
    EXPECT_THAT(field(ask("/" + name), "Last-Modified"),
                testing::MatchesRegex("[A-Z][a-z]+, [0-9]+ [A-Z][a-z]+ (19|20)[0-9]+ .* GMT"))
        << seconds;
  }
}

}  // namespace
}  // namespace tiga::servers::core
