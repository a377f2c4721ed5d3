// Whole runs against a server of the test's own: addresses, limits, sizes, times.
#include "loadgen/run.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "common/error.hpp"
#include "engines.hpp"
#include "loadgen/engine.hpp"
#include "loadgen/request.hpp"
#include "loadgen/stop_signals.hpp"
#include "rogue_server.hpp"
#include "tests/support/client.hpp"
#include "tests/support/skip.hpp"

namespace tiga::loadgen {
namespace {

using tests::by_request;
using tests::RogueServer;
using tests::Visitor;

const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

bool answer(Visitor& visitor, const std::string& reply) {
  visitor.send(reply);
  return visitor.wants_keep_alive();
}

RogueServer::Manners well_behaved() {
  return by_request([](Visitor& visitor, int) { return answer(visitor, good); });
}

class Run : public testing::TestWithParam<EngineChoice> {
 protected:
  static Options options_for(const std::string& url, std::uint64_t requests,
                             std::uint64_t concurrency) {
    Options options;
    options.url = parse_url(url);
    options.requests = requests;
    options.concurrency = concurrency;
    options.engine = GetParam();
    return options;
  }
};

INSTANTIATE_TEST_SUITE_P(, Run, testing::ValuesIn(offered_engines()), engine_name);

bool has_ipv6() {
  try {
    const RogueServer server(well_behaved(), "::1");
    return true;
  } catch (const common::CannotRun&) {
    return false;
  }
}

TEST_P(Run, SpeaksToIpv6) {
  TIGA_SKIP_UNLESS(has_ipv6(), "IPv6 on loopback");
  const RogueServer server(well_behaved(), "::1");
  const Summary summary = run_load(options_for(server.url("[::1]"), 20, 4), {});
  EXPECT_EQ(summary.ok(), 20u);
  EXPECT_EQ(summary.target.host, "::1");
}

TEST_P(Run, AName) {
  const RogueServer server(well_behaved());
  const Summary summary = run_load(options_for(server.url("localhost"), 20, 4), {});
  EXPECT_EQ(summary.ok(), 20u);
  EXPECT_EQ(summary.attempted, 20u);
  EXPECT_EQ(summary.connections_opened, 20u);
}

/// A name with two addresses, of which only the second serves.
TEST_P(Run, GoesOnToTheAddressThatServes) {
  const RogueServer server(well_behaved());
  const Options options = options_for(server.url(), 20, 4);
  std::vector<common::SocketAddress> addresses =
      common::resolve({"127.0.0.1", tests::unused_port()});
  addresses.push_back(common::resolve(options.url.endpoint).front());
  Shared shared(options, make_request(options), Addresses(std::move(addresses)), {});
  Work work(shared, 0);
  const StopSignals stop_signals;
  make_engine(GetParam(), work, stop_signals.fd())->run();
  EXPECT_EQ(work.tally().outcomes()[Outcome::ok], 20u);
  EXPECT_EQ(work.tally().outcomes().sum(), 20u) << "refusals on the way are no requests";
}

TEST_P(Run, AnUnknownNameCannotRun) {
  EXPECT_THROW(run_load(options_for("http://no-such-host.invalid/", 1, 1), {}), common::CannotRun);
}

TEST_P(Run, AnUnreachableTargetCannotRun) {
  const std::string url = "http://127.0.0.1:" + std::to_string(tests::unused_port()) + "/";
  try {
    run_load(options_for(url, 1'000'000, 10), {});
    FAIL();
  } catch (const common::CannotRun& error) {
    EXPECT_NE(std::string(error.what()).find("Connection refused"), std::string::npos)
        << error.what();
  }
}

TEST_P(Run, MoreConnectionsThanDescriptorsCannotRun) {
  const RogueServer server(well_behaved());
  EXPECT_THROW(run_load(options_for(server.url(), 2'000'000'000, 2'000'000'000), {}),
               common::CannotRun);
  EXPECT_EQ(server.connections(), 0);
}

/// All connections stand at once from the first moment: a server that answers none before it has
/// them all is not waited for.
TEST_P(Run, OpensAllConnectionsAtOnce) {
  constexpr int concurrency = 50;
  std::atomic<int> here{0};
  const RogueServer server([&](Visitor& visitor, int) {
    ++here;
    here.notify_all();
    for (int seen = here; seen < concurrency; seen = here) {
      here.wait(seen);
    }
    while (visitor.read_request() && answer(visitor, good)) {
    }
  });
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), 2 * concurrency, concurrency);
    options.keep_alive = keep_alive;
    EXPECT_EQ(run_load(options, {}).ok(), 2u * concurrency);
    here = 0;
  }
}

