// The signals by which a program is asked to end.
#pragma once

#include <csignal>

namespace tiga::common {

/// SIGTERM, SIGINT, and SIGHUP, which arrives when the terminal is closed, unless SIGHUP is
/// ignored: a program that was started by nohup(1) must outlive its terminal. None of our programs
/// changes what SIGHUP does, so it is ignored if it was at the start.
sigset_t stop_signals();

/// Calls `handler` for each of them from now on, as signal(2) does.
void handle_stop_signals(void (*handler)(int));

}  // namespace tiga::common
