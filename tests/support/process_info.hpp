// What the kernel says of a running process (proc(5)).
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

#include "common/clock.hpp"

namespace tiga::tests {

/// Bytes of memory that are resident now. Throws CannotRun where there is no such process.
std::size_t resident_bytes(pid_t pid);

/// What each open descriptor stands for, as /proc/PID/fd has it: "socket:[1234]".
std::vector<std::string> open_descriptors(pid_t pid);

/// Threads that run now.
std::size_t thread_count(pid_t pid);

/// CPU time used so far, user and system, by the scheduler's own clock, not in ticks; children that
/// were waited for count, in ticks. Throws CannotRun where there is no such process.
common::Nanoseconds cpu_time(pid_t pid);

/// The process and the children that it has now.
std::vector<pid_t> with_children(pid_t pid);

/// Whether the process exists and is not a zombie.
bool is_alive(pid_t pid);

/// Whether a signal has stopped the process, so that it runs no more instructions.
bool is_stopped(pid_t pid);

}  // namespace tiga::tests
