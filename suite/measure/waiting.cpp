#include "suite/measure/waiting.hpp"

#include <algorithm>

namespace tiga::suite::measure {
namespace {

using namespace std::chrono_literals;

common::Deadline slice(common::Deadline deadline) {
  return common::Deadline(std::min(deadline.at(), common::SteadyClock::now() + 20ms));
}

}  // namespace

std::optional<common::ExitReport> wait_for_exit(common::ChildProcess& child,
                                                common::Deadline deadline, const Pulse& pulse) {
  while (true) {
    pulse();
    if (auto report = child.wait(slice(deadline))) {
      return report;
    }
    if (deadline.passed()) {
      return std::nullopt;
    }
  }
}

}  // namespace tiga::suite::measure
