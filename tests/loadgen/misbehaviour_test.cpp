// What a server may do wrong, and that loadgen counts each of it as what it is, exactly as often as
// it happens.
#include <gtest/gtest.h>

#include <atomic>
#include <ostream>
#include <string>
#include <vector>

#include "loadgen/run.hpp"
#include "rogue_server.hpp"

namespace tiga::loadgen {

std::ostream& operator<<(std::ostream& out, const OutcomeCounts& counts) {
  for_each_outcome([&](Outcome outcome) {
    if (counts[outcome] > 0) {
      out << name_of(outcome) << ' ' << counts[outcome] << "  ";
    }
  });
  return out;
}

namespace {

using tests::by_request;
using tests::RogueServer;
using tests::Visitor;

const std::string ok_line = "HTTP/1.1 200 OK\r\n";
const std::string good = ok_line + "Content-Length: 5\r\n\r\nHello";
const std::string to_the_end = ok_line + "Connection: close\r\n";
const std::string chunked = ok_line + "Transfer-Encoding: chunked\r\n\r\n";

/// A way to answer one request; it gives whether the connection stands.
using Answer = std::function<bool(Visitor& visitor)>;

/// Whole and in order, on a connection that stands where the client wants it to.
bool answer_with(Visitor& visitor, const std::string& reply) {
  visitor.send(reply);
  return visitor.wants_keep_alive();
}
Answer says(const std::string& reply) {
  return [reply](Visitor& visitor) { return answer_with(visitor, reply); };
}
Answer says_and_closes(const std::string& reply) {
  return [reply](Visitor& visitor) {
    visitor.send(reply);
    visitor.close();
    return false;
  };
}
Answer says_and_resets(const std::string& reply) {
  return [reply](Visitor& visitor) {
    visitor.send(reply);
    visitor.reset();
    return false;
  };
}

struct Misdeed {
  std::string name;
  Answer answer;
  Outcome outcome;
};

std::vector<Misdeed> misdeeds() {
  return {
      {"empty", says_and_closes(""), Outcome::empty_reply},
      {"reset_before_head", says_and_resets(""), Outcome::reset},
      {"cut_in_status_line", says_and_closes("HTTP/1."), Outcome::truncated},
      {"cut_in_head", says_and_closes(ok_line + "Content-Le"), Outcome::truncated},
      {"cut_after_head", says_and_closes(ok_line + "Content-Length: 5\r\n\r\n"),
       Outcome::truncated},
      {"cut_in_content", says_and_closes(ok_line + "Content-Length: 5\r\n\r\nHell"),
       Outcome::truncated},
      {"reset_in_head", says_and_resets(ok_line), Outcome::reset},
      {"reset_after_head", says_and_resets(ok_line + "Content-Length: 5\r\n\r\n"), Outcome::reset},
      {"reset_until_close", says_and_resets(to_the_end + "\r\nHello"), Outcome::reset},
      {"says_3_sends_5", says(ok_line + "Content-Length: 3\r\n\r\nHello"), Outcome::wrong_length},
      {"shorter", says(ok_line + "Content-Length: 3\r\n\r\nHel"), Outcome::wrong_length},
      {"longer", says(ok_line + "Content-Length: 6\r\n\r\nHello!"), Outcome::wrong_length},
      {"stray_octets", says(good + "\r\n\r\n"), Outcome::wrong_length},
      {"wrong_content", says(ok_line + "Content-Length: 5\r\n\r\nHellO"), Outcome::wrong_content},
      {"not_found", says("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nHello"),
       Outcome::wrong_status},
      {"other_2xx", says("HTTP/1.1 206 Partial\r\nContent-Length: 5\r\n\r\nHello"),
       Outcome::wrong_status},
      {"moved", says("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"), Outcome::wrong_status},
      {"garbage", says_and_closes("garbage\r\n\r\n"), Outcome::malformed},
      {"garbage_head", says("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"), Outcome::malformed},
      {"other_version", says("HTTP/2.0 200 OK\r\nContent-Length: 5\r\n\r\nHello"),
       Outcome::malformed},
      {"two_lengths", says(ok_line + "Content-Length: 5\r\nContent-Length: 4\r\n\r\nHello"),
       Outcome::malformed},
      {"bad_chunk_size", says(chunked + "five\r\nHello\r\n0\r\n\r\n"), Outcome::malformed},
      {"bad_chunk_end", says(chunked + "5\r\nHelloXX0\r\n\r\n"), Outcome::malformed},
      {"cut_chunks", says_and_closes(chunked + "5\r\nHello\r\n"), Outcome::truncated},
      {"wrong_chunks", says(chunked + "5\r\nHellO\r\n0\r\n\r\n"), Outcome::wrong_content},
      {"only_interim", says_and_closes("HTTP/1.1 100 Continue\r\n\r\n"), Outcome::truncated},
      // Unusual, but right.
      {"dripped",
       [](Visitor& visitor) {
         visitor.drip(good);
         return visitor.wants_keep_alive();
       },
       Outcome::ok},
      {"chunks", says(chunked + "2;x=y\r\nHe\r\n3\r\nllo\r\n0\r\nTrailer: x\r\n\r\n"), Outcome::ok},
      {"interim", says("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + good),
       Outcome::ok},
      {"until_close", says_and_closes(to_the_end + "\r\nHello"), Outcome::ok},
      {"announced_close", says_and_closes(to_the_end + "Content-Length: 5\r\n\r\nHello"),
       Outcome::ok},
      {"silent_close",
       [](Visitor& visitor) {
         visitor.send_and_close(good);
         return false;
       },
       Outcome::ok},
      {"http_1_0", says_and_closes("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nHello"),
       Outcome::ok},
      {"more_fields", says(ok_line + "Date: today\r\nContent-Length: 5\r\n\r\nHello"), Outcome::ok},
  };
}

struct Setting {
  Misdeed misdeed;
  bool keep_alive;
  std::uint64_t concurrency;
};

std::vector<Setting> settings() {
  std::vector<Setting> settings;
  for (const Misdeed& misdeed : misdeeds()) {
    for (const bool keep_alive : {false, true}) {
      settings.push_back({misdeed, keep_alive, 1});
      settings.push_back({misdeed, keep_alive, 4});
    }
  }
  return settings;
}

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.misdeed.name; }

class Misbehaviour : public testing::TestWithParam<Setting> {};

constexpr int requests = 40;
constexpr std::uint64_t misdeeds_done = 9;

/// Every fourth request, but none of the first: those set what is expected.
bool is_bad(int request) { return request >= 4 && request % 4 == 3; }

Options options_for(const std::string& url, bool keep_alive, std::uint64_t concurrency) {
  Options options;
  options.url = parse_url(url);
  options.requests = requests;
  options.concurrency = concurrency;
  options.keep_alive = keep_alive;
  options.timeout = std::chrono::seconds(20);
  return options;
}

TEST_P(Misbehaviour, IsCountedForWhatItIs) {
  const Setting& setting = GetParam();
  const RogueServer server(by_request([&](Visitor& visitor, int request) {
    return is_bad(request) ? setting.misdeed.answer(visitor) : answer_with(visitor, good);
  }));
  const Summary summary =
      run_load(options_for(server.url(), setting.keep_alive, setting.concurrency), {});

  OutcomeCounts expected;
  expected[Outcome::ok] = requests - misdeeds_done;
  expected[setting.misdeed.outcome] += misdeeds_done;
  EXPECT_EQ(summary.outcomes, expected);
  EXPECT_EQ(summary.attempted, static_cast<std::uint64_t>(requests));
  EXPECT_EQ(summary.not_started, 0u);
  std::uint64_t latencies = 0;
  for (const LatencyBin& bin : summary.latency_bins) {
    latencies += bin.count;
  }
  EXPECT_EQ(latencies, summary.ok()) << "only ok requests have a latency";
  EXPECT_EQ(summary.examples.size(), setting.misdeed.outcome == Outcome::ok ? 0u : 1u);
  if (!setting.keep_alive) {
    EXPECT_EQ(summary.connections_opened, static_cast<std::uint64_t>(requests));
  }
}

INSTANTIATE_TEST_SUITE_P(, Misbehaviour, testing::ValuesIn(settings()), [](const auto& test) {
  return test.param.misdeed.name + (test.param.keep_alive ? "_kept_" : "_closed_") +
         std::to_string(test.param.concurrency);
});

class BothModes : public testing::TestWithParam<bool> {
 protected:
  Summary run(const RogueServer& server, std::uint64_t count, std::uint64_t concurrency) const {
    Options options = options_for(server.url(), GetParam(), concurrency);
    options.requests = count;
    options.timeout = std::chrono::seconds(1);
    return run_load(options, {});
  }
};

INSTANTIATE_TEST_SUITE_P(, BothModes, testing::Bool(),
                         [](const auto& test) { return test.param ? "kept" : "closed"; });

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

TEST_P(BothModes, RepliesBeforeTheFirstGoodOneAreNotOk) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    return answer_with(visitor,
                       request < 3 ? "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\nOops" : good);
  }));
  const Summary summary = run(server, 10, 1);
  EXPECT_EQ(summary.outcomes[Outcome::wrong_status], 3u);
  EXPECT_EQ(summary.outcomes[Outcome::ok], 7u);
}

