// System calls that move a conversation on, the same for blocking and non-blocking sockets.
#pragma once

#include <cstdint>

#include "servers/core/conversation.hpp"

namespace tiga::servers::core {

enum class IoResult : std::uint8_t {
  progress,     ///< octets were moved; ask the conversation what comes next
  would_block,  ///< not ready (non-blocking), or the socket's timeout has passed (blocking)
  broken,       ///< the connection is of no more use
};

/// One send(2) or sendmsg(2), or sendfile(2) once the output is sent. Where next() is send. Never
/// raises SIGPIPE.
IoResult send_some(int socket, Conversation& conversation);

/// One recv(2) into the conversation's room; an end of input is told to it. Where next() is
/// receive.
IoResult receive_some(int socket, Conversation& conversation);

/// Octets of the connection that the peer's kernel has acknowledged (tcp(7), TCP_INFO; Linux 4.1);
/// 0 where that is not known. One system call: to look at a reply that waits, not at every write.
std::uint64_t octets_taken(int socket);

}  // namespace tiga::servers::core
