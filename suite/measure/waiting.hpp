// Waiting for child processes in slices, so that whoever waits can be interrupted.
#pragma once

#include <functional>
#include <optional>

#include "common/child_process.hpp"
#include "common/clock.hpp"

namespace tiga::suite::measure {

/// Called at least every 20 ms while the suite waits. It throws to end the wait.
using Pulse = std::function<void()>;

/// Waits until the child ends; nothing if it still runs at the deadline.
std::optional<common::ExitReport> wait_for_exit(common::ChildProcess& child,
                                                common::Deadline deadline, const Pulse& pulse);

}  // namespace tiga::suite::measure
