#include "tests/loadgen/delaying_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "tests/support/client.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using common::SteadyClock;

const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string old_request = "GET / HTTP/1.0\r\n\r\n";
const std::string probe = "GET /probe HTTP/1.1\r\nHost: a\r\n\r\n";

bool has_content(std::string_view reply) { return reply.ends_with("OK\n"); }

// Sends and waits for the reply; how long that took.
common::Nanoseconds round_trip(Client& client, const std::string& octets) {
  client.forget_received();
  const auto begin = SteadyClock::now();
  client.send(octets);
  EXPECT_TRUE(client.receive_until(has_content));
  return SteadyClock::now() - begin;
}

// After two probes all that was sent before them has been read: what had arrived first stands
// before the first probe, or in the same batch of events.
void settle(Client& prober) {
  round_trip(prober, probe);
  round_trip(prober, probe);
}

TEST(DelayingServer, DelaysBySchedule) {
  const std::vector<common::Nanoseconds> delays = {50us, 5ms, 0us, 30ms};
  DelayingServer server({.delays = delays});
  Client client(server.port());
  std::vector<common::Nanoseconds> seen;
  for (std::size_t i = 0; i < 2 * delays.size(); ++i) {
    seen.push_back(round_trip(client, request));
  }
  const std::vector<Served> record = server.stop();
  ASSERT_EQ(record.size(), seen.size());
  for (std::size_t i = 0; i < record.size(); ++i) {
    ASSERT_TRUE(record[i].sent);
    EXPECT_GE(record[i].delay(), delays[i % delays.size()]) << i;
    EXPECT_GE(seen[i], record[i].delay()) << "a client waits at least as long";
  }
}

TEST(DelayingServer, AnswersInOrderOfDueTimes) {
  DelayingServer server({.delays = {200ms, 10ms}});
  Client late(server.port());
  Client soon(server.port());
  Client prober(server.port());
  late.send(request);
  settle(prober);
  soon.send(request);
  EXPECT_TRUE(soon.receive_until(has_content));
  EXPECT_EQ(late.received(), "");
  EXPECT_TRUE(late.receive_until(has_content));
  const std::vector<Served> record = server.stop();
  ASSERT_EQ(record.size(), 2u);
  EXPECT_GE(record[0].delay(), 200ms);
  EXPECT_LT(*record[1].sent, *record[0].sent);
}

TEST(DelayingServer, ClosesForHttp10) {
  DelayingServer server({.delays = {1ms}});
  Client client(server.port());
  EXPECT_TRUE(client.exchange(old_request).ends_with("Connection: close\r\n\r\nOK\n"));
  EXPECT_EQ(client.end(), Client::End::closed);
  EXPECT_EQ(server.stop().size(), 1u);
}

TEST(DelayingServer, AnswersNothingInItsStallButProbes) {
  DelayingServer server({.delays = {0us}, .stall = Stall{.after = 50ms, .length = 300ms}});
  Client client(server.port());
  Client prober(server.port());
  const auto begin = SteadyClock::now();
  int answered = 0;
  while (SteadyClock::now() - begin < 400ms) {
    round_trip(client, request);
    round_trip(prober, probe);
    ++answered;
  }
  const std::vector<Served> record = server.stop();
  ASSERT_EQ(record.size(), static_cast<std::size_t>(answered)) << "probes are not recorded";
  const auto stall_begin = record.front().read + 50ms;
  const auto stall_end = stall_begin + 300ms;
  EXPECT_TRUE(std::none_of(record.begin(), record.end(), [&](const Served& served) {
    return *served.sent >= stall_begin + 50ms && *served.sent < stall_end;
  }));
  const auto longest = std::max_element(
      record.begin(), record.end(),
      [](const Served& left, const Served& right) { return left.delay() < right.delay(); });
  EXPECT_GT(longest->delay(), 200ms);
  EXPECT_LT(longest->read, stall_end);
}

TEST(DelayingServer, ProbesAreAnsweredInTheStall) {
  DelayingServer server({.delays = {0us}, .stall = Stall{.after = 0us, .length = 1h}});
  Client client(server.port());
  Client prober(server.port());
  client.send(request);
  settle(prober);
  const std::vector<Served> record = server.stop();
  ASSERT_EQ(record.size(), 1u);
  EXPECT_FALSE(record[0].sent);
}

TEST(DelayingServer, ForgetsThoseThatLeave) {
  DelayingServer server({.delays = {50ms, 0us}});
  auto gone = std::make_unique<Client>(server.port());
  gone->send(request);
  Client prober(server.port());
  settle(prober);
  gone->abort();
  Client client(server.port());
  round_trip(client, request);
  round_trip(client, request);
  const std::vector<Served> record = server.stop();
  ASSERT_EQ(record.size(), 3u);
  EXPECT_FALSE(record[0].sent);
  EXPECT_TRUE(record[2].sent);
}

}  // namespace
}  // namespace tiga::tests