TEST_P(Run, KeepsToItsConnections) {
  const RogueServer server(well_behaved());
  Options options = options_for(server.url(), 1000, 10);
  options.keep_alive = true;
  const Summary summary = run_load(options, {});
  EXPECT_EQ(summary.ok(), 1000u);
  EXPECT_EQ(summary.connections_opened, 10u);
  EXPECT_EQ(server.connections(), 10);
  EXPECT_EQ(summary.ab.keep_alive, 1000u);
  EXPECT_EQ(summary.octets_received, 1000 * good.size());
  EXPECT_LE(summary.mean_in_flight, 10.0001);
  EXPECT_NEAR(*summary.littles_law_ratio(), 1, 0.1);
}

TEST_P(Run, LargeRepliesAreCheckedToTheLastOctet) {
  std::string content(1'000'000, 'x');
  std::string other = content;
  other.back() = 'y';
  const auto reply = [](const std::string& text) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
  };
  const RogueServer server(by_request([&](Visitor& visitor, int request) {
    return answer(visitor, reply(request == 7 ? other : content));
  }));
  for (const bool keep_alive : {true, false}) {
    Options options = options_for(server.url(), 10, 2);
    options.keep_alive = keep_alive;
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.outcomes[Outcome::wrong_content], keep_alive ? 1u : 0u);
    EXPECT_EQ(summary.outcomes[Outcome::ok], keep_alive ? 9u : 10u);
    EXPECT_EQ(summary.target.document_length, content.size());
  }
}

/// However fast it comes: deadlines are looked at while octets are there.
TEST_P(Run, AReplyWithoutEndTimesOut) {
  const RogueServer server([](Visitor& visitor, int) {
    const std::string block(1 << 20, 'x');
    visitor.read_request();
    visitor.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    for (int count = 0; count < 100'000 && visitor.send(block); ++count) {
    }
  });
  Options options = options_for(server.url(), 2, 2);
  options.timeout = std::chrono::seconds(1);
  const Summary summary = run_load(options, {});
  EXPECT_EQ(summary.outcomes[Outcome::timed_out], 2u);
  EXPECT_LT(summary.elapsed_s, 10);
}

/// More than the kernel's buffers hold, to a server that reads none of it before the second
/// connection is there: so the first send must block, and the loop must come back to it.
TEST_P(Run, LargeRequestsAreSentWhole) {
  constexpr std::size_t size = 24'000'000;
  std::atomic<std::uint64_t> octets{0};
  std::atomic<int> here{0};
  const RogueServer server([&](Visitor& visitor, int) {
    ++here;
    here.notify_all();
    here.wait(1);
    while (visitor.read_request()) {
      octets += visitor.read_octets(size);
      if (!answer(visitor, good)) {
        return;
      }
    }
  });
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), 4, 2);
    options.method = "POST";
    options.body = RequestBody{std::string(size, 'b')};
    options.keep_alive = keep_alive;
    octets = 0;
    here = 0;
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.ok(), 4u);
    EXPECT_EQ(octets, 4 * size);
    EXPECT_GT(summary.octets_sent, 4 * size);
  }
}

