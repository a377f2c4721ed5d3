// The socket that a server listens on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/unique_fd.hpp"
#include "servers/core/options.hpp"

namespace tiga::servers::core {

/// A listening TCP socket. Connections accepted from it inherit TCP_NODELAY and, where they block,
/// the idle timeout for receiving and the interval at which a waiting reply is looked at for
/// sending (Linux), which saves system calls for each of them.
struct Listener {
  common::UniqueFd socket;
  std::string address;  ///< "127.0.0.1:45000", with the port that was really taken
};

/// Binds and listens as the options say. Throws common::CannotRun (a busy port, an address that is
/// not ours).
Listener listen_on(const Options& options);

/// So many sockets on one port, of which each gets its share of the clients (SO_REUSEPORT). The
/// port is theirs alone: no other process, not even one of the same user, can join or be joined.
/// Throws as listen_on().
std::vector<Listener> listen_together(const Options& options, std::size_t count);

/// Prints the ready line, `listening on HOST:PORT`: from now on clients are served and SIGTERM
/// drains.
void announce(const std::string& address);

/// "127.0.0.1:53412", the other end of a connected socket; "unknown" if it is gone.
std::string peer_name(int socket);

}  // namespace tiga::servers::core
