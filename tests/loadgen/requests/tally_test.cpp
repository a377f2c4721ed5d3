#include "loadgen/requests/tally.hpp"

#include <gtest/gtest.h>

#include <string>

#include "loadgen/requests/unfinished.hpp"
#include "tests/loadgen/requests/samples.hpp"

namespace tiga::loadgen::requests {
namespace {

using std::chrono::milliseconds;

std::string reply(int status, const std::string& content) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Words\r\nServer: s\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" +
         content;
}

class TallyOfExchanges : public testing::Test {
 protected:
  TallyOfExchanges() {
    const common::Endpoint endpoint{"127.0.0.1", 80};
    peer_ = common::resolve(endpoint).front();
  }

  void begin(bool connected) {
    exchange_.begin(at(0), connected);
    if (!connected) {
      exchange_.connected(at(1));
    }
  }
  void count_reply(const std::string& bytes) {
    begin(false);
    exchange_.received(bytes, at(3));
    tally_.record(exchange_, peer_);
  }
  void count_close(bool on_standing_connection) {
    begin(on_standing_connection);
    exchange_.closed(at(3));
    tally_.record(exchange_, peer_);
  }
  void count_failure(Outcome outcome) {
    begin(false);
    exchange_.fail(outcome, "why", at(5));
    tally_.record(exchange_, peer_);
  }

  verify::ReplyChecker checker_{[] {
    verify::ReplyRules rules;
    rules.keep_alive = true;
    return rules;
  }()};
  Exchange exchange_{checker_};
  Tally tally_{at(0)};
  common::SocketAddress peer_;
};

TEST_F(TallyOfExchanges, EachIsCountedOnce) {
  count_reply(reply(200, "Hello"));
  count_reply(reply(200, "Hello"));
  count_reply(reply(404, "Hello"));
  count_reply("garbage");
  count_close(false);
  count_failure(Outcome::refused);
  EXPECT_EQ(tally_.outcomes()[Outcome::ok], 2u);
  EXPECT_EQ(tally_.outcomes()[Outcome::wrong_status], 1u);
  EXPECT_EQ(tally_.outcomes()[Outcome::malformed], 1u);
  EXPECT_EQ(tally_.outcomes()[Outcome::empty_reply], 1u);
  EXPECT_EQ(tally_.outcomes()[Outcome::refused], 1u);
  EXPECT_EQ(tally_.outcomes().sum(), 6u);
  EXPECT_EQ(tally_.outcomes().failed(), 4u);
}

TEST_F(TallyOfExchanges, OnlyOkRequestsHaveALatency) {
  count_reply(reply(200, "Hello"));
  count_reply(reply(404, "Hello"));
  count_failure(Outcome::timed_out);
  EXPECT_EQ(tally_.latency().total.count(), 1u);
  EXPECT_EQ(tally_.latency().total.max(), 3'000'000u);
  EXPECT_EQ(tally_.latency().connect.max(), 1'000'000u);
  EXPECT_EQ(tally_.latency().processing.max(), 2'000'000u);
  EXPECT_EQ(tally_.latency().waiting.max(), 2'000'000u);
}

TEST_F(TallyOfExchanges, KeepsTheFirstExampleOfEachKind) {
  count_reply(reply(200, "Hello"));
  count_reply("garbage");
  count_reply("more garbage");
  count_failure(Outcome::reset);
  ASSERT_EQ(tally_.examples().size(), 2u);
  const Example& example = tally_.examples().front();
  EXPECT_EQ(example.outcome, Outcome::malformed);
  EXPECT_EQ(example.first_bytes, "garbage");
  EXPECT_EQ(example.peer, "127.0.0.1:80");
  EXPECT_DOUBLE_EQ(example.at_s, 0.003);
  EXPECT_FALSE(example.detail.empty());
  EXPECT_EQ(tally_.examples().back().detail, "why");
}

TEST_F(TallyOfExchanges, RecordsServerAndDocument) {
  count_reply(reply(404, "gone!!!"));
  count_reply(reply(200, "Hello"));
  EXPECT_EQ(tally_.software(), "s");
  EXPECT_EQ(tally_.document_length(), 7u) << "as ab: that of the first reply, whatever its status";
}

TEST_F(TallyOfExchanges, CountsLikeAb) {
  count_reply(reply(200, "Hello"));  // complete
  count_reply(reply(404, "Hello"));  // complete; ab sees the status, but calls it no failure
  count_reply(reply(200, "HellO"));  // complete; ab does not look at content
  count_reply(reply(200, "Hi"));     // complete, another length
  count_reply("garbage");            // complete, no content: another length
  count_reply("garbage\r\n\r\n");    // the same, and a blank line, but no status of 2xx before it
  count_reply(reply(200, "Hello") + "!");  // complete, another length; ab keeps the connection
  count_close(false);                      // complete, no content: another length
  count_close(true);                       // so is that of a kept connection
  count_failure(Outcome::refused);
  count_failure(Outcome::no_local_port);
  count_failure(Outcome::reset);
  count_failure(Outcome::timed_out);
  count_failure(Outcome::abandoned);
  const AbCounts& ab = tally_.ab();
  EXPECT_EQ(ab.complete, 9u);
  EXPECT_EQ(ab.length, 6u);
  EXPECT_EQ(ab.connect, 2u);
  EXPECT_EQ(ab.receive, 1u);
  EXPECT_EQ(ab.exceptions, 1u);
  EXPECT_EQ(ab.failed, 10u);
  EXPECT_EQ(ab.non_2xx, 2u);
  EXPECT_EQ(ab.keep_alive, 5u);
  EXPECT_EQ(ab.html_bytes, 23u);
}

/// The balanced table of the published report: closed connections only.
TEST_F(TallyOfExchanges, OnlyEmptyRepliesLookFlawlessToAb) {
  count_close(false);
  count_close(false);
  EXPECT_EQ(tally_.ab().complete, 2u);
  EXPECT_EQ(tally_.ab().failed, 0u);
  EXPECT_EQ(tally_.outcomes()[Outcome::ok], 0u);
  EXPECT_EQ(tally_.outcomes()[Outcome::empty_reply], 2u);
}

TEST_F(TallyOfExchanges, CountsInterimRepliesApart) {
  count_reply("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\n\r\n" + reply(200, "Hello"));
  count_reply(reply(200, "Hello"));
  EXPECT_EQ(tally_.interim_replies(), 2u);
  EXPECT_EQ(tally_.ab().non_2xx, 0u);
  EXPECT_EQ(tally_.document_length(), 5u);
  Tally both(at(0));
  both.merge(tally_);
  both.merge(tally_);
  EXPECT_EQ(both.interim_replies(), 4u);
}

class CloseWaitsOfExchanges : public testing::Test {
 protected:
  /// A request from 0 ms on, whose reply is whole at 3 ms.
  void begin(const std::string& bytes) {
    exchange_.begin(at(0), false);
    exchange_.connected(at(1));
    exchange_.received(bytes, at(3));
  }
  void count() { waits_.add(exchange_); }