/// A server that refuses a large request before it has read it answers, and closes with octets
/// unread.
TEST_P(Run, AReplyBeforeTheRequestsEndIsRead) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    visitor.finish_sending();
    visitor.hang();
    return false;
  }));
  Options options = options_for(server.url(), 4, 2);
  options.method = "POST";
  options.body = RequestBody{std::string(30'000'000, 'b')};
  options.keep_alive = true;
  options.expected_status = 413;
  EXPECT_EQ(run_load(options, {}).ok(), 4u);
}

TEST_P(Run, HeadHasNoContent) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    return answer(visitor, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  }));
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), 20, 2);
    options.method = "HEAD";
    options.keep_alive = keep_alive;
    EXPECT_EQ(run_load(options, {}).ok(), 20u);
  }
}

TEST_P(Run, ContentMayVaryWhereThatIsSaid) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    const std::string content(static_cast<std::size_t>(request % 7), 'x');
    return answer(visitor, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(content.size()) +
                               "\r\n\r\n" + content);
  }));
  Options options = options_for(server.url(), 70, 1);
  options.variable_content = true;
  EXPECT_EQ(run_load(options, {}).ok(), 70u);
}

TEST_P(Run, EndsWithItsTime) {
  const RogueServer server(well_behaved());
  Options options = options_for(server.url(), 1'000'000'000, 2);
  options.time_limit = std::chrono::seconds(1);
  options.requests_given = false;
  const Summary summary = run_load(options, {});
  EXPECT_GE(summary.elapsed_s, 0.99);
  EXPECT_LT(summary.elapsed_s, 10) << "a busy machine may add some, not many times as much";
  EXPECT_GT(summary.ok(), 0u);
  EXPECT_EQ(summary.attempted, summary.ok() + summary.outcomes[Outcome::abandoned]);
  EXPECT_LE(summary.outcomes[Outcome::abandoned], 2u);
  EXPECT_EQ(summary.not_started, 0u);
  EXPECT_FALSE(summary.interrupted);
  EXPECT_EQ(summary.failed(), 0u);
}

/// The time that a server takes is the time that is reported.
TEST_P(Run, LatencyIsThatOfTheServer) {
  constexpr auto delay = std::chrono::milliseconds(50);
  const RogueServer server(by_request([&](Visitor& visitor, int) {
    std::this_thread::sleep_for(delay);
    return answer(visitor, good);
  }));
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), 20, 2);
    options.keep_alive = keep_alive;
    const Summary summary = run_load(options, {});
    EXPECT_GE(*summary.latency_us.min, 50'000);
    EXPECT_GE(summary.times->waiting.min, 50);
    EXPECT_GE(summary.times->total.mean, summary.times->processing.mean);
    EXPECT_NEAR(*summary.littles_law_ratio(), 1, 0.1);
    EXPECT_EQ(summary.verdict, Verdict::server_measured);
  }
}

TEST_P(Run, RequestsOfTheWarmupAreNotCounted) {
  std::atomic<std::uint64_t> served{0};
  const RogueServer server(by_request([&](Visitor& visitor, int) {
    ++served;
    return answer(visitor, good);
  }));
  for (const bool keep_alive : {false, true}) {
    served = 0;
    Options options = options_for(server.url(), 30, 2);
    options.keep_alive = keep_alive;
    options.warmup = std::chrono::milliseconds(100);
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.ok(), 30u);
    ASSERT_TRUE(summary.warmup);
    EXPECT_GT(summary.warmup->requests, 0u);
    EXPECT_EQ(summary.warmup->failed, 0u);
    EXPECT_EQ(summary.ok() + summary.warmup->requests, served);
    EXPECT_EQ(summary.octets_received, 30 * good.size());
    EXPECT_EQ(summary.connections_opened, keep_alive ? 0u : 30u);
  }
}

