#include "servers/balancer/relay.hpp"

#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "servers/core/listener.hpp"
#include "servers/core/socket_io.hpp"

namespace tiga::servers::balancer {

namespace asio = loop::asio;
using loop::ErrorCode;

Relay::Relay(loop::Loop& loop, const Options& options, Backends& backends, loop::Socket client)
    : loop::Connection(loop.connections),
      loop_(loop),
      options_(options),
      backends_(backends),
      client_(std::move(client)),
      backend_(loop.context.get_executor()),
      upload_{client_, backend_, &loop.service.counters.octets_received, {}},
      download_{backend_, client_, &loop.service.counters.octets_sent, {}} {}

void Relay::start() { try_next_backend(); }

void Relay::try_next_backend() {
  used_ = backends_.choose_now(tried_);
  if (used_ == nullptr) {
    return reject();
  }
  used_->begin_use();
  const common::SocketAddress& address = used_->address();
  loop_.deadlines.set(*this, options_.request_timeout);
  backend_.async_connect(asio::generic::stream_protocol::endpoint(address.get(), address.size),
                         [this, self = shared_from_this()](ErrorCode error) {
                           if (!client_.is_open()) {
                             return;
                           }
                           if (error) {
                             if (!is_exhaustion(error)) {
                               used_->failed(Failure::refused);
                             }
                             end_use();
                             ErrorCode ignored;
                             backend_.close(ignored);
                             return try_next_backend();
                           }
                           used_->answered();
                           if (loop_.service.log.requests()) {
                             loop_.service.log.request(core::peer_name(client_.native_handle()),
                                                       "connection", 0, 0,
                                                       "backend " + used_->name());
                           }
                           pump(upload_);
                           pump(download_);
                         });
}

void Relay::pump(Direction& direction) {
  loop_.deadlines.set(*this, options_.server.idle_timeout);
  direction.from.async_receive(
      asio::buffer(direction.octets),
      [this, self = shared_from_this(), &direction](ErrorCode error, std::size_t octets) {
        if (error == asio::error::eof) {
          return end(direction);
        }
        if (error) {
          return close();
        }
        send(direction, {direction.octets.data(), octets});
      });
}

void Relay::send(Direction& direction, std::string_view left) {
  asio::async_write(
      direction.to, asio::buffer(left),
      [this, self = shared_from_this(), &direction](ErrorCode error, std::size_t sent) {
        if (error) {
          return close();
        }
        direction.counter->add(sent);
        pump(direction);
      });
}

void Relay::end(Direction& direction) {
  direction.ended = true;
  ErrorCode ignored;
  direction.to.shutdown(loop::Socket::shutdown_send, ignored);
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
  ErrorCode ignored;
  client_.shutdown(loop::Socket::shutdown_send, ignored);
  loop_.deadlines.set(*this, core::linger_time);
  // What the client sent is read and dropped until it closes, or the deadline.
  client_.async_receive(asio::buffer(upload_.octets),
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
  ErrorCode ignored;
  client_.close(ignored);
  backend_.close(ignored);
}

}  // namespace tiga::servers::balancer