TEST_P(BothModes, NothingButEmptyRepliesIsNothingMeasured) {
  const RogueServer server(by_request([](Visitor&, int) { return false; }));
  const Summary summary = run(server, 20, 5);
  EXPECT_EQ(summary.outcomes[Outcome::empty_reply], 20u);
  EXPECT_EQ(summary.verdict, Verdict::nothing_measured);
  EXPECT_EQ(summary.octets_received, 0u);
  // This is what ab makes of it, and what the published balanced table shows.
  EXPECT_EQ(summary.ab.complete, 20u);
  EXPECT_EQ(summary.ab.failed, 0u);
}

TEST_P(BothModes, AServerThatGoesAwayRefusesTheRest) {
  std::atomic<RogueServer*> self{nullptr};
  RogueServer server(by_request([&](Visitor& visitor, int request) {
    if (request == 4) {
      self.load()->stop_listening();
    }
    visitor.send(to_the_end + "Content-Length: 5\r\n\r\nHello");
    return false;
  }));
  self = &server;
  const Summary summary = run(server, 20, 1);
  EXPECT_EQ(summary.outcomes[Outcome::ok], 5u);
  EXPECT_EQ(summary.outcomes[Outcome::refused], 15u);
  EXPECT_EQ(summary.connections_opened, 5u);
  EXPECT_EQ(summary.ab.connect, 15u);
}

