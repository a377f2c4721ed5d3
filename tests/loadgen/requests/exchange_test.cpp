#include "loadgen/requests/exchange.hpp"

#include <gtest/gtest.h>

#include <ostream>

#include "loadgen/requests/tally.hpp"
#include "tests/loadgen/requests/samples.hpp"

namespace tiga::loadgen::requests {

std::ostream& operator<<(std::ostream& out, Outcome outcome) { return out << name_of(outcome); }

namespace {

using Phase = Exchange::Phase;
using std::chrono::milliseconds;

const std::string closing =
    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nHello";

verify::ReplyRules rules(bool keep_alive) {
  verify::ReplyRules rules;
  rules.keep_alive = keep_alive;
  return rules;
}

class KeptExchange : public testing::Test {
 protected:
  KeptExchange() {
    exchange_.begin(at(0), false);
    exchange_.connected(at(1));
  }
  Outcome outcome() const { return exchange_.end().outcome; }
  /// One good exchange, so that an expectation is set.
  void learn() {
    exchange_.received(good, at(2));
    ASSERT_EQ(outcome(), Outcome::ok);
    exchange_.clear();
    exchange_.begin(at(2), true);
  }

  verify::ReplyChecker checker_{rules(true)};
  Exchange exchange_{checker_};
};

TEST_F(KeptExchange, EndsWithTheCompleteReply) {
  exchange_.received(good.substr(0, 10), at(2));
  EXPECT_EQ(exchange_.phase(), Phase::reading);
  exchange_.received(good.substr(10), at(3));
  EXPECT_EQ(exchange_.phase(), Phase::ended);
  EXPECT_EQ(outcome(), Outcome::ok);
  EXPECT_TRUE(exchange_.end().stays_open);
  EXPECT_EQ(exchange_.times().start, at(0));
  EXPECT_EQ(exchange_.times().connected, at(1));
  EXPECT_EQ(exchange_.times().first_byte, at(2));
  EXPECT_EQ(exchange_.times().end, at(3));
}

TEST_F(KeptExchange, OnAnOpenConnectionTheConnectTimeIsZero) {
  learn();
  EXPECT_FALSE(exchange_.made_connection());
  EXPECT_EQ(exchange_.times().connected, exchange_.times().start);
}

TEST_F(KeptExchange, ARecognisedReplyEndsLikeAParsedOne) {
  learn();
  for (int round = 0; round < 3;
       ++round) {  // the first of these is remembered, the others recognised
    exchange_.received(good, at(5));
    EXPECT_EQ(outcome(), Outcome::ok);
    EXPECT_TRUE(exchange_.end().stays_open);
    EXPECT_EQ(exchange_.end().reply.status, 200);
    EXPECT_EQ(exchange_.end().reply.body_bytes, 5u);
    exchange_.clear();
    exchange_.begin(at(6), true);
  }
  std::string wrong = good;
  wrong.back() = 'O';
  exchange_.received(wrong, at(7));
  EXPECT_EQ(outcome(), Outcome::wrong_content);
  EXPECT_TRUE(exchange_.end().stays_open);
}

TEST_F(KeptExchange, ASwitchOfProtocolsIsMalformedAtOnce) {
  exchange_.received("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + good, at(2));
  EXPECT_EQ(outcome(), Outcome::malformed);
  EXPECT_NE(exchange_.end().detail.find("101"), std::string::npos);
  EXPECT_FALSE(exchange_.end().stays_open);
}

TEST_F(KeptExchange, A204EndsAtItsEmptyLine) {
  exchange_.received("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", at(2));
  EXPECT_EQ(exchange_.phase(), Phase::ended);
  EXPECT_EQ(outcome(), Outcome::ok);
  EXPECT_TRUE(exchange_.end().stays_open);
  EXPECT_FALSE(exchange_.times().whole) << "no close is awaited";
}

TEST_F(KeptExchange, InterimRepliesOfARecognisedReplyAreKnown) {
  const std::string hinted = "HTTP/1.1 103 Early Hints\r\n\r\n" + good;
  for (int round = 0; round < 3; ++round) {
    exchange_.received(hinted, at(2));
    EXPECT_EQ(outcome(), Outcome::ok);
    EXPECT_EQ(exchange_.end().reply.interim_replies, 1u);
    EXPECT_EQ(exchange_.end().reply.body_bytes, 5u);
    exchange_.clear();
    exchange_.begin(at(2), true);
  }
  ASSERT_NE(checker_.known(), nullptr);
  EXPECT_EQ(checker_.known()->bytes, hinted);
}

TEST_F(KeptExchange, AReplyThatClosesWaitsForTheClose) {
  exchange_.received(closing, at(2));
  EXPECT_EQ(exchange_.phase(), Phase::closing);
  exchange_.closed(at(4));
  EXPECT_EQ(outcome(), Outcome::ok);
  EXPECT_FALSE(exchange_.end().stays_open);
  EXPECT_EQ(exchange_.times().end, at(4));
}

TEST_F(KeptExchange, BytesAfterTheReplyAreWrongLength) {
  exchange_.received(good + "\r\n", at(2));
  EXPECT_EQ(outcome(), Outcome::wrong_length);
  EXPECT_FALSE(exchange_.end().stays_open);
  EXPECT_TRUE(exchange_.end().would_stay_open);
  EXPECT_EQ(exchange_.end().reply.body_bytes, 7u) << "as ab counts";
}

TEST_F(KeptExchange, ACloseWithoutAByteIsAnEmptyReply) {
  exchange_.closed(at(2));
  EXPECT_EQ(outcome(), Outcome::empty_reply);
  EXPECT_EQ(exchange_.end().reply.status, 0);
}

TEST_F(KeptExchange, NothingOfAnEarlierReplyRemains) {
  learn();
  exchange_.closed(at(3));
  EXPECT_EQ(outcome(), Outcome::empty_reply);
  EXPECT_EQ(exchange_.end().reply.status, 0);
  EXPECT_EQ(exchange_.end().reply.body_bytes, 0u);
  EXPECT_EQ(exchange_.end().first_bytes, "");
}

TEST_F(KeptExchange, ACloseInTheMiddleIsTruncated) {
  exchange_.received(good.substr(0, good.size() - 1), at(2));
  exchange_.closed(at(3));
  EXPECT_EQ(outcome(), Outcome::truncated);
  EXPECT_EQ(exchange_.end().first_bytes, good.substr(0, good.size() - 1));
  EXPECT_EQ(exchange_.end().reply.body_bytes, 4u);
}

TEST_F(KeptExchange, AResetAnywhereBeforeTheEndIsReset) {
  exchange_.reset("Connection reset by peer", at(2));
  EXPECT_EQ(outcome(), Outcome::reset);
  exchange_.begin(at(3), false);
  exchange_.connected(at(3));
  exchange_.received(good.substr(0, 20), at(3));
  exchange_.reset("Connection reset by peer", at(4));
  EXPECT_EQ(outcome(), Outcome::reset);
}

TEST_F(KeptExchange, GarbageIsMalformedAtItsFirstByte) {
  exchange_.received("garbage", at(2));
  EXPECT_EQ(outcome(), Outcome::malformed);
  EXPECT_EQ(exchange_.end().first_bytes, "garbage");
  EXPECT_FALSE(exchange_.end().detail.empty());
  EXPECT_FALSE(exchange_.end().would_stay_open);
}

TEST_F(KeptExchange, AWrongReplyMayLeaveTheConnectionOpen) {
  exchange_.received("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz", at(2));
  EXPECT_EQ(outcome(), Outcome::malformed);
  EXPECT_TRUE(exchange_.end().would_stay_open);
  EXPECT_FALSE(exchange_.end().stays_open);
}

TEST_F(KeptExchange, AReplyWithoutLengthEndsWithTheClose) {
  exchange_.received("HTTP/1.1 200 OK\r\n\r\nHello", at(2));
  EXPECT_EQ(exchange_.phase(), Phase::reading);
  exchange_.closed(at(3));
  EXPECT_EQ(outcome(), Outcome::ok);
  EXPECT_FALSE(exchange_.end().stays_open);
}

class ClosingExchange : public testing::Test {
 protected:
  ClosingExchange() {
    exchange_.begin(at(0), false);
    exchange_.connected(at(1));
    exchange_.received(good, at(2));
  }
  verify::ReplyChecker checker_{rules(false)};
  Exchange exchange_{checker_};
};

TEST_F(ClosingExchange, EndsWithTheClose) {
  EXPECT_EQ(exchange_.phase(), Phase::closing);
  exchange_.closed(at(3));
  EXPECT_EQ(exchange_.end().outcome, Outcome::ok);
}

TEST_F(ClosingExchange, KnowsWhenTheReplyWasWhole) {
  exchange_.closed(at(300));
  ASSERT_TRUE(exchange_.times().whole);
  EXPECT_EQ(*exchange_.times().whole, at(2));
  EXPECT_EQ(exchange_.times().end, at(300));
}

TEST_F(ClosingExchange, LateBytesMakeItWrongLength) {
  exchange_.received("\r\n\r\n", at(3));
  EXPECT_EQ(exchange_.end().outcome, Outcome::wrong_length);
  EXPECT_FALSE(exchange_.times().whole) << "it was not";
}

TEST_F(ClosingExchange, AReplyWithTrailingBytesSetsNoExpectation) {
  exchange_.received("\r\n\r\n", at(3));
  exchange_.begin(at(4), false);
  exchange_.connected(at(4));
  exchange_.received("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nHey", at(5));
  exchange_.closed(at(6));
  EXPECT_EQ(exchange_.end().outcome, Outcome::ok);
}

TEST_F(ClosingExchange, AResetAfterTheCompleteReplyDoesNotInvalidateIt) {
  exchange_.reset("Connection reset by peer", at(3));
  EXPECT_EQ(exchange_.end().outcome, Outcome::ok);
}

TEST_F(ClosingExchange, ADeadlineEndsIt) {
  exchange_.fail(Outcome::timed_out, "too late", at(3));
  EXPECT_EQ(exchange_.end().outcome, Outcome::timed_out);
  EXPECT_EQ(exchange_.end().detail, "too late");
}

/// However a known reply comes apart, it is recognised; and one that differs is found out wherever
/// the pieces end.
TEST_F(KeptExchange, PiecesAreRecognisedOrParsedInFull) {
  learn();
  exchange_.received(good, at(2));
  exchange_.clear();
  ASSERT_NE(checker_.known(), nullptr);
  std::string bad = good;
  bad.back() = 'O';
  for (std::size_t split = 1; split < good.size(); ++split) {
    for (const auto& [reply, expected] :
         {std::pair(good, Outcome::ok), std::pair(bad, Outcome::wrong_content)}) {
      exchange_.begin(at(2), true);
      exchange_.received(reply.substr(0, split), at(3));
      ASSERT_TRUE(exchange_.in_progress());
      exchange_.received(reply.substr(split), at(4));
      ASSERT_EQ(exchange_.phase(), Phase::ended) << split;
      EXPECT_EQ(outcome(), expected) << split;
      EXPECT_EQ(exchange_.traffic().bytes_received, good.size());
      exchange_.clear();
    }
  }
}

/// Another reply becomes the known one while this one is half recognised.
TEST_F(KeptExchange, APieceIsComparedWithTheKnownReplyItStartedAs) {
  learn();
  exchange_.received(good, at(2));
  exchange_.clear();
  exchange_.begin(at(2), true);
  exchange_.received(good.substr(0, 20), at(3));

  const std::string dated = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: x\r\n\r\nHello";
  Exchange other(checker_);
  other.begin(at(2), true);
  other.received(dated, at(3));
  ASSERT_EQ(checker_.known()->bytes, dated);

  exchange_.received(good.substr(20), at(4));
  EXPECT_EQ(outcome(), Outcome::ok);
}

TEST_F(KeptExchange, AnIncompleteKnownReplyIsTruncated) {
  learn();
  exchange_.received(good, at(2));
  exchange_.clear();
  exchange_.begin(at(2), true);
  exchange_.received(good.substr(0, 20), at(3));
  exchange_.closed(at(4));
  EXPECT_EQ(outcome(), Outcome::truncated);
  EXPECT_EQ(exchange_.end().first_bytes, good.substr(0, 20));
}

TEST_F(KeptExchange, LatencyStartsWhenTheRequestWasDue) {
  learn();
  exchange_.received(good, at(2));
  exchange_.clear();
  exchange_.begin(at(7), true, {at(5), true});
  exchange_.received(good, at(9));
  LatencySamples latency;
  latency.add(exchange_);
  EXPECT_EQ(latency.total.max(), 4'000'000u);
  EXPECT_EQ(latency.delay.max(), 2'000'000u);
  EXPECT_EQ(latency.processing.max(), 2'000'000u);
  EXPECT_DOUBLE_EQ(latency.from_start_s, 0.002);
  EXPECT_EQ(latency.connect.count(), 0u);
}

}  // namespace
}  // namespace tiga::loadgen::requests
