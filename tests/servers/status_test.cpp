#include "servers/balancer/status.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tiga::servers::balancer {
namespace {

BalancerStatus example() {
  BalancerStatus status;
  status.up_for = std::chrono::seconds(12);
  status.policy = Policy::two_choices;
  status.clients = 3;
  status.waiting = 2;
  BackendStatus first{"127.0.0.1:9002", HealthState::up, 1, 4, {}};
  first.counts.requests = 100;
  first.counts.replies = 98;
  first.counts.retries = 5;
  first.counts.failures = {0, 1, 2, 3, 4};
  BackendStatus second{"a\"b:1", HealthState::ejected, 0, 0, {}};
  second.counts.requests = 11;
  second.counts.failures = {10, 0, 0, 0, 0};
  status.backends = {first, second};
  return status;
}

TEST(Status, IsWrittenAsText) {
  EXPECT_EQ(
      status_text(example()),
      "two-choices, up for 12 s, 3 clients, 2 requests waiting\n\n"
      "backend                 state     in_flight     pooled   requests    replies    "
      "retries      stale  cancelled    refused   no_reply  timed_out  malformed        cut\n"
      "127.0.0.1:9002          up                1          4        100         98          "
      "5          0          0          0          1          2          3          4\n"
      "a\"b:1                   ejected           0          0         11          0          "
      "0          0          0         10          0          0          0          0\n"
      "total                                     1          4        111         98          "
      "5          0          0         10          1          2          3          4\n");
}

TEST(Status, IsWrittenAsJson) {
  EXPECT_EQ(
      status_json(example()),
      "{\n  \"policy\": \"two-choices\",\n  \"up_for_s\": 12,\n  \"draining\": false,\n"
      "  \"clients\": 3,\n  \"waiting\": 2,\n"
      "  \"totals\": {\"in_flight\": 1, \"pooled\": 4, \"requests\": 111, \"replies\": 98, "
      "\"retries\": 5, \"stale\": 0, \"cancelled\": 0, \"failures\": "
      "{\"refused\": 10, \"no_reply\": 1, \"timed_out\": 2, \"malformed\": 3, \"cut\": 4}},\n"
      "  \"backends\": [\n"
      "    {\"name\": \"127.0.0.1:9002\", \"state\": \"up\", \"in_flight\": 1, \"pooled\": 4, "
      "\"requests\": 100, \"replies\": 98, \"retries\": 5, \"stale\": 0, \"cancelled\": 0, "
      "\"failures\": "
      "{\"refused\": 0, \"no_reply\": 1, \"timed_out\": 2, \"malformed\": 3, \"cut\": 4}},\n"
      "    {\"name\": \"a\\\"b:1\", \"state\": \"ejected\", \"in_flight\": 0, \"pooled\": 0, "
      "\"requests\": 11, \"replies\": 0, \"retries\": 0, \"stale\": 0, \"cancelled\": 0, "
      "\"failures\": "
      "{\"refused\": 10, \"no_reply\": 0, \"timed_out\": 0, \"malformed\": 0, \"cut\": 0}}\n"
      "  ]\n}\n");
}

TEST(Status, UsesTheNamesOfTheCommandLine) {
  EXPECT_EQ(name_of(Policy::round_robin), "round-robin");
  EXPECT_EQ(name_of(Policy::least_connections), "least-connections");
  EXPECT_EQ(name_of(HealthState::down), "down");
}

}  // namespace
}  // namespace tiga::servers::balancer