  verify::ReplyChecker checker_{verify::ReplyRules{}};
  Exchange exchange_{checker_};
  CloseWaits waits_;
};

TEST_F(CloseWaitsOfExchanges, BeginWithTheWholeReply) {
  begin(good);
  exchange_.closed(at(2003));
  count();
  begin(reply(200, "Hello"));
  exchange_.fail(Outcome::timed_out, "why", at(1003));
  count();
  EXPECT_EQ(waits_.count(), 2u);
  EXPECT_EQ(waits_.whole().max(), 3'000'000u);
  EXPECT_EQ(waits_.wait().min(), 1'000'000'000u);
  EXPECT_EQ(waits_.wait().max(), 2'000'000'000u);
  EXPECT_DOUBLE_EQ(waits_.time_s(), 3);
  EXPECT_EQ(waits_.announced(), 0u);
  CloseWaits both;
  both.merge(waits_);
  both.merge(waits_);
  EXPECT_EQ(both.count(), 4u);
  EXPECT_DOUBLE_EQ(both.time_s(), 6);
}

TEST_F(CloseWaitsOfExchanges, AreNoneWhereTheServerClosesAtOnceOrTheCloseEndsTheReply) {
  begin(good);
  exchange_.closed(at(12));
  count();
  begin("HTTP/1.1 200 OK\r\n\r\nHello");
  exchange_.closed(at(2000));
  count();
  begin(good);
  exchange_.received("more", at(2000));
  count();
  EXPECT_EQ(waits_.count(), 0u);
}

TEST_F(CloseWaitsOfExchanges, AreAnnouncedByTheReply) {
  begin("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nHello");
  exchange_.closed(at(2000));
  count();
  EXPECT_EQ(waits_.announced(), 1u);
}

TEST(Unfinished, KnowsTheOldestAndTheTimeOfAll) {
  verify::ReplyChecker checker{verify::ReplyRules{}};
  Exchange exchange(checker);
  Unfinished unfinished(at(1000));
  const auto abandon = [&](int start, int due, bool counted) {
    exchange.begin(at(start), false, {at(due), counted});
    exchange.fail(Outcome::abandoned, "why", at(5000));
    unfinished.add(exchange);
  };
  abandon(3000, 2000, true);
  abandon(500, 500, false);  // of the warm-up
  EXPECT_EQ(unfinished.count(), 2u);
  EXPECT_EQ(unfinished.oldest(), milliseconds(4500));
  EXPECT_DOUBLE_EQ(unfinished.time_s(), 2 + 4);
  EXPECT_DOUBLE_EQ(unfinished.warmup_time_s(), 4);
  Unfinished both(at(1000));
  both.merge(unfinished);
  both.merge(unfinished);
  EXPECT_EQ(both.count(), 4u);
  EXPECT_EQ(both.oldest(), milliseconds(4500));
  EXPECT_DOUBLE_EQ(both.time_s(), 12);
}

TEST(InFlight, IsIntegratedOverTime) {
  InFlight in_flight;
  in_flight.change(+1, at(0));
  in_flight.change(+1, at(1000));
  in_flight.change(-1, at(3000));
  in_flight.change(-1, at(4000));
  EXPECT_EQ(in_flight.count(), 0);
  EXPECT_DOUBLE_EQ(in_flight.integral_s(), 1 + 4 + 1);
}

}  // namespace
}  // namespace tiga::loadgen::requests
