// Ports of this machine: free ones, for programs that cannot choose one themselves, and who has
// them.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace tiga::suite::measure {

/// Whether nobody holds that port of 127.0.0.1 now.
bool is_free(std::uint16_t port);

/// A random port of 127.0.0.1 that nobody holds now. It lies outside of the range that the kernel
/// takes the ports of clients from, so that no connection of a load, or one that lingers in
/// TIME_WAIT, comes in between. Throws CannotRun when there is none.
std::uint16_t pick_free_port();

/// Whether 127.0.0.1:port accepts a connection.
bool answers(std::uint16_t port);

/// Whether a process of that group listens on that port, of whatever address. False also where
/// /proc does not show it, as for processes of another user.
bool listens(pid_t group, std::uint16_t port);

}  // namespace tiga::suite::measure