TEST_P(Run, DurationWaitsForWhatIsInFlight) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    std::this_thread::sleep_for(std::chrono::milliseconds(70));
    return answer(visitor, good);
  }));
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), Options::unlimited, 2);
    options.requests_given = false;
    options.keep_alive = keep_alive;
    options.duration = std::chrono::milliseconds(100);
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.attempted, summary.ok());
    EXPECT_GE(summary.elapsed_s, 0.1);
    EXPECT_EQ(summary.not_started, 0u);
  }
}

TEST_P(Run, ThreadsShareTheLoad) {
  const RogueServer server(well_behaved());
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), 1001, 5);
    options.threads = 2;
    options.keep_alive = keep_alive;
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.ok(), 1001u);
    EXPECT_EQ(summary.connections_opened, keep_alive ? 5u : 1001u);
    EXPECT_EQ(summary.generator.threads.size(), 2u);
    EXPECT_LE(summary.mean_in_flight, 5.0001);
    EXPECT_NEAR(*summary.littles_law_ratio(), 1, 0.1);
  }
}

TEST_P(Run, OpenLoopKeepsToItsSchedule) {
  const RogueServer server(well_behaved());
  for (const Arrivals arrivals : {Arrivals::constant, Arrivals::poisson}) {
    for (const bool keep_alive : {false, true}) {
      Options options = options_for(server.url(), 100, 4);
      options.keep_alive = keep_alive;
      options.threads = 2;
      options.open_loop = OpenLoop{500, arrivals, 100};
      const Summary summary = run_load(options, {});
      EXPECT_EQ(summary.attempted + summary.not_started, 100u);
      EXPECT_EQ(summary.ok(), summary.attempted);
      EXPECT_GE(summary.elapsed_s, 0.1);
      ASSERT_TRUE(summary.open_loop);
      EXPECT_EQ(summary.open_loop->rate, 500);
      if (arrivals == Arrivals::constant) {
        EXPECT_GE(summary.elapsed_s, 0.19);
      }
    }
  }
}

/// One place, and a server that stalls on the first request: the others wait in the queue, their
/// latency with them, and what finds no room there is not started.
TEST_P(Run, OpenLoopCountsTheWaitForAPlace) {
  constexpr auto stall = std::chrono::milliseconds(300);
  const RogueServer server(by_request([&](Visitor& visitor, int request) {
    if (request == 0) {
      std::this_thread::sleep_for(stall);
    }
    return answer(visitor, good);
  }));
  Options options = options_for(server.url(), 50, 1);
  options.keep_alive = true;
  options.open_loop = OpenLoop{1000, Arrivals::constant, 10};
  const Summary summary = run_load(options, {});
  EXPECT_GE(summary.not_started, 30u);
  EXPECT_EQ(summary.ok() + summary.not_started, 50u);
  EXPECT_GE(*summary.latency_us.p50, 250'000) << "from when it was due, not when it was sent";
  EXPECT_GE(*summary.open_loop->delay_us.p50, 250'000);
}

TEST_P(Run, TimelineHasARowForEachSecond) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    return answer(visitor, good);
  }));
  Options options = options_for(server.url(), Options::unlimited, 2);
  options.requests_given = false;
  options.threads = 2;
  options.keep_alive = true;
  options.duration = std::chrono::milliseconds(1500);
  options.files.timeline = "wanted";
  const Summary summary = run_load(options, {});
  ASSERT_GE(summary.timeline.size(), 2u);
  EXPECT_LE(static_cast<double>(summary.timeline.size()), summary.elapsed_s + 1);
  std::uint64_t ok = 0;
  for (std::uint64_t second = 0; second < summary.timeline.size(); ++second) {
    EXPECT_EQ(summary.timeline[second].second, second);
    ok += summary.timeline[second].ok;
    if (second < 2) {  // the last replies come after that on a busy machine
      EXPECT_GT(summary.timeline[second].ok, 0u);
      EXPECT_GE(*summary.timeline[second].p50_us, 30'000);
    }
  }
  EXPECT_EQ(ok, summary.ok());
}

}  // namespace
}  // namespace tiga::loadgen
