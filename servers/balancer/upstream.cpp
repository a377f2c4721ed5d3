#include "servers/balancer/upstream.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

#include "servers/balancer/backend.hpp"

namespace tiga::servers::balancer {

namespace asio = boost::asio;
using loop::ErrorCode;

Upstream::Upstream(loop::Io& io, Backend& backend, const http::Limits& limits)
    : backend_(backend), socket_(io.socket()), input_(limits.head_capacity()), parser_(limits) {}

void Upstream::connect() {
  walk_.begin(backend_.addresses());
  connecting_ = true;
  connect_to_current();
}

void Upstream::connect_to_current() {
  const common::SocketAddress& address = walk_.address();
  socket_->connect(
      address.get(), address.size,
      [this, self = shared_from_this()](ErrorCode error, std::size_t) { on_connected(error); });
}

void Upstream::connect_elsewhere() {
  if (walk_.left() > 1) {
    walk_.advance(ETIMEDOUT);
    connect_to_current();
  }
}

void Upstream::on_connected(ErrorCode error) {
  const std::shared_ptr<User> user = user_;  // it may release this connection meanwhile
  if (!user) {
    return;
  }
  if (error) {
    if (walk_.advance(error.value())) {
      return connect_to_current();
    }
    return user->upstream_failed(walk_.lacked_port() ? UpstreamFailure::no_port
                                                     : UpstreamFailure::refused);
  }
  connecting_ = false;
  walk_.accepted();
  const int on = 1;
  ::setsockopt(socket_->native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  user->upstream_connected();
}

void Upstream::await_writable() {
  socket_->await_writable([this, self = shared_from_this()](ErrorCode, std::size_t) {
    const std::shared_ptr<User> user = user_;
    if (user) {
      user->upstream_writable();
    }
  });
}

void Upstream::receive() {
  if (connecting_ || socket_->is_receiving()) {
    return;
  }
  socket_->receive(input_.room(),
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
  socket_->close();
}

}  // namespace tiga::servers::balancer
