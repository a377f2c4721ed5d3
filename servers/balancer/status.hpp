// The content of the status page. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "servers/balancer/backend.hpp"
#include "servers/balancer/picker.hpp"

namespace tiga::servers::balancer {

struct BackendStatus {
  std::string name;
  HealthState state = HealthState::up;
  std::uint32_t in_flight = 0;
  std::size_t pooled = 0;
  BackendCounts counts;
};

/// A snapshot of the balancer.
struct BalancerStatus {
  std::chrono::seconds up_for{};
  Policy policy = Policy::round_robin;
  std::size_t clients = 0;  ///< open connections
  std::size_t waiting = 0;  ///< requests in the queue
  bool draining = false;
  std::vector<BackendStatus> backends;
};

/// A table for people.
std::string status_text(const BalancerStatus& status);
/// One object: "totals", and "backends", each with its counts and its failures by kind.
std::string status_json(const BalancerStatus& status);

}  // namespace tiga::servers::balancer
