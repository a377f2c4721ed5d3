#include "servers/core/socket_io.hpp"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace tiga::servers::core {
namespace {

// A slow client must not keep one call from returning: its rate is checked between calls.
constexpr std::uint64_t file_bytes_at_once = 512 * 1024;

// EINTR occurs even without a handler, if a socket has a timeout and the process was stopped
// (signal(7)).
IoResult failure() {
  if (errno == EINTR) {
    return IoResult::progress;
  }
  return errno == EAGAIN ? IoResult::would_block : IoResult::broken;
}

}  // namespace

ssize_t send_parts(int socket, std::string_view first, std::string_view second, int flags) {
  if (second.empty()) {
    return ::send(socket, first.data(), first.size(), MSG_NOSIGNAL | flags);
  }
  std::array<iovec, 2> parts{{{const_cast<char*>(first.data()), first.size()},
                              {const_cast<char*>(second.data()), second.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  return ::sendmsg(socket, &message, MSG_NOSIGNAL | flags);
}

IoResult send_file(int socket, Conversation& conversation) {
  FileContent& file = conversation.file();
  auto offset = static_cast<off_t>(file.offset);
  const ssize_t sent =
      ::sendfile(socket, file.fd.get(), &offset, std::min(file.left, file_bytes_at_once));
  if (sent < 0) {
    return failure();
  }
  if (sent == 0) {
    return IoResult::broken;  // the file shrank: the announced length cannot be sent
  }
  file.offset = static_cast<std::uint64_t>(offset);
  conversation.file_sent(static_cast<std::size_t>(sent));
  return IoResult::progress;
}

IoResult send_some(int socket, Conversation& conversation) {
  const std::string_view output = conversation.output();
  const std::string_view held = conversation.held();
  if (output.empty() && held.empty()) {
    return send_file(socket, conversation);
  }
  const ssize_t sent = send_parts(socket, output, held, conversation.more_follows() ? MSG_MORE : 0);
  if (sent < 0) {
    return failure();
  }
  conversation.sent(static_cast<std::size_t>(sent));
  return IoResult::progress;
}

std::uint64_t bytes_taken(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size);
  return info.tcpi_bytes_acked;
}

common::Nanoseconds time_since_send(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size);
  return std::chrono::milliseconds(info.tcpi_last_data_sent);
}

IoResult receive_some(int socket, Conversation& conversation, int flags) {
  const std::span<char> room = conversation.room();
  const ssize_t got = ::recv(socket, room.data(), room.size(), flags);
  if (got < 0) {
    return failure();
  }
  if (got == 0) {
    conversation.peer_closed();
  } else {
    conversation.received(static_cast<std::size_t>(got));
  }
  return IoResult::progress;
}

}  // namespace tiga::servers::core
