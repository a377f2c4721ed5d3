// Ports of this machine: free ones, for programs that cannot choose one themselves, and who has
// them.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace tiga::suite::measure {

/// The address of servers that only this host reaches.
inline constexpr std::string_view loopback = "127.0.0.1";

/// Whether nobody holds that port of an IPv4 address of this host now. Throws CannotRun for a text
/// that is no such address.
bool is_free(const std::string& address, std::uint16_t port);

/// A random port of that address that nobody holds now. It lies outside of the range that the
/// kernel takes the ports of clients from, so that no connection of a load, or one that lingers in
/// TIME_WAIT, comes in between. Throws CannotRun when there is none.
std::uint16_t pick_free_port(const std::string& address);

/// Whether address:port accepts a connection. Throws CannotRun as is_free() does.
bool answers(const std::string& address, std::uint16_t port);

/// Whether a process of that group listens on that port, of whatever address. False also where
/// /proc does not show it, as for processes of another user.
bool listens(pid_t group, std::uint16_t port);

}  // namespace tiga::suite::measure
