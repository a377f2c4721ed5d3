// Runs: addresses, limits, numbers of connections.
#include <atomic>
#include <string>

#include "common/error.hpp"
#include "loadgen/engine/engine.hpp"
#include "loadgen/requests/request.hpp"
#include "loadgen/run/stop_signals.hpp"
#include "tests/loadgen/run/run_fixture.hpp"
#include "tests/support/client.hpp"
#include "tests/support/skip.hpp"

namespace tiga::loadgen::run {
namespace {

class RunConnections : public Run {};

INSTANTIATE_TEST_SUITE_P(, RunConnections, testing::ValuesIn(engine::offered_engines()),
                         engine::engine_name);

bool has_ipv6() {
  try {
    const RogueServer server(well_behaved(), "::1");
    return true;
  } catch (const common::CannotRun&) {
    return false;
  }
}

TEST_P(RunConnections, ConnectsToAnIpv6Address) {
  TIGA_SKIP_UNLESS(has_ipv6(), "IPv6 on loopback");
  const RogueServer server(well_behaved(), "::1");
  const Summary summary = run_load(options_for(server.url("[::1]"), 20, 4), {});
  EXPECT_EQ(summary.ok(), 20u);
  EXPECT_EQ(summary.target.host, "::1");
}

TEST_P(RunConnections, ConnectsToAHostGivenByName) {
  const RogueServer server(well_behaved());
  const Summary summary = run_load(options_for(server.url("localhost"), 20, 4), {});
  EXPECT_EQ(summary.ok(), 20u);
  EXPECT_EQ(summary.attempted, 20u);
  EXPECT_EQ(summary.connections_opened, 20u);
}

/// Runs the 20 requests of `options` with two addresses: `first_port` of 127.0.0.1, which serves
/// nobody, and that of the URL.
void expect_each_ok(EngineChoice kind, const Options& options, std::uint16_t first_port) {
  std::vector<common::SocketAddress> addresses = common::resolve({"127.0.0.1", first_port});
  addresses.push_back(common::resolve(options.url.endpoint).front());
  requests::Shared shared(options, requests::make_request(options),
                          requests::Addresses(std::move(addresses)), {});
  requests::Work work(shared, 0);
  const StopSignals stop_signals;
  engine::make_engine(kind, work, stop_signals.fd())->run();
  EXPECT_EQ(work.tally().outcomes()[Outcome::ok], 20u);
  EXPECT_EQ(work.tally().outcomes().sum(), 20u) << "failures on the way are no requests";
}

/// A name with two addresses, of which only the second serves.
TEST_P(RunConnections, TriesTheNextAddressWhenTheFirstRefuses) {
  const RogueServer server(well_behaved());
  const Options options = options_for(server.url(), 20, 4);
  expect_each_ok(GetParam(), options, tests::unused_port());
}

/// The first address neither accepts nor refuses: its queue is full, so that no SYN is answered.
TEST_P(RunConnections, TriesTheNextAddressWhenTheFirstGivesNoAnswer) {
  const RogueServer server(well_behaved());
  const common::UniqueFd silent = common::listen_on_loopback(0, 0);
  const tests::Client in_its_queue(common::port_of(silent));
  Options options = options_for(server.url(), 20, 4);
  options.timeout = std::chrono::seconds(6);  // of which the first address gets half
  expect_each_ok(GetParam(), options, common::port_of(silent));
}

TEST_P(RunConnections, NamesTheAddressesWhenAHostGivenByNameIsUnreachable) {
  const std::string port = std::to_string(tests::unused_port());
  try {
    run_load(options_for("http://localhost:" + port + "/", 100, 4), {});
    FAIL();
  } catch (const common::CannotRun& error) {
    const std::string said = error.what();
    EXPECT_NE(said.find("localhost:" + port + " ("), std::string::npos) << said;
    EXPECT_NE(said.find("127.0.0.1:" + port + ": Connection refused"), std::string::npos) << said;
  }
}

TEST_P(RunConnections, ThrowsCannotRunForAnUnknownHostName) {
  EXPECT_THROW(run_load(options_for("http://no-such-host.invalid/", 1, 1), {}), common::CannotRun);
}

TEST_P(RunConnections, ThrowsCannotRunWhenNoConnectionWasEverMade) {
  const std::string url = "http://127.0.0.1:" + std::to_string(tests::unused_port()) + "/";
  try {
    run_load(options_for(url, 1'000'000, 10), {});
    FAIL();
  } catch (const common::CannotRun& error) {
    EXPECT_NE(std::string(error.what()).find("Connection refused"), std::string::npos)
        << error.what();
  }
}

/// No failure of a warm-up is counted, so there is no example to take the reason from.
TEST_P(RunConnections, ThrowsCannotRunWhenNoConnectionWasMadeInTheWarmup) {
  const std::string url = "http://127.0.0.1:" + std::to_string(tests::unused_port()) + "/";
  Options options = options_for(url, 1000, 4);
  options.warmup = std::chrono::seconds(10);
  try {
    run_load(options, {});
    FAIL();
  } catch (const common::CannotRun& error) {
    EXPECT_NE(std::string(error.what()).find("Connection refused"), std::string::npos)
        << error.what();
  }
}

TEST_P(RunConnections, ThrowsCannotRunWhenConnectionsExceedTheDescriptorLimit) {
  const RogueServer server(well_behaved());
  EXPECT_THROW(run_load(options_for(server.url(), 2'000'000'000, 2'000'000'000), {}),
               common::CannotRun);
  EXPECT_EQ(server.connections(), 0);
}

/// All connections stand at once from the first moment: a server that answers none before it has
/// them all is not waited for.
TEST_P(RunConnections, OpensAllConnectionsBeforeReadingAnyReply) {
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

TEST_P(RunConnections, OpensOneConnectionPerSlotWithKeepAlive) {
  const RogueServer server(well_behaved());
  Options options = options_for(server.url(), 1000, 10);
  options.keep_alive = true;
  const Summary summary = run_load(options, {});
  EXPECT_EQ(summary.ok(), 1000u);
  EXPECT_EQ(summary.connections_opened, 10u);
  EXPECT_EQ(server.connections(), 10);
  EXPECT_EQ(summary.ab.keep_alive, 1000u);
  EXPECT_EQ(summary.bytes_received, 1000 * good.size());
  EXPECT_LE(summary.mean_in_flight, 10.0001);
  EXPECT_NEAR(*summary.littles_law_ratio(), 1, 0.1);
}

TEST_P(RunConnections, DividesRequestsAndConnectionsAmongThreads) {
  // The first connections wait for each other: a thread that begins late would find nothing to do.
  std::atomic<int> here{0};
  const RogueServer server([&](Visitor& visitor, int) {
    ++here;
    here.notify_all();
    for (int seen = here; seen < 5; seen = here) {
      here.wait(seen);
    }
    while (visitor.read_request() && answer(visitor, good)) {
    }
  });
  for (const bool keep_alive : {false, true}) {
    here = 0;
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

}  // namespace
}  // namespace tiga::loadgen::run
