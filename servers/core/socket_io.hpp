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

/// One send(2), or sendfile(2) once the output is sent. Where next() is send. Never raises SIGPIPE.
IoResult send_some(int socket, Conversation& conversation);

/// One recv(2) into the conversation's room; an end of input is told to it. Where next() is
/// receive.
IoResult receive_some(int socket, Conversation& conversation);

}  // namespace tiga::servers::core
