// What a server may do to a whole run: hang, go away, close kept connections; on each engine.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <tuple>

#include "tests/loadgen/engine/engines.hpp"
#include "tests/loadgen/misbehaving/faults.hpp"
#include "tests/loadgen/misbehaving/rogue_runs.hpp"
#include "tests/loadgen/misbehaving/rogue_server.hpp"

namespace tiga::loadgen {
namespace {

using tests::answer_with;
using tests::by_request;
using tests::options_for;
using tests::RogueServer;
using tests::Visitor;

const std::string& good = tests::good_reply();

/// Keep-alive or not, on each engine.
class BothModes : public testing::TestWithParam<std::tuple<bool, EngineChoice>> {
 protected:
  Summary run(const RogueServer& server, std::uint64_t count, std::uint64_t concurrency) const {
    const auto [keep_alive, engine] = GetParam();
    Options options = options_for(server.url(), keep_alive, concurrency);
    options.engine = engine;
    options.requests = count;
    options.timeout = std::chrono::seconds(1);
    return run::run_load(options, {});
  }
};

INSTANTIATE_TEST_SUITE_P(, BothModes,
                         testing::Combine(testing::Bool(),
                                          testing::ValuesIn(engine::offered_engines())),
                         [](const auto& test) {
                           return (std::get<0>(test.param) ? "kept_" : "closed_") +
                                  std::string(name_of(std::get<1>(test.param)));
                         });

TEST_P(BothModes, AServerThatHangsTimesOut) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    if (request < 2) {
      return answer_with(visitor, good);
    }
    if (request % 2 == 0) {
      visitor.send(good.substr(0, 30));
    }
    visitor.hang();
    return false;
  }));
  const Summary summary = run(server, 6, 4);
  EXPECT_EQ(summary.outcomes[Outcome::ok], 2u);
  EXPECT_EQ(summary.outcomes[Outcome::timed_out], 4u);
  EXPECT_GE(summary.elapsed_s, 1);
}

/// -t ends a run whose requests hang: how long they did is said, and that the latencies are not
/// theirs.
TEST_P(BothModes, ARunThatEndsWhileAllRequestsHangSaysHowOldTheyAre) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    if (request < 6) {
      return answer_with(visitor, good);
    }
    visitor.hang();
    return false;
  }));
  const auto [keep_alive, engine] = GetParam();
  Options options = options_for(server.url(), keep_alive, 4);
  options.engine = engine;
  options.time_limit = std::chrono::seconds(1);
  const Summary summary = run::run_load(options, {});
  EXPECT_EQ(summary.ok(), 6u);
  EXPECT_EQ(summary.outcomes[Outcome::abandoned], 4u);
  EXPECT_EQ(summary.failed(), 0u);
  ASSERT_TRUE(summary.unfinished);
  EXPECT_EQ(summary.unfinished->requests, 4u);
  EXPECT_GT(summary.unfinished->oldest_s * 1e6, *summary.latency_us.max);
  EXPECT_LE(summary.unfinished->oldest_s, summary.elapsed_s);
  EXPECT_TRUE(summary.outlasted());
  EXPECT_TRUE(summary.mostly_hung());
  EXPECT_FALSE(summary.succeeded());
  EXPECT_NE(summary.examples.at(0).detail.find("no byte of a reply"), std::string::npos);
}

/// No request of the counted part could even start.
TEST_P(BothModes, RequestsThatHangSinceTheWarmupAreUnfinishedToo) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.hang();
    return false;
  }));
  const auto [keep_alive, engine] = GetParam();
  Options options = options_for(server.url(), keep_alive, 4);
  options.engine = engine;
  options.warmup = std::chrono::milliseconds(900);
  options.time_limit = std::chrono::seconds(1);
  const Summary summary = run::run_load(options, {});
  EXPECT_EQ(summary.attempted, 0u);
  ASSERT_TRUE(summary.unfinished);
  EXPECT_EQ(summary.unfinished->requests, 4u);
  EXPECT_GE(summary.unfinished->oldest_s, 1);
  EXPECT_TRUE(summary.mostly_hung());
}

