#include "servers/balancer/relay.hpp"

#include <sys/socket.h>

#include <boost/asio/error.hpp>
#include <cerrno>
#include <utility>

#include "servers/core/socket_io.hpp"

namespace tiga::servers::balancer {

namespace asio = loop::asio;
using loop::ErrorCode;

Relay::Relay(loop::Loop& loop, const Options& options, Backends& backends, common::UniqueFd client,
             const common::SocketAddress& peer)
    : loop::Connection(loop.connections),
      loop_(loop),
      options_(options),
      backends_(backends),
      client_address_(peer),
      client_(loop.reactor, std::move(client)),
      backend_(loop.reactor),
      upload_{client_, backend_, &loop.service.counters.bytes_received, {}, {}},
      download_{backend_, client_, &loop.service.counters.bytes_sent, {}, {}} {}

void Relay::start() { try_next_backend(); }

void Relay::try_next_backend() {
  used_ = backends_.choose_now(tried_);
  if (used_ == nullptr) {
    return reject();
  }
  used_->begin_use();
  const common::SocketAddress& address = used_->address();
  loop_.deadlines.set(*this, options_.request_timeout);
  backend_.connect(
      address.get(), address.size,
      [this, self = shared_from_this()](ErrorCode error, std::size_t) { connected(error); });
}

void Relay::connected(ErrorCode error) {
  if (error) {
    if (!is_exhaustion(error)) {
      used_->failed(Failure::refused);
    }
    end_use();
    backend_.close();
    return try_next_backend();
  }
  used_->answered();
  if (loop_.service.log.requests()) {
    loop_.service.log.request(client_address_.to_string(), "connection", 0, 0,
                              "backend " + used_->name());
  }
  pump(upload_);
  pump(download_);
}

void Relay::pump(Direction& direction) {
  loop_.deadlines.set(*this, options_.server.idle_timeout);
  direction.from.receive(direction.bytes, [this, self = shared_from_this(), &direction](
                                              ErrorCode error, std::size_t bytes) {
    if (error == asio::error::eof) {
      return end(direction);
    }
    if (error) {
      return close();
    }
    direction.unsent = {direction.bytes.data(), bytes};
    send(direction);
  });
}

void Relay::send(Direction& direction) {
  while (!direction.unsent.empty()) {
    const ssize_t sent = ::send(direction.to.native_handle(), direction.unsent.data(),
                                direction.unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EAGAIN) {
      return direction.to.await_writable([this, self = shared_from_this(), &direction](
                                             ErrorCode, std::size_t) { send(direction); });
    }
    if (sent < 0 && errno != EINTR) {
      return close();
    }
    if (sent > 0) {
      direction.counter->add(static_cast<std::uint64_t>(sent));
      direction.unsent.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  pump(direction);
}

void Relay::end(Direction& direction) {
  direction.ended = true;
  direction.to.shutdown(SHUT_WR);
  if (upload_.ended && download_.ended) {
    close();
  }
}

void Relay::reject() {
  core::Conversation conversation(loop_.worker);
  conversation.reject();
  while (conversation.next() == core::Conversation::Next::send &&
         core::send_some(client_.native_handle(), conversation) == core::IoResult::progress) {
  }
  client_.shutdown(SHUT_WR);
  loop_.deadlines.set(*this, core::linger_time);
  client_.drop_input(upload_.bytes, core::linger_bytes,
                     [this, self = shared_from_this()](ErrorCode, std::size_t) { close(); });
}

void Relay::end_use() {
  if (used_ != nullptr) {
    std::exchange(used_, nullptr)->end_use();
  }
}

void Relay::close() {
  loop::Deadlines::clear(*this);
  end_use();
  client_.close();
  backend_.close();
}

}  // namespace tiga::servers::balancer
