// Conditional requests and ranges (RFC 9110 §13, §14), without any socket.
#include "servers/core/content/conditions.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <ctime>
#include <initializer_list>
#include <string>
#include <vector>

#include "http/date.hpp"
#include "tests/servers/conversation_fixture.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::servers::core {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view small_content = "small file\n";
constexpr std::string_view changed_on = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr std::string_view a_second_before = "Sun, 06 Nov 1994 08:49:36 GMT";

class ConditionsTest : public ConversationTest {
 protected:
  ConditionsTest() {
    common::write_file(root_.path() / "empty", "");
    for (const char* name : {"small.txt", "medium.txt", "large.bin", "empty"}) {
      set_time(name, 784111777);
    }
  }

  void set_time(const std::string& name, std::int64_t seconds) const {
    const std::array<timespec, 2> times = {{{seconds, 5}, {seconds, 5}}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (root_.path() / name).c_str(), times.data(), 0), 0);
  }

  tests::Reply ask(const std::string& fields, const std::string& path = "/small.txt",
                   const std::string& method = "GET") {
    std::string bytes = answer(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + fields +
                               (fields.empty() ? "\r\n" : "\r\n\r\n"));
    tests::ReplyReader reader({method == "HEAD"});
    reader.feed(bytes);
    EXPECT_EQ(reader.error(), "") << bytes;
    EXPECT_FALSE(reader.in_reply()) << bytes;
    EXPECT_EQ(reader.final_count(), 1U) << bytes;
    return reader.replies().empty() ? tests::Reply() : reader.replies().back();
  }
  int status(const std::string& fields, const std::string& path = "/small.txt",
             const std::string& method = "GET") {
    return ask(fields, path, method).status;
  }
  std::string tag(const std::string& path = "/small.txt") {
    return ask("", path).field("ETag").value_or("none");
  }
  // The content that a Range gets with 206; else the status.
  std::string part(const std::string& range, const std::string& path = "/small.txt") {
    const tests::Reply reply = ask("Range: " + range, path);
    return reply.status == 206 ? reply.content : std::to_string(reply.status);
  }
};

TEST_F(ConditionsTest, AFileSaysWhatItsStateIs) {
  for (const char* path : {"/small.txt", "/medium.txt", "/large.bin", "/workload/cold/empty"}) {
    const tests::Reply reply = ask("", path);
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_THAT(reply.field("ETag").value_or(""), StartsWith("\"")) << path;
    EXPECT_EQ(reply.field("Last-Modified"), changed_on) << path;
    EXPECT_EQ(reply.field("Accept-Ranges"), "bytes") << path;
    const tests::Reply head = ask("", path, "HEAD");
    for (const char* name : {"ETag", "Last-Modified", "Accept-Ranges", "Content-Length"}) {
      EXPECT_EQ(head.field(name), reply.field(name)) << path << ' ' << name;
    }
  }
  EXPECT_NE(tag(), tag("/medium.txt"));
  for (const char* path : {"/", "/missing", "/workload/bytes/5"}) {
    EXPECT_FALSE(ask("", path).field("ETag")) << path;
  }
}

TEST_F(ConditionsTest, IfNoneMatchComparesWeakly) {
  const std::string own = tag();
  for (const std::string& list :
       {std::string("*"), own, "W/" + own, "\"a\", " + own, own + ",\"a\"", ",, ," + own + " ,",
        "\"a,b\",\t" + own, "\"\"," + own, "\"a\"\r\nIf-None-Match: " + own,
        own + "\r\nIf-None-Match: \"b\""}) {
    EXPECT_EQ(status("If-None-Match: " + list), 304) << list;
  }
  for (const std::string& list :
       {std::string("\"a\""), std::string(), std::string("W/*"), std::string("\"*\""),
        std::string("*, \"a\""), std::string("*\r\nIf-None-Match: *"), own.substr(1), own + "x",
        "w/" + own, "\"a" + own, "\"a\" " + own, own.substr(0, own.size() - 1), "a, " + own,
        "\"a, " + own, "\"" + own + "\""}) {
    EXPECT_EQ(status("If-None-Match: " + list), 200) << list;
  }
}

TEST_F(ConditionsTest, IfMatchComparesStrongly) {
  const std::string own = tag();
  for (const std::string& list : {std::string("*"), own, "\"a\", " + own, "W/\"a\"," + own}) {
    EXPECT_EQ(status("If-Match: " + list), 200) << list;
  }
  for (const std::string& list : {std::string("\"a\""), std::string(), "W/" + own, own + "x"}) {
    const tests::Reply reply = ask("If-Match: " + list);
    EXPECT_EQ(reply.status, 412) << list;
    EXPECT_EQ(reply.content, "412 Precondition Failed\n");
  }
}

