#include "suite/waiting.hpp"

#include <algorithm>

namespace tiga::suite {
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

std::optional<std::string> wait_for_line(common::ChildProcess& child, common::Deadline deadline,
                                         const Pulse& pulse) {
  while (true) {
    pulse();
    if (auto line = child.read_line(slice(deadline))) {
      return line;
    }
    // At the end of the output read_line returns at once: this wait keeps the loop from spinning.
    if (child.wait(common::Deadline::after(10ms)) || deadline.passed()) {
      return child.read_line(common::Deadline::after(0ms));
    }
  }
}

}  // namespace tiga::suite
