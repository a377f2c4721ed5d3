// Whole runs against a server of the test's own: addresses, limits, sizes, times.
#include "loadgen/run.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "common/error.hpp"
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

Options options_for(const std::string& url, std::uint64_t requests, std::uint64_t concurrency) {
  Options options;
  options.url = parse_url(url);
  options.requests = requests;
  options.concurrency = concurrency;
  return options;
}

bool has_ipv6() {
  try {
    const RogueServer server(well_behaved(), "::1");
    return true;
  } catch (const common::CannotRun&) {
    return false;
  }
}

TEST(Run, SpeaksToIpv6) {
  TIGA_SKIP_UNLESS(has_ipv6(), "IPv6 on loopback");
  const RogueServer server(well_behaved(), "::1");
  const Summary summary = run_load(options_for(server.url("[::1]"), 20, 4), {});
  EXPECT_EQ(summary.ok(), 20u);
  EXPECT_EQ(summary.target.host, "::1");
}

TEST(Run, AName) {
  const RogueServer server(well_behaved());
  const Summary summary = run_load(options_for(server.url("localhost"), 20, 4), {});
  EXPECT_EQ(summary.ok(), 20u);
  EXPECT_EQ(summary.attempted, 20u);
  EXPECT_EQ(summary.connections_opened, 20u);
}

/// A name with two addresses, of which only the second serves.
TEST(Run, GoesOnToTheAddressThatServes) {
  const RogueServer server(well_behaved());
  const Options options = options_for(server.url(), 20, 4);
  std::vector<common::SocketAddress> addresses =
      common::resolve({"127.0.0.1", tests::unused_port()});
  addresses.push_back(common::resolve(options.url.endpoint).front());
  Work work(options, make_request(options), Addresses(std::move(addresses)), {});
  const StopSignals stop_signals;
  make_epoll_engine()->run(work, stop_signals.fd());
  EXPECT_EQ(work.tally().outcomes()[Outcome::ok], 20u);
  EXPECT_EQ(work.tally().outcomes().sum(), 20u) << "refusals on the way are no requests";
}

TEST(Run, AnUnknownNameCannotRun) {
  EXPECT_THROW(run_load(options_for("http://no-such-host.invalid/", 1, 1), {}), common::CannotRun);
}

TEST(Run, AnUnreachableTargetCannotRun) {
  const std::string url = "http://127.0.0.1:" + std::to_string(tests::unused_port()) + "/";
  try {
    run_load(options_for(url, 1'000'000, 10), {});
    FAIL();
  } catch (const common::CannotRun& error) {
    EXPECT_NE(std::string(error.what()).find("Connection refused"), std::string::npos)
        << error.what();
  }
}

TEST(Run, MoreConnectionsThanDescriptorsCannotRun) {
  const RogueServer server(well_behaved());
  EXPECT_THROW(run_load(options_for(server.url(), 2'000'000'000, 2'000'000'000), {}),
               common::CannotRun);
  EXPECT_EQ(server.connections(), 0);
}

/// All connections stand at once from the first moment: a server that answers none before it has
/// them all is not waited for.
TEST(Run, OpensAllConnectionsAtOnce) {
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

TEST(Run, KeepsToItsConnections) {
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

TEST(Run, LargeRepliesAreCheckedToTheLastOctet) {
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

/// More than the kernel's buffers hold, to a server that reads none of it before the second
/// connection is there: so the first send must block, and the loop must come back to it.
TEST(Run, LargeRequestsAreSentWhole) {
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
TEST(Run, AReplyBeforeTheRequestsEndIsRead) {
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

TEST(Run, HeadHasNoContent) {
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

TEST(Run, ContentMayVaryWhereThatIsSaid) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    const std::string content(static_cast<std::size_t>(request % 7), 'x');
    return answer(visitor, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(content.size()) +
                               "\r\n\r\n" + content);
  }));
  Options options = options_for(server.url(), 70, 1);
  options.variable_content = true;
  EXPECT_EQ(run_load(options, {}).ok(), 70u);
}

TEST(Run, EndsWithItsTime) {
  const RogueServer server(well_behaved());
  Options options = options_for(server.url(), 1'000'000'000, 2);
  options.time_limit = std::chrono::seconds(1);
  options.requests_given = false;
  const Summary summary = run_load(options, {});
  EXPECT_NEAR(summary.elapsed_s, 1, 0.5);
  EXPECT_GT(summary.ok(), 0u);
  EXPECT_EQ(summary.attempted, summary.ok() + summary.outcomes[Outcome::abandoned]);
  EXPECT_LE(summary.outcomes[Outcome::abandoned], 2u);
  EXPECT_EQ(summary.not_started, 0u);
  EXPECT_FALSE(summary.interrupted);
  EXPECT_EQ(summary.failed(), 0u);
}

/// The time that a server takes is the time that is reported.
TEST(Run, LatencyIsThatOfTheServer) {
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

}  // namespace
}  // namespace tiga::loadgen