TEST_F(ConditionsTest, DatesCompareBySecondsInEachForm) {
  for (const char* same : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994"}) {
    EXPECT_EQ(status("If-Modified-Since: " + std::string(same)), 304) << same;
    EXPECT_EQ(status("If-Unmodified-Since: " + std::string(same)), 200) << same;
  }
  const std::string before(a_second_before);
  EXPECT_EQ(status("If-Modified-Since: " + before), 200);
  EXPECT_EQ(status("If-Unmodified-Since: " + before), 412);
  const std::string later = "Fri, 01 Jan 2200 00:00:00 GMT";
  EXPECT_EQ(status("If-Modified-Since: " + later), 304);
  EXPECT_EQ(status("If-Unmodified-Since: " + later), 200);
  for (const std::string& none :
       {std::string("yesterday"), std::string(), std::string("*"), before + ", " + before}) {
    EXPECT_EQ(status("If-Modified-Since: " + none), 200) << none;
    EXPECT_EQ(status("If-Unmodified-Since: " + none), 200) << none;
  }
  EXPECT_EQ(status("If-Modified-Since: " + later + "\r\nIf-Modified-Since: " + later), 200);
  EXPECT_EQ(status("If-Unmodified-Since: " + before + "\r\nIf-Unmodified-Since: " + before), 200);
}

// RFC 9110 §13.2.2.
TEST_F(ConditionsTest, AreEvaluatedInTheirOrder) {
  const std::string own = tag();
  const std::string same(changed_on);
  const std::string before(a_second_before);
  const auto all = [](std::initializer_list<std::string> lines) {
    std::string text;
    for (const std::string& line : lines) {
      text += (text.empty() ? "" : "\r\n") + line;
    }
    return text;
  };
  EXPECT_EQ(status(all({"If-Match: " + own, "If-Unmodified-Since: " + before})), 200);
  EXPECT_EQ(status(all({"If-Match: \"a\"", "If-Unmodified-Since: " + same})), 412);
  EXPECT_EQ(status(all({"If-None-Match: \"a\"", "If-Modified-Since: " + same})), 200);
  EXPECT_EQ(status(all({"If-None-Match: " + own, "If-Modified-Since: " + before})), 304);
  EXPECT_EQ(status(all({"If-None-Match: *", "If-Match: \"a\""})), 412);
  EXPECT_EQ(status(all({"If-None-Match: " + own, "If-Match: " + own})), 304);
  EXPECT_EQ(status(all({"If-Unmodified-Since: " + before, "If-None-Match: " + own})), 412);
  EXPECT_EQ(status(all({"Range: bytes=0-0", "If-None-Match: " + own})), 304);
  EXPECT_EQ(status(all({"Range: bytes=0-0", "If-Match: \"a\""})), 412);
  EXPECT_EQ(status(all({"Range: bytes=99-", "If-Match: \"a\""})), 412);
  EXPECT_EQ(status(all({"Range: bytes=0-0", "If-Match: " + own})), 206);
}

// RFC 9110 §13.2.1.
TEST_F(ConditionsTest, ApplyOnlyWhereTheReplyWouldBe200) {
  for (const char* condition : {"If-None-Match: *", "If-Match: *", "If-Match: \"a\"",
                                "Range: bytes=0-0", "Range: bytes=99999999-"}) {
    EXPECT_EQ(status(condition, "/missing"), 404) << condition;
    EXPECT_EQ(status(condition, "/%zz"), 400) << condition;
    EXPECT_EQ(status(condition, "/small.txt", "DELETE"), 405) << condition;
    EXPECT_EQ(status(condition, "*", "OPTIONS"), 200) << condition;
    EXPECT_EQ(status("Content-Length: 0\r\n" + std::string(condition), "/small.txt", "POST"), 200)
        << condition;
  }
}

TEST_F(ConditionsTest, OfAPageWithoutValidatorsOnlyTheStarMatches) {
  for (const char* path : {"/", "/workload/bytes/100000", "/workload/stream/5"}) {
    EXPECT_EQ(status("If-None-Match: *", path), 304) << path;
    EXPECT_EQ(status("If-None-Match: \"a\"", path), 200) << path;
    EXPECT_EQ(status("If-None-Match: \"\"", path), 200) << path;
    EXPECT_EQ(status("If-Match: *", path), 200) << path;
    EXPECT_EQ(status("If-Match: \"a\"", path), 412) << path;
    EXPECT_EQ(status("If-Modified-Since: Fri, 01 Jan 2200 00:00:00 GMT", path), 200) << path;
    EXPECT_EQ(status("If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT", path), 200) << path;
    EXPECT_EQ(status("Range: bytes=0-0", path), 200) << path;
  }
  Conversation conversation(worker_);
  receive(conversation, "GET /workload/sleep/9000 HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n");
  EXPECT_EQ(conversation.next(), Conversation::Next::send) << "without the work";
}

