// System calls that advance a conversation, for blocking and non-blocking sockets.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string_view>

#include "common/clock.hpp"
#include "servers/core/conversation.hpp"

namespace tiga::servers::core {

enum class IoResult : std::uint8_t {
  progress,     ///< bytes were moved; ask the conversation for the next action
  would_block,  ///< not ready (non-blocking), or the socket's timeout has expired (blocking)
  broken,       ///< the connection is unusable
};

/// One send(2) or sendmsg(2), or sendfile(2) once the output is sent. Call if next() is send. Never
/// raises SIGPIPE.
IoResult send_some(int socket, Conversation& conversation);

/// One send(2) of `first`, or sendmsg(2) of both; its result. Never raises SIGPIPE. `flags`: MSG_
/// flags.
ssize_t send_parts(int socket, std::string_view first, std::string_view second, int flags);

/// One sendfile(2) of the conversation's file(), to a socket that does not block. Call if output()
/// and held() are sent.
IoResult send_file(int socket, Conversation& conversation);

/// One recv(2) into the conversation's room; reports the end of input to it. Call if next() is
/// receive. `flags`: MSG_ flags.
IoResult receive_some(int socket, Conversation& conversation, int flags = 0);

/// Bytes of the connection that the peer's kernel has acknowledged (tcp(7), TCP_INFO; Linux 4.1); 0
/// if unknown. One system call: use it to check a waiting reply, not for every write.
std::uint64_t bytes_taken(int socket);

/// Time since the socket last sent anything, or since it was connected if it has sent nothing
/// (tcp(7), TCP_INFO), in whole milliseconds; 0 if unknown. One system call.
common::Nanoseconds time_since_send(int socket);

}  // namespace tiga::servers::core
