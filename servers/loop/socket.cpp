#include "servers/loop/socket.hpp"

#include <poll.h>

#include <cerrno>
#include <utility>

namespace tiga::servers::loop {

bool Socket::is_quiet() const {
  char byte = 0;
  return ::recv(native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

bool Socket::has_hung_up() const {
  pollfd state{native_handle(), 0, 0};
  return ::poll(&state, 1, 0) == 1;
}

void Socket::reset_at_close() {
  resets_at_close_ = true;
  const linger at_once{1, 0};
  ::setsockopt(native_handle(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void Socket::drop_input(std::span<char> room, std::size_t most, Done done) {
  dropped_ = std::move(done);
  drop_more(room, most);
}

void Socket::drop_more(std::span<char> room, std::size_t left) {
  receive(room, [this, room, left](ErrorCode error, std::size_t bytes) {
    if (!error && bytes < left) {
      drop_more(room, left - bytes);
    } else if (dropped_) {
      dropped_({}, 0);
    }
  });
}

core::IoResult send_some(Socket& socket, core::Conversation& conversation) {
  using core::IoResult;
  const std::string_view output = conversation.output();
  const std::string_view held = conversation.held();
  if (output.empty() && held.empty()) {
    return socket.flush() ? core::send_file(socket.native_handle(), conversation)
                          : IoResult::would_block;
  }
  const auto sent = socket.send(output, held, conversation.more_follows());
  if (!sent) {
    return IoResult::broken;
  }
  if (*sent > 0) {
    conversation.sent(*sent);
  }
  return *sent > 0 ? IoResult::progress : IoResult::would_block;
}

std::optional<std::size_t> send_now(int socket, std::string_view first, std::string_view second,
                                    bool more) {
  const int flags = MSG_DONTWAIT | (more ? MSG_MORE : 0);
  ssize_t sent = 0;
  do {
    sent = core::send_parts(socket, first, second, flags);
  } while (sent < 0 && errno == EINTR);
  if (sent >= 0) {
    return static_cast<std::size_t>(sent);
  }
  return errno == EAGAIN ? std::optional<std::size_t>(0) : std::nullopt;
}

}  // namespace tiga::servers::loop
