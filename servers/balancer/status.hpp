// What the status page says. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "servers/balancer/backend.hpp"
#include "servers/balancer/picker.hpp"

namespace tiga::servers::balancer {

struct BackendStatus {
  std::string name;
  Standing standing = Standing::up;
  std::uint32_t in_flight = 0;
  std::size_t pooled = 0;
  BackendCounts counts;
};

/// A balancer as it stands now.
struct BalancerStatus {
  std::chrono::seconds up_for{};
  Policy policy = Policy::round_robin;
  std::size_t clients = 0;  ///< connections that are open
  std::size_t waiting = 0;  ///< requests in the queue
  bool draining = false;
  std::vector<BackendStatus> backends;
};

/// Names as on the command line and on the page.
std::string_view name_of(Policy policy);
std::string_view name_of(Standing standing);
std::string_view name_of(Failure failure);

/// A table for people.
std::string status_text(const BalancerStatus& status);
/// One object: "totals", and "backends", each with its counts and its failures by kind.
std::string status_json(const BalancerStatus& status);

}  // namespace tiga::servers::balancer
