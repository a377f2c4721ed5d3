// One of the serving processes.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/blocking/connection.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/core/service.hpp"
#include "servers/prefork/process_slots.hpp"

namespace tiga::servers::prefork {

/// Accepts and serves one client after another until the listening socket is shut down. A client
/// that keeps others waiting gets Connection: close: see blocking/fairness.hpp.
class Child : private blocking::IdlePolicy {
 public:
  /// `listener` is blocking and shared by all processes; the kernel wakes one of them for each
  /// client.
  Child(core::Service& service, int listener, const ProcessSlots& slots, std::size_t number);

  void run();

 private:
  common::UniqueFd accept(sockaddr_storage& peer);
  void serve(common::UniqueFd socket, const sockaddr_storage& peer);
  void linger(common::UniqueFd socket);
  blocking::IdleDecision decide(int socket, common::Nanoseconds idle_for) override;
  blocking::IdleDecision wait_beside_others(int socket, common::TimePoint idle_since) const;

  core::Service& service_;
  const int listener_;
  const ProcessSlots& slots_;
  const std::size_t number_;
  core::Worker worker_;  // for the 503 of clients that find no slot
  blocking::Connection connection_;
  common::TimePoint began_;
  std::optional<blocking::Lingerer> lingerer_;  // created for the first lingering close
};

}  // namespace tiga::servers::prefork
