#include "servers/balancer/health.hpp"

#include <utility>

namespace tiga::servers::balancer {

bool Health::answered() {
  failures_ = 0;
  return standing_ == Standing::ejected && change_to(Standing::up);
}

bool Health::failed() {
  if (eject_after_ == 0 || standing_ != Standing::up) {
    return false;
  }
  return ++failures_ >= eject_after_ && change_to(Standing::ejected);
}

bool Health::refused() { return change_to(Standing::down); }

bool Health::checked(CheckResult result) {
  switch (result) {
    case CheckResult::passed:
      failed_checks_ = 0;
      if (standing_ != Standing::down) {
        return false;
      }
      failures_ = 0;
      return change_to(Standing::up);
    case CheckResult::refused:
      return change_to(Standing::down);
    case CheckResult::failed:
      return ++failed_checks_ >= failed_checks_for_down && change_to(Standing::down);
  }
  return false;
}

bool Health::ejection_over() {
  if (standing_ != Standing::ejected) {
    return false;
  }
  failures_ = eject_after_ - 1;
  return change_to(Standing::up);
}

bool Health::change_to(Standing standing) { return std::exchange(standing_, standing) != standing; }

}  // namespace tiga::servers::balancer
