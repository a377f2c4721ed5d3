#include "servers/balancer/upstream.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
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

Upstream::Upstream(loop::Context& context, Backend& backend, const http::Limits& limits)
    : backend_(backend),
      socket_(context.get_executor()),
      input_(limits.head_capacity()),
      parser_(limits) {}

void Upstream::connect(const common::SocketAddress& address) {
  const asio::generic::stream_protocol::endpoint endpoint(address.get(), address.size);
  socket_.async_connect(endpoint, [this, self = shared_from_this()](ErrorCode error) {
    const std::shared_ptr<User> user = user_;  // it may let go of this connection meanwhile
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

bool Upstream::quiet() {
  char octet = 0;
  return ::recv(socket_.native_handle(), &octet, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

std::optional<std::size_t> Upstream::send(std::string_view octets) {
  const ssize_t sent =
      ::send(socket_.native_handle(), octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0) {
    return static_cast<std::size_t>(sent);
  }
  return errno == EAGAIN || errno == EINTR ? std::optional<std::size_t>(0) : std::nullopt;
}

void Upstream::await_writable() {
  socket_.async_wait(loop::Socket::wait_write, [this, self = shared_from_this()](ErrorCode error) {
    const std::shared_ptr<User> user = user_;
    if (user && !error) {
      user->upstream_writable();
    }
  });
}

void Upstream::receive() {
  if (receiving_) {
    return;
  }
  receiving_ = true;
  const std::span<char> room = input_.room();
  socket_.async_receive(asio::buffer(room.data(), room.size()),
                        kept_in(receive_memory_, [this, self = shared_from_this()](
                                                     ErrorCode error, std::size_t octets) {
                          receiving_ = false;
                          on_received(error, octets);
                        }));
}

void Upstream::on_received(ErrorCode error, std::size_t octets) {
  if (!socket_.is_open()) {
    return;
  }
  const std::shared_ptr<User> user = user_;
  if (!user) {  // pooled: it ended, or sent what nobody asked for
    backend_.forget(*this);
    return;
  }
  if (error) {
    user->upstream_failed(error == asio::error::eof ? UpstreamFailure::closed
                                                    : UpstreamFailure::broken);
    return;
  }
  input_.commit(octets);
  user->upstream_received();
}

void Upstream::rest() {
  user_.reset();
  reused_ = true;
  parser_.reset();
  receive();
}

void Upstream::close() {
  user_.reset();
  ErrorCode ignored;
  socket_.close(ignored);
}

}  // namespace tiga::servers::balancer
