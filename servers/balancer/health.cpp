#include "servers/balancer/health.hpp"

#include <utility>

namespace tiga::servers::balancer {

bool Health::answered() {
  failures_ = 0;
  return state_ == HealthState::ejected && change_to(HealthState::up);
}

bool Health::failed() {
  if (eject_after_ == 0 || state_ != HealthState::up) {
    return false;
  }
  return ++failures_ >= eject_after_ && change_to(HealthState::ejected);
}

bool Health::refused() { return change_to(HealthState::down); }

bool Health::checked(CheckResult result) {
  switch (result) {
    case CheckResult::passed:
      failed_checks_ = 0;
      if (state_ != HealthState::down) {
        return false;
      }
      failures_ = 0;
      return change_to(HealthState::up);
    case CheckResult::refused:
      return change_to(HealthState::down);
    case CheckResult::failed:
      return ++failed_checks_ >= failed_checks_for_down && change_to(HealthState::down);
  }
  return false;
}

bool Health::ejection_over() {
  if (state_ != HealthState::ejected) {
    return false;
  }
  failures_ = eject_after_ - 1;
  return change_to(HealthState::up);
}

bool Health::change_to(HealthState state) { return std::exchange(state_, state) != state; }

}  // namespace tiga::servers::balancer
