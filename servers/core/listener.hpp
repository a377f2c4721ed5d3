// The socket that a server listens on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/endpoint.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/options.hpp"

namespace tiga::servers::core {

/// A listening TCP socket. Accepted connections inherit TCP_NODELAY and, if they block, the idle
/// timeout for receiving and the check interval for sending (Linux), which saves system calls for
/// each.
struct Listener {
  common::UniqueFd socket;
  std::string address;  ///< "127.0.0.1:45000", with the actual port
};

/// Binds and listens as configured. Throws common::CannotRun (a busy port, a foreign address).
Listener listen_on(const Options& options);

/// `count` sockets on one port; the kernel distributes clients among them (SO_REUSEPORT). No other
/// process, not even of the same user, can bind the port. Throws as listen_on().
std::vector<Listener> listen_together(const Options& options, std::size_t count);

/// Prints the ready line, `listening on HOST:PORT`: from now on clients are served and SIGTERM
/// starts draining. If standard output takes nothing, it goes to standard error with the reason.
void announce(const std::string& address);

/// The peer of a connected socket; of size 0 if it is gone.
common::SocketAddress peer_of(int socket);
/// The same as "127.0.0.1:53412"; "unknown" if it is gone.
std::string peer_name(int socket);

}  // namespace tiga::servers::core