TEST_P(BothModes, InterimRepliesAreCountedApart) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    return answer_with(visitor, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + good);
  }));
  const Summary summary = run(server, 20, 2);
  EXPECT_EQ(summary.ok(), 20u);
  EXPECT_EQ(summary.interim_replies, 20u);
  EXPECT_EQ(summary.ab.non_2xx, 0u);
  EXPECT_EQ(summary.ab.failed, 0u);
  EXPECT_EQ(summary.target.document_length, 5u);
}

/// A 204 ends at its empty line; on a kept connection no close is waited for.
TEST_P(BothModes, A204ThatAnnouncesContentIsWhole) {
  for (const std::string field : {"Transfer-Encoding: chunked", "Content-Length: 5",
                                  "Content-Length: 5\r\nTransfer-Encoding: chunked"}) {
    const RogueServer server(by_request([&](Visitor& visitor, int) {
      return answer_with(visitor, "HTTP/1.1 204 No Content\r\n" + field + "\r\n\r\n");
    }));
    const Summary summary = run(server, 20, 2);
    EXPECT_EQ(summary.ok(), 20u) << field;
    EXPECT_EQ(server.connections(), std::get<0>(GetParam()) ? 2 : 20) << field;
  }
}

TEST_P(BothModes, ASwitchThatNobodyAskedForIsMalformedAndSaysSo) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    return answer_with(visitor, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
  }));
  const Summary summary = run(server, 6, 2);
  EXPECT_EQ(summary.outcomes[Outcome::malformed], 6u);
  EXPECT_NE(summary.examples.at(0).detail.find("unexpected 101"), std::string::npos);
}

TEST_P(BothModes, BadRepliesBeforeTheFirstGoodOneAreNotOk) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    return answer_with(visitor,
                       request < 3 ? "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\nOops" : good);
  }));
  const Summary summary = run(server, 10, 1);
  EXPECT_EQ(summary.outcomes[Outcome::wrong_status], 3u);
  EXPECT_EQ(summary.outcomes[Outcome::ok], 7u);
}

TEST_P(BothModes, OnlyEmptyRepliesMeansNothingMeasured) {
  const RogueServer server(by_request([](Visitor&, int) { return false; }));
  const Summary summary = run(server, 20, 5);
  EXPECT_EQ(summary.outcomes[Outcome::empty_reply], 20u);
  EXPECT_EQ(summary.verdict, Verdict::nothing_measured);
  EXPECT_EQ(summary.bytes_received, 0u);
  // This is what ab makes of it, and what the published balanced table shows.
  EXPECT_EQ(summary.ab.complete, 20u);
  EXPECT_EQ(summary.ab.failed, 0u);
}

TEST_P(BothModes, RequestsAfterTheServerExitsAreCountedAsRefused) {
  std::atomic<RogueServer*> self{nullptr};
  RogueServer server(by_request([&](Visitor& visitor, int request) {
    if (request == 4) {
      self.load()->stop_listening();
    }
    visitor.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nHello");
    return false;
  }));
  self = &server;
  const Summary summary = run(server, 20, 1);
  EXPECT_EQ(summary.outcomes[Outcome::ok], 5u);
  EXPECT_EQ(summary.outcomes[Outcome::refused], 15u);
  EXPECT_EQ(summary.connections_opened, 5u);
  EXPECT_EQ(summary.ab.connect, 15u);
}

class OneMode : public testing::TestWithParam<EngineChoice> {
 protected:
  static Options options(const RogueServer& server, bool keep_alive, std::uint64_t concurrency) {
    Options options = options_for(server.url(), keep_alive, concurrency);
    options.engine = GetParam();
    return options;
  }
};

INSTANTIATE_TEST_SUITE_P(, OneMode, testing::ValuesIn(engine::offered_engines()),
                         engine::engine_name);

