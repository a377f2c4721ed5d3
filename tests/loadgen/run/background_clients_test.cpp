// Connections beside the measured ones, against a server of the test's own. They are opened first,
// so that connection 0 is the first idle one.
#include "loadgen/run/background_clients.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "common/error.hpp"
#include "loadgen/run/run.hpp"
#include "tests/loadgen/misbehaving/rogue_server.hpp"
#include "tests/support/client.hpp"
#include "tests/support/scripted_backend.hpp"
#include "tests/support/wait.hpp"

namespace tiga::loadgen::run {
namespace {

using tests::RogueServer;
using tests::Visitor;
using tests::wait_until;

const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

void answer_all(Visitor& visitor, const std::string& reply = good) {
  while (visitor.read_request() && visitor.send(reply) && visitor.wants_keep_alive()) {
  }
}

Options options_with_background(const RogueServer& server, std::uint64_t idle,
                                std::uint64_t slow_readers) {
  Options options;
  options.url = parse_url(server.url());
  options.requests = 20;
  options.concurrency = 2;
  options.background_clients.idle = idle;
  options.background_clients.slow_readers = slow_readers;
  return options;
}

/// One slow reader, and one request beside it that is answered once `done` holds. `behaviour` serve
/// the slow reader's connections, whose first request is read: HTTP/1.1, as opposed to the measured
/// one.
template <typename Behaviour, typename Done>
Summary run_beside(const Behaviour& behaviour, const Done& done, std::uint64_t slow_rate = 65'536) {
  const RogueServer server([&](Visitor& visitor, int) {
    if (!visitor.read_request()) {
      return;
    }
    if (visitor.wants_keep_alive()) {
      behaviour(visitor);
    } else if (wait_until(done)) {
      visitor.send(good);
    }
  });
  Options options = options_with_background(server, 0, 1);
  options.requests = 1;
  options.concurrency = 1;
  options.background_clients.slow_rate = slow_rate;
  return run_load(options, {});
}

TEST(BackgroundClients, AreOffByDefault) {
  const RogueServer server([](Visitor& visitor, int) { answer_all(visitor); });
  EXPECT_FALSE(run_load(options_with_background(server, 0, 0), {}).background_clients);
  EXPECT_EQ(server.connections(), 20);
}

TEST(BackgroundClients, IdleOnesSendNothingAndStayConnected) {
  std::atomic<int> idle_that_spoke{0};
  const RogueServer server([&](Visitor& visitor, int connection) {
    if (connection >= 5) {
      answer_all(visitor);
    } else if (visitor.read_request()) {
      ++idle_that_spoke;
    }
  });
  const Summary summary = run_load(options_with_background(server, 5, 0), {});
  EXPECT_EQ(summary.ok(), 20u);
  EXPECT_EQ(summary.attempted, 20u);
  EXPECT_EQ(summary.connections_opened, 20u);
  EXPECT_EQ(server.connections(), 25);
  EXPECT_EQ(idle_that_spoke, 0);
  ASSERT_TRUE(summary.background_clients);
  EXPECT_EQ(summary.background_clients->idle_at_begin, 5u);
  EXPECT_EQ(summary.background_clients->idle_at_end, 5u);
  EXPECT_TRUE(summary.background_clients->all_survived());
}

/// They send no content, so they must not announce that of the measured requests.
TEST(BackgroundClients, SlowReadersAnnounceNoContent) {
  const tests::ScriptedBackend server("content");
  Options options;
  options.url = parse_url("http://" + server.endpoint() + "/test/fast");
  options.keep_alive = true;
  options.method = "POST";
  options.body = RequestBody{"body"};
  options.headers = {"Content-Length: 4"};
  options.background_clients.slow_readers = 1;
  options.background_clients.slow_path = "/test/slow";
  EXPECT_EQ(run_load(options, {}).ok(), 1u);
  ASSERT_TRUE(wait_until([&] { return !server.received("/test/slow").empty(); }));
  EXPECT_EQ(server.received("/test/slow").front().method(), "GET");
  EXPECT_FALSE(server.received("/test/slow").front().field("Content-Length"));
}

TEST(BackgroundClients, IdleOnesThatTheServerClosedAreNotCounted) {
  std::atomic<int> given_up{0};
  const RogueServer server([&](Visitor& visitor, int connection) {
    if (connection == 0) {
      visitor.close();
      ++given_up;
    } else if (connection == 1) {
      visitor.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
      ++given_up;
      visitor.hang();
    } else if (connection == 2) {
      visitor.hang();
    } else {
      wait_until([&] { return given_up == 2; });
      answer_all(visitor);
    }
  });
  const Summary summary = run_load(options_with_background(server, 3, 0), {});
  EXPECT_EQ(summary.ok(), 20u);
  ASSERT_TRUE(summary.background_clients);
  EXPECT_EQ(summary.background_clients->idle_at_begin, 3u);
  EXPECT_EQ(summary.background_clients->idle_at_end, 1u);
  EXPECT_FALSE(summary.background_clients->all_survived());
}

TEST(BackgroundClients, NeedDescriptors) {
  const RogueServer server([](Visitor& visitor, int) { answer_all(visitor); });
  EXPECT_THROW(run_load(options_with_background(server, 2'000'000'000, 0), {}), common::CannotRun);
  EXPECT_EQ(server.connections(), 0);
}

TEST(BackgroundClients, CannotRunWithoutAServer) {
  Options options;
  options.url = parse_url("http://127.0.0.1:" + std::to_string(tests::unused_port()) + "/");
  options.background_clients.idle = 3;
  options.background_clients.slow_readers = 3;
  EXPECT_THROW(run_load(options, {}), common::CannotRun);
}

TEST(SlowReaders, SendAllTheirRequestsOverOneConnection) {
  std::atomic<int> asked{0};
  const Summary summary = run_beside(
      [&](Visitor& visitor) {
        do {
          ++asked;
          visitor.send(good);
        } while (visitor.read_request());
      },
      [&] { return asked >= 3; });
  EXPECT_EQ(summary.attempted, 1u) << "theirs are not counted";
  EXPECT_EQ(summary.bytes_received, good.size());
  ASSERT_TRUE(summary.background_clients);
  const BackgroundClientFacts& facts = *summary.background_clients;
  EXPECT_GE(facts.slow_requests, 3u);
  EXPECT_GE(facts.slow_replies, 2u);
  EXPECT_LE(facts.slow_replies, facts.slow_requests);
  EXPECT_EQ(facts.slow_bytes, facts.slow_replies * good.size());
  EXPECT_TRUE(facts.all_survived());
}

/// However large the reply, the server gets rid of it as slowly as it is read: its kernel and the
/// client's do not take it in.
TEST(SlowReaders, KeepTheServerWaiting) {
  constexpr std::uint64_t rate = 100'000;
  // Less than the kernels take in at once where segments are those of loopback.
  const std::string large(std::size_t{1} << 20, 'x');
  std::atomic<common::TimePoint> asked = common::TimePoint::max();
  std::atomic<bool> all_sent{false};
  const common::TimePoint start = common::SteadyClock::now();
  const Summary summary = run_beside(
      [&](Visitor& visitor) {
        asked = common::SteadyClock::now();
        all_sent = visitor.send("HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n" + large);
      },
      [&] { return common::SteadyClock::now() - std::chrono::milliseconds(500) > asked.load(); },
      rate);
  const double elapsed_s =
      std::chrono::duration<double>(common::SteadyClock::now() - start).count();
  ASSERT_TRUE(summary.background_clients);
  const BackgroundClientFacts& facts = *summary.background_clients;
  EXPECT_GT(facts.slow_bytes, 0u);
  EXPECT_LE(static_cast<double>(facts.slow_bytes), rate * (elapsed_s + 0.2));
  EXPECT_EQ(facts.slow_replies, 0u);
  EXPECT_EQ(facts.slow_failures, 0u);
  EXPECT_EQ(facts.slow_readers_at_end, 1u);
  EXPECT_FALSE(all_sent);
}

TEST(SlowReaders, DecodeChunksAndCountReplies) {
  std::atomic<int> asked{0};
  const Summary summary = run_beside(
      [&](Visitor& visitor) {
        do {
          ++asked;
          visitor.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHe");
          visitor.send("llo\r\n0\r\n\r\n");
        } while (visitor.read_request());
      },
      [&] { return asked >= 2; });
  ASSERT_TRUE(summary.background_clients);
  EXPECT_GE(summary.background_clients->slow_replies, 1u);
  EXPECT_TRUE(summary.background_clients->all_survived());
}

struct Bad {
  std::string name;
  std::string reply;
};

class SlowReadersWithBadReplies : public testing::TestWithParam<Bad> {};

/// A reply that is no good is a failure of theirs; they connect again and ask on.
TEST_P(SlowReadersWithBadReplies, CountFailures) {
  std::atomic<int> asked{0};
  const Summary summary = run_beside(
      [&](Visitor& visitor) {
        ++asked;
        visitor.send(GetParam().reply);
      },
      [&] { return asked >= 2; });
  EXPECT_EQ(summary.ok(), 1u);
  ASSERT_TRUE(summary.background_clients);
  EXPECT_GE(summary.background_clients->slow_requests, 2u);
  EXPECT_GE(summary.background_clients->slow_failures, 1u);
  EXPECT_EQ(summary.background_clients->slow_replies, 0u);
  EXPECT_FALSE(summary.background_clients->all_survived());
}

INSTANTIATE_TEST_SUITE_P(
    , SlowReadersWithBadReplies,
    testing::Values(Bad{"Status", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"},
                    Bad{"Cut", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHello"},
                    Bad{"Garbage", "garbage\r\n\r\n"}, Bad{"Nothing", ""}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace tiga::loadgen::run
