#include "loadgen/verify/reply_checker.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tiga::loadgen::verify {
namespace {

ReplyFacts reply(int status, const std::string& content) {
  ReplyFacts facts;
  facts.status = status;
  facts.content_bytes = content.size();
  facts.digest = digest_of(content);
  return facts;
}

TEST(ReplyChecker, TheFirstGoodReplySetsTheExpectation) {
  ReplyChecker checker({});
  EXPECT_EQ(checker.judge(reply(200, "Hello")).outcome, Outcome::ok);
  EXPECT_EQ(checker.judge(reply(200, "Hello")).outcome, Outcome::ok);
  EXPECT_EQ(checker.judge(reply(200, "HellO")).outcome, Outcome::wrong_content);
  EXPECT_EQ(checker.judge(reply(200, "Hell")).outcome, Outcome::wrong_length);
  EXPECT_EQ(checker.judge(reply(200, "Hello!")).outcome, Outcome::wrong_length);
  EXPECT_EQ(checker.judge(reply(404, "Hello")).outcome, Outcome::wrong_status);
  EXPECT_EQ(checker.judge(reply(206, "Hello")).outcome, Outcome::wrong_status);
  EXPECT_EQ(checker.judge(reply(200, "Hello")).outcome, Outcome::ok);
}

TEST(ReplyChecker, ABadFirstReplySetsNoExpectation) {
  ReplyChecker checker({});
  EXPECT_EQ(checker.judge(reply(404, "gone")).outcome, Outcome::wrong_status);
  EXPECT_EQ(checker.judge(reply(404, "gone")).outcome, Outcome::wrong_status);
  EXPECT_EQ(checker.judge(reply(200, "Hello")).outcome, Outcome::ok);
}

TEST(ReplyChecker, AcceptsTheStatusThatIsRequested) {
  ReplyRules rules;
  rules.status = 404;
  ReplyChecker checker(rules);
  EXPECT_EQ(checker.judge(reply(200, "Hello")).outcome, Outcome::wrong_status);
  EXPECT_EQ(checker.judge(reply(404, "gone")).outcome, Outcome::ok);
  EXPECT_EQ(checker.judge(reply(404, "left")).outcome, Outcome::wrong_content);
}

TEST(ReplyChecker, AllowsContentToVaryOnRequest) {
  ReplyRules rules;
  rules.variable_content = true;
  ReplyChecker checker(rules);
  EXPECT_EQ(checker.judge(reply(200, "Hello")).outcome, Outcome::ok);
  EXPECT_EQ(checker.judge(reply(200, "other")).outcome, Outcome::ok);
  EXPECT_EQ(checker.judge(reply(200, "longer")).outcome, Outcome::ok);
  EXPECT_EQ(checker.judge(reply(500, "Hello")).outcome, Outcome::wrong_status);
}

TEST(ReplyChecker, DescribesTheExpectedReply) {
  ReplyChecker checker({});
  EXPECT_EQ(checker.judge(reply(404, "")).detail, "status 404, expected 2xx");
  checker.judge(reply(200, "Hello"));
  EXPECT_EQ(checker.judge(reply(404, "")).detail, "status 404, expected 200");
  EXPECT_EQ(checker.judge(reply(200, "Hey")).detail, "3 bytes of content, expected 5");
}

TEST(ReplyChecker, RemembersOnlyRepliesThatPassedTheFullCheck) {
  ReplyChecker checker({});
  const std::string bytes = "bytes of a reply";
  checker.remember(bytes, reply(200, "Hello"));
  EXPECT_EQ(checker.known(), nullptr) << "nothing is expected yet";
  checker.judge(reply(200, "Hello"));
  checker.remember("bytes of a bad reply", reply(200, "HellO"));
  EXPECT_EQ(checker.known(), nullptr);
  checker.remember(bytes, reply(200, "Hello"));
  ASSERT_NE(checker.known(), nullptr);
  EXPECT_EQ(checker.known()->bytes, bytes);
  EXPECT_EQ(checker.known()->facts.status, 200);
}

TEST(ReplyChecker, ReplacesTheKnownReplyWhenTheDateChanges) {
  ReplyChecker checker({});
  checker.judge(reply(200, "Hello"));
  checker.remember("Date: 1", reply(200, "Hello"));
  checker.remember("Date: 2", reply(200, "Hello"));
  EXPECT_EQ(checker.known()->bytes, "Date: 2");
}

TEST(ReplyChecker, CanBeSetToParseEveryReply) {
  ReplyRules rules;
  rules.recognise = false;
  ReplyChecker checker(rules);
  checker.judge(reply(200, "Hello"));
  checker.remember("bytes", reply(200, "Hello"));
  EXPECT_EQ(checker.known(), nullptr);
}

TEST(ReplyChecker, DoesNotRememberLongReplies) {
  ReplyChecker checker({});
  checker.judge(reply(200, "Hello"));
  checker.remember(std::string(ReplyChecker::longest_known + 1, 'x'), reply(200, "Hello"));
  EXPECT_EQ(checker.known(), nullptr);
}

TEST(ReplyChecker, SharesTheExpectationWithOtherCheckers) {
  const auto expectation = std::make_shared<Expectation>();
  ReplyChecker first({}, expectation);
  ReplyChecker second({}, expectation);
  first.judge(reply(200, "Hello"));
  EXPECT_EQ(second.judge(reply(200, "HellO")).outcome, Outcome::wrong_content);
}

TEST(Digest, OfPiecesEqualsThatOfTheWhole) {
  const std::string content(100'000, 'x');
  DigestBuilder builder;
  for (std::size_t at = 0; at < content.size(); at += 777) {
    builder.add(std::string_view(content).substr(at, 777));
  }
  EXPECT_EQ(builder.digest(), digest_of(content));
  EXPECT_NE(builder.digest(), digest_of(content + "x"));
}

}  // namespace
}  // namespace tiga::loadgen::verify