TEST(OneMode, AConnectionThatStaysOpenWithoutKeepAliveTimesOut) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    visitor.send(good);
    if (request % 2 == 1) {
      visitor.hang();
    }
    return false;
  }));
  Options options = options_for(server.url(), false, 2);
  options.requests = 4;
  options.timeout = std::chrono::seconds(1);
  const Summary summary = run_load(options, {});
  EXPECT_EQ(summary.outcomes[Outcome::ok], 2u);
  EXPECT_EQ(summary.outcomes[Outcome::timed_out], 2u);
  EXPECT_NE(summary.examples.at(0).detail.find("did not close"), std::string::npos);
}

TEST(OneMode, KeptConnectionsThatTheServerClosesAreOpenedAnew) {
  const RogueServer server([](Visitor& visitor, int) {
    for (int count = 1; visitor.read_request(); ++count) {
      if (count == 5) {
        visitor.send_and_close(good);
        return;
      }
      visitor.send(good);
    }
  });
  const Summary summary = run_load(options_for(server.url(), true, 2), {});
  EXPECT_EQ(summary.outcomes[Outcome::ok], static_cast<std::uint64_t>(requests));
  EXPECT_GE(summary.connections_opened, requests / 5u);
}

/// A connection that closes when the next request is on its way: that request has failed, and is
/// said to have.
TEST(OneMode, KeptConnectionsThatCloseUnderARequestCostThatRequest) {
  const RogueServer server([](Visitor& visitor, int) {
    for (int count = 1; visitor.read_request() && count < 5; ++count) {
      visitor.send(good);
    }
  });
  const Summary summary = run_load(options_for(server.url(), true, 1), {});
  EXPECT_EQ(summary.outcomes[Outcome::ok], 32u);
  EXPECT_EQ(summary.outcomes[Outcome::empty_reply], 8u);
  EXPECT_EQ(summary.connections_opened, 8u);
  EXPECT_EQ(summary.ab.complete, 32u) << "ab passes over them";
}

}  // namespace
}  // namespace tiga::loadgen
