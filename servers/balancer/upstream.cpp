#include "servers/balancer/upstream.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/error.hpp>
#include <cerrno>

#include "servers/balancer/backend.hpp"

namespace tiga::servers::balancer {

namespace asio = loop::asio;
using loop::ErrorCode;

bool is_exhaustion(const ErrorCode& error) {
  const int code = error.value();
  return code == EADDRNOTAVAIL || code == EMFILE || code == ENFILE || code == ENOBUFS ||
         code == ENOMEM;
}

Upstream::Upstream(loop::Reactor& reactor, Backend& backend, const http::Limits& limits)
    : backend_(backend), socket_(reactor), input_(limits.head_capacity()), parser_(limits) {}

void Upstream::connect(const common::SocketAddress& address) {
  socket_.connect(
      address.get(), address.size, [this, self = shared_from_this()](ErrorCode error, std::size_t) {
        const std::shared_ptr<User> user = user_;  // it may release this connection meanwhile
        if (!user) {
          return;
        }
        if (error) {
          user->upstream_failed(is_exhaustion(error) ? UpstreamFailure::no_port
                                                     : UpstreamFailure::refused);
          return;
        }
        const int on = 1;
        ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        user->upstream_connected();
      });
}

bool Upstream::is_quiet() {
  char byte = 0;
  return ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

std::optional<std::size_t> Upstream::send(std::string_view bytes) {
  ssize_t sent = 0;
  do {
    sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);  // no edge would follow, since the buffer was never full
  if (sent >= 0) {
    return static_cast<std::size_t>(sent);
  }
  return errno == EAGAIN ? std::optional<std::size_t>(0) : std::nullopt;
}

void Upstream::await_writable() {
  socket_.await_writable([this, self = shared_from_this()](ErrorCode, std::size_t) {
    const std::shared_ptr<User> user = user_;
    if (user) {
      user->upstream_writable();
    }
  });
}

void Upstream::receive() {
  if (socket_.is_receiving()) {
    return;
  }
  socket_.receive(input_.room(),
                  [this, self = shared_from_this()](ErrorCode error, std::size_t bytes) {
                    on_received(error, bytes);
                  });
}

void Upstream::on_received(ErrorCode error, std::size_t bytes) {
  const std::shared_ptr<User> user = user_;
  if (!user) {  // pooled: it ended, or sent unrequested data
    backend_.forget(*this);
    return;
  }
  if (error) {
    user->upstream_failed(error == asio::error::eof ? UpstreamFailure::closed
                                                    : UpstreamFailure::broken);
    return;
  }
  input_.commit(bytes);
  user->upstream_received();
}

void Upstream::return_to_pool() {
  user_.reset();
  reused_ = true;
  parser_.reset();
  receive();
}

void Upstream::close() {
  user_.reset();
  socket_.close();
}

}  // namespace tiga::servers::balancer
