// The health of one backend, derived from its results. Pure.
#pragma once

#include <cstdint>

#include "servers/balancer/picker.hpp"

namespace tiga::servers::balancer {

/// The result of a check.
enum class CheckResult : std::uint8_t {
  passed,
  refused,  ///< it refuses connections
  failed,   ///< late, or a wrong reply
};

/// Tracks a backend's state. Not thread-safe.
class Health {
 public:
  /// After this many consecutive failed (not refused) checks a backend is down.
  static constexpr std::uint32_t failed_checks_for_down = 2;

  /// `eject_after`: consecutive failures that eject a backend; 0: never.
  explicit Health(std::uint32_t eject_after) : eject_after_(eject_after) {}

  HealthState state() const { return state_; }

  // Each returns whether the state has changed.

  /// A reply has begun: resets the count of consecutive failures.
  bool answered();
  /// It failed a request.
  bool failed();
  /// It refused a connection: down until a check passes.
  bool refused();
  bool checked(CheckResult result);
  /// The ejection time is over. The next failure ejects it again; an answer clears it.
  bool ejection_over();

 private:
  bool change_to(HealthState state);

  std::uint32_t eject_after_;
  HealthState state_ = HealthState::up;
  std::uint32_t failures_ = 0;  // consecutive
  std::uint32_t failed_checks_ = 0;
};

}  // namespace tiga::servers::balancer