TEST_F(ConditionsTest, A304HasTheTagAndNothingOfTheContent) {
  for (const char* path : {"/small.txt", "/medium.txt", "/large.bin"}) {
    const std::string own = tag(path);
    for (const char* method : {"GET", "HEAD"}) {
      const tests::Reply reply = ask("If-None-Match: " + own, path, method);
      EXPECT_EQ(reply.status, 304);
      EXPECT_EQ(reply.field("ETag"), own);
      EXPECT_TRUE(reply.field("Date"));
      EXPECT_EQ(reply.fields.size(), 2U) << path;
      EXPECT_EQ(reply.content, "");
      EXPECT_TRUE(reply.keep_alive);
    }
  }
  Conversation conversation(worker_);
  receive(conversation,
          "GET /workload/cold/large.bin HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n");
  EXPECT_EQ(conversation.next(), Conversation::Next::send) << "nothing is read";
}

TEST_F(ConditionsTest, RepliesBehindOneWithoutContentAreRead) {
  const std::string request = "GET /large.bin HTTP/1.1\r\nHost: a\r\n";
  tests::ReplyReader reader;
  reader.feed(answer(request + "If-None-Match: *\r\n\r\n" + request + "Range: bytes=5-9\r\n\r\n" +
                     request + "Range: bytes=-0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_EQ(reader.error(), "");
  EXPECT_EQ(reader.statuses(), (std::vector<int>{304, 206, 416, 200}));
  EXPECT_EQ(service_.counters.replies.value(), 4U);
}

TEST_F(ConditionsTest, ARangeIsAPartOfTheContent) {
  const std::string all(small_content);
  EXPECT_EQ(part("bytes=0-0"), "s");
  EXPECT_EQ(part("bytes=1-3"), "mal");
  EXPECT_EQ(part("bytes=6-"), "file\n");
  EXPECT_EQ(part("bytes=-5"), "file\n");
  EXPECT_EQ(part("bytes=0-"), all);
  EXPECT_EQ(part("bytes=10-10"), "\n");
  EXPECT_EQ(part("bytes=5-99999999999999999999999"), all.substr(5));
  EXPECT_EQ(part("bytes=-99999999999999999999999"), all);
  EXPECT_EQ(part("BYTES=0-0"), "s");
  EXPECT_EQ(part("bytes=,0-0 , "), "s") << "empty elements of the list";
  EXPECT_EQ(part("bytes=000-00"), "s");

  const tests::Reply reply = ask("Range: bytes=2-4");
  EXPECT_EQ(reply.field("Content-Range"), "bytes 2-4/11");
  EXPECT_EQ(reply.field("Content-Length"), "3");
  EXPECT_EQ(reply.field("Content-Type"), "text/plain");
  EXPECT_EQ(reply.field("ETag"), tag());
  EXPECT_EQ(reply.field("Last-Modified"), changed_on);
}

TEST_F(ConditionsTest, ARangeOfAFileThatIsNotCopiedOrNotHeld) {
  EXPECT_EQ(part("bytes=1000-8999", "/medium.txt"), std::string(8000, 'm'));
  Conversation conversation(worker_);
  receive(conversation, "GET /large.bin HTTP/1.1\r\nHost: a\r\nRange: bytes=99990-\r\n\r\n");
  EXPECT_THAT(std::string(conversation.output()),
              HasSubstr("Content-Range: bytes 99990-99999/100000"));
  EXPECT_EQ(conversation.file().offset, 99'990U);
  EXPECT_EQ(conversation.file().left, 10U);
  EXPECT_TRUE(take_output(conversation).ends_with("\r\n\r\nFFFFFFFFFF"));
}

TEST_F(ConditionsTest, AnUnsatisfiableRangeGets416WithTheLength) {
  for (const char* range :
       {"bytes=11-", "bytes=11-12", "bytes=-0", "bytes=99999999999999999999-"}) {
    const tests::Reply reply = ask("Range: " + std::string(range));
    EXPECT_EQ(reply.status, 416) << range;
    EXPECT_EQ(reply.field("Content-Range"), "bytes */11") << range;
    EXPECT_EQ(reply.content, "416 Range Not Satisfiable\n");
    EXPECT_EQ(reply.field("Content-Type"), "text/plain");
    EXPECT_FALSE(reply.field("ETag")) << "of the file, not of this content";
  }
  EXPECT_EQ(part("bytes=0-0", "/empty"), "416");
  EXPECT_EQ(part("bytes=-1", "/empty"), "200") << "satisfiable, but no Content-Range says it";
}

TEST_F(ConditionsTest, AnyOtherRangeGetsTheWhole) {
  for (const char* range :
       {"bytes=0-0,2-2", "bytes=0-0, 99-", "lines=0-0", "bytes", "bytes=", "bytes=-", "bytes=,",
        "bytes=2-1", "bytes=a-b", "bytes=0x0-1", "bytes=--1", "bytes=0-0-0", "bytes=+0-1",
        "bytes=0 - 0", "bytes 0-0", "bytes=0-0\r\nRange: bytes=1-1", "", "bytes: 0-0"}) {
    const tests::Reply reply = ask("Range: " + std::string(range));
    EXPECT_EQ(reply.status, 200) << range;
    EXPECT_EQ(reply.content, small_content) << range;
    EXPECT_FALSE(reply.field("Content-Range")) << range;
  }
  const tests::Reply head = ask("Range: bytes=0-0", "/small.txt", "HEAD");
  EXPECT_EQ(head.status, 200) << "RFC 9110 §14.2: defined for GET alone";
  EXPECT_EQ(head.field("Content-Length"), "11");
  EXPECT_EQ(status("Range: bytes=99-", "/small.txt", "HEAD"), 200);
}

TEST_F(ConditionsTest, IfRangeNeedsAStrongValidatorThatMatches) {
  const std::string own = tag();
  const auto with = [this](const std::string& validator) {
    return status("Range: bytes=0-0\r\nIf-Range: " + validator);
  };
  EXPECT_EQ(with(own), 206);
  EXPECT_EQ(with(std::string(changed_on)), 206);
  EXPECT_EQ(with("Sunday, 06-Nov-94 08:49:37 GMT"), 206);
  for (const std::string& validator :
       {std::string("\"a\""), "W/" + own, own + ", \"a\"", std::string("*"), std::string(),
        std::string(a_second_before), std::string("Sun, 06 Nov 1994 08:49:38 GMT"),
        std::string("Fri, 01 Jan 2200 00:00:00 GMT"), own + "\r\nIf-Range: " + own}) {
    EXPECT_EQ(with(validator), 200) << validator;
  }
  EXPECT_EQ(status("Range: bytes=99-\r\nIf-Range: \"a\""), 200) << "the range is not looked at";
  EXPECT_EQ(status("Range: bytes=99-\r\nIf-Range: " + own), 416);
  EXPECT_EQ(status("If-Range: \"a\""), 200);
}

// RFC 9110 §8.8.2.2: within its second a file may change again under the same date.
TEST_F(ConditionsTest, ARecentDateIsTooWeakForIfRange) {
  const std::time_t recent = std::time(nullptr) + 3600;  // the date is then that of the reply
  set_time("small.txt", recent);
  const tests::Reply reply = ask("");
  EXPECT_THAT(reply.field("ETag").value_or(""), StartsWith("W/"));
  EXPECT_LE(http::parse_date(reply.field("Last-Modified").value_or(""), {}),
            http::parse_date(reply.field("Date").value_or(""), {}));
  for (const char* validator : {"Last-Modified", "ETag"}) {
    EXPECT_EQ(status("Range: bytes=0-0\r\nIf-Range: " + reply.field(validator).value_or("")), 200);
  }
  EXPECT_EQ(status("If-None-Match: " + reply.field("ETag").value_or("")), 304);
  EXPECT_EQ(status("If-Match: " + reply.field("ETag").value_or("")), 412);
}

TEST_F(ConditionsTest, ATagChangesWithTheFile) {
  const std::string before = tag();
  common::write_file(root_.path() / "small.txt", "other file\n");
  EXPECT_TRUE(tests::wait_until([&] { return ask("").content == "other file\n"; }));
  EXPECT_NE(tag(), before);
  EXPECT_EQ(status("If-None-Match: " + before), 200);
  EXPECT_EQ(status("Range: bytes=0-0\r\nIf-Range: " + before), 200);
  EXPECT_EQ(status("If-Match: " + before), 412);
}

}  // namespace
}  // namespace tiga::servers::core