TEST_P(OneMode, AConnectionThatStaysOpenWithoutKeepAliveTimesOut) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    visitor.send(good);
    if (request % 2 == 1) {
      visitor.hang();
    }
    return false;
  }));
  Options four = options(server, false, 2);
  four.requests = 4;
  four.timeout = std::chrono::seconds(1);
  const Summary summary = run::run_load(four, {});
  EXPECT_EQ(summary.outcomes[Outcome::ok], 2u);
  EXPECT_EQ(summary.outcomes[Outcome::timed_out], 2u);
  EXPECT_NE(summary.examples.at(0).detail.find("did not close"), std::string::npos);
}

/// The wait for the close is in the latency; whose it is must be said.
TEST_P(OneMode, TheWaitForALateCloseIsToldApartFromTheReply) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send(good);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    return false;
  }));
  Options four = options(server, false, 4);
  four.requests = 4;
  const Summary summary = run::run_load(four, {});
  EXPECT_EQ(summary.ok(), 4u);
  ASSERT_TRUE(summary.close_wait);
  EXPECT_EQ(summary.close_wait->requests, 4u);
  EXPECT_EQ(summary.close_wait->announced, 0u);
  EXPECT_FALSE(summary.close_wait->asked_to_stay);
  EXPECT_LT(*summary.close_wait->whole_p50_us, *summary.close_wait->wait_p50_us);
  EXPECT_GT(summary.close_wait->time_share, 0.5);
}

TEST_P(OneMode, AServerThatWasAskedNotToCloseIsNotBlamed) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send(good);
    visitor.hang();
    return false;
  }));
  Options two = options(server, false, 2);
  two.requests = 2;
  two.timeout = std::chrono::seconds(3);
  two.headers = {"Connection: Keep-Alive"};
  const Summary summary = run::run_load(two, {});
  EXPECT_EQ(summary.outcomes[Outcome::timed_out], 2u);
  ASSERT_TRUE(summary.close_wait);
  EXPECT_EQ(summary.close_wait->requests, 2u);
  EXPECT_TRUE(summary.close_wait->asked_to_stay);
  EXPECT_NE(summary.examples.at(0).detail.find("-k does not wait"), std::string::npos);
}

TEST_P(OneMode, PersistentConnectionsThatTheServerClosesAreReopened) {
  const RogueServer server([](Visitor& visitor, int) {
    for (int count = 1; visitor.read_request(); ++count) {
      if (count == 5) {
        visitor.send_and_close(good);
        return;
      }
      visitor.send(good);
    }
  });
  const Summary summary = run::run_load(options(server, true, 2), {});
  EXPECT_EQ(summary.outcomes[Outcome::ok], 40u);
  EXPECT_GE(summary.connections_opened, 8u);
}

TEST_P(OneMode, AResetAfterACompleteReplyDoesNotInvalidateIt) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send(good);
    visitor.reset();
    return false;
  }));
  const Summary summary = run::run_load(options(server, false, 4), {});
  EXPECT_EQ(summary.outcomes[Outcome::ok], 40u);
}

/// A connection that closes when the next request is on its way: that request has failed, and is
/// said to have.
TEST_P(OneMode, APersistentConnectionThatClosesDuringARequestFailsThatRequest) {
  const RogueServer server([](Visitor& visitor, int) {
    for (int count = 1; visitor.read_request() && count < 5; ++count) {
      visitor.send(good);
    }
  });
  const Summary summary = run::run_load(options(server, true, 1), {});
  EXPECT_EQ(summary.outcomes[Outcome::ok], 32u);
  EXPECT_EQ(summary.outcomes[Outcome::empty_reply], 8u);
  EXPECT_EQ(summary.connections_opened, 8u);
  EXPECT_EQ(summary.ab.complete, 40u);
  EXPECT_EQ(summary.ab.length, 8u);
}

}  // namespace
}  // namespace tiga::loadgen
