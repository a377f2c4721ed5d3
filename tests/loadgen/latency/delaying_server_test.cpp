#include "tests/loadgen/latency/delaying_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "tests/support/client.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using common::SteadyClock;

const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string old_request = "GET / HTTP/1.0\r\n\r\n";
const std::string probe = "GET /probe HTTP/1.1\r\nHost: a\r\n\r\n";

bool has_content(std::string_view reply) { return reply.ends_with("OK\n"); }

// Sends and waits for the reply; how long that took.
common::Nanoseconds round_trip(Client& client, const std::string& bytes) {
  client.forget_received();
  const auto begin = SteadyClock::now();
  client.send(bytes);
  EXPECT_TRUE(client.receive_until(has_content));
  return SteadyClock::now() - begin;
}

TEST(DelayingServer, DelaysBySchedule) {
  const std::vector<common::Nanoseconds> delays = {50us, 5ms, 0us, 30ms};
  DelayingServer server({.delays = delays});
  Client client(server.port());
  std::vector<common::Nanoseconds> seen;
  for (std::size_t i = 0; i < 2 * delays.size(); ++i) {
    seen.push_back(round_trip(client, request));
  }
  const std::vector<Served> record = server.stop().requests;
  ASSERT_EQ(record.size(), seen.size());
  for (std::size_t i = 0; i < record.size(); ++i) {
    ASSERT_TRUE(record[i].sent);
    EXPECT_GE(record[i].delay(), delays[i % delays.size()]) << i;
    EXPECT_GE(seen[i], record[i].delay()) << "a client waits at least as long";
  }
}

TEST(DelayingServer, RepliesInOrderOfDueTimes) {
  DelayingServer server({.delays = {2s, 10ms}});
  Client late(server.port());
  Client soon(server.port());
  late.send(request);
  ASSERT_TRUE(wait_until([&] { return server.requests_read() == 1; }));
  soon.send(request);
  EXPECT_TRUE(soon.receive_until(has_content));
  EXPECT_EQ(late.received(), "");
  EXPECT_TRUE(late.receive_until(has_content));
  const std::vector<Served> record = server.stop().requests;
  ASSERT_EQ(record.size(), 2u);
  EXPECT_GE(record[0].delay(), 2s);
  EXPECT_LT(*record[1].sent, *record[0].sent);
}

TEST(DelayingServer, ClosesForHttp10) {
  DelayingServer server({.delays = {1ms}});
  Client client(server.port());
  EXPECT_TRUE(client.exchange(old_request).ends_with("Connection: close\r\n\r\nOK\n"));
  EXPECT_EQ(client.end(), Client::End::closed);
  EXPECT_EQ(server.stop().requests.size(), 1u);
}

TEST(DelayingServer, SendsNothingDuringItsStall) {
  DelayingServer server({.delays = {0us}, .stall = Stall{.after = 50ms, .length = 1s}});
  Client client(server.port());
  const auto begin = SteadyClock::now();
  std::size_t answered = 0;
  while (SteadyClock::now() - begin < 1200ms) {
    round_trip(client, request);
    ++answered;
  }
  const std::vector<Served> record = server.stop().requests;
  ASSERT_EQ(record.size(), answered);
  const auto stall_begin = record.front().read + 50ms;
  const auto stall_end = stall_begin + 1s;
  EXPECT_TRUE(std::none_of(record.begin(), record.end(), [&](const Served& served) {
    return *served.sent >= stall_begin + 500ms && *served.sent < stall_end;
  }));
  const auto longest = std::max_element(
      record.begin(), record.end(),
      [](const Served& left, const Served& right) { return left.delay() < right.delay(); });
  EXPECT_GT(longest->delay(), 200ms);
  EXPECT_LT(longest->read, stall_end);
}

TEST(DelayingServer, RecordsProbesSeparately) {
  DelayingServer server({.delays = {0us, 20ms}});
  Client client(server.port());
  round_trip(client, probe);
  round_trip(client, request);
  round_trip(client, probe);
  round_trip(client, request);
  const Record record = server.stop();
  ASSERT_EQ(record.requests.size(), 2u);
  ASSERT_EQ(record.probes.size(), 2u);
  EXPECT_GE(record.probes[1].delay(), 20ms);
  EXPECT_GE(record.requests[1].delay(), 20ms);
  EXPECT_LT(record.probes[0].read, record.requests[0].read);
}

TEST(DelayingServer, ReleasesClientsThatLeave) {
  DelayingServer server({.delays = {50ms, 0us}});
  auto gone = std::make_unique<Client>(server.port());
  gone->send(request);
  ASSERT_TRUE(wait_until([&] { return server.requests_read() == 1; }));
  gone->abort();
  Client client(server.port());
  round_trip(client, request);
  round_trip(client, request);
  const std::vector<Served> record = server.stop().requests;
  ASSERT_EQ(record.size(), 3u);
  EXPECT_FALSE(record[0].sent);
  EXPECT_TRUE(record[2].sent);
}

}  // namespace
}  // namespace tiga::tests
