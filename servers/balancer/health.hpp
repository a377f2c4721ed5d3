// What is thought of one backend, from what happened with it. Pure.
#pragma once

#include <cstdint>

#include "servers/balancer/picker.hpp"

namespace tiga::servers::balancer {

/// What a check of a backend showed.
enum class CheckResult : std::uint8_t {
  passed,
  refused,  ///< it takes no connection
  failed,   ///< too late, or the wrong reply
};

/// Follows a backend's standing. Not thread-safe.
class Health {
 public:
  /// This many checks in a row that fail, without being refused, put a backend down.
  static constexpr std::uint32_t failed_checks_for_down = 2;

  /// `eject_after`: failures in a row that eject a backend; 0: none ever do.
  explicit Health(std::uint32_t eject_after) : eject_after_(eject_after) {}

  Standing standing() const { return standing_; }

  // Each says whether the standing has changed.

  /// A reply of it has begun: no failure stands in a row with those to come.
  bool answered();
  /// It got a request and failed it.
  bool failed();
  /// It refused a connection: down, until a check passes.
  bool refused();
  bool checked(CheckResult result);
  /// It was ejected long enough. The next failure ejects it again, an answer clears it.
  bool ejection_over();

 private:
  bool change_to(Standing standing);

  std::uint32_t eject_after_;
  Standing standing_ = Standing::up;
  std::uint32_t failures_ = 0;  // in a row
  std::uint32_t failed_checks_ = 0;
};

}  // namespace tiga::servers::balancer
