// Who listens on a port of this machine.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace tiga::suite::measure {

/// Whether 127.0.0.1:port accepts a connection.
bool answers(std::uint16_t port);

/// Whether a process of that group listens on that port, of whatever address. False also where
/// /proc does not show it, as for processes of another user.
bool listens(pid_t group, std::uint16_t port);

}  // namespace tiga::suite::measure
