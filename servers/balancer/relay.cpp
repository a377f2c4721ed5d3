#include "servers/balancer/relay.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "servers/core/socket_io.hpp"

namespace tiga::servers::balancer {

namespace asio = boost::asio;
using loop::ErrorCode;
using std::chrono::milliseconds;

Relay::Relay(loop::Loop& loop, const Options& options, Backends& backends, common::UniqueFd client)
    : loop::Connection(loop.connections),
      loop_(loop),
      options_(options),
      backends_(backends),
      client_address_(loop.service.log.requests() ? core::peer_name(client.get()) : std::string()),
      client_(loop.io->socket(std::move(client))),
      backend_(loop.io->socket()),
      upload_{*client_, *backend_, &loop.service.counters.bytes_received, {}, {}},
      download_{*backend_, *client_, &loop.service.counters.bytes_sent, {}, {}} {}

void Relay::start() {
  connect_until_ = common::SteadyClock::now() + options_.request_timeout;
  try_next_backend();
}

void Relay::try_next_backend() {
  used_ = backends_.choose_now(tried_);
  if (used_ == nullptr) {
    return reject();
  }
  used_->begin_use();
  walk_.begin(used_->addresses());
  connecting_ = true;
  connect();
}

// Each address has an equal share of the time that is left.
void Relay::connect() {
  constexpr int steps = 64;
  const milliseconds step = std::max(options_.request_timeout / steps, milliseconds(1));
  const common::Nanoseconds left = connect_until_ - common::SteadyClock::now();
  const auto count = static_cast<std::int64_t>(walk_.left());
  loop_.deadlines.set(*this, loop::rounded_up(left / count, step));
  const common::SocketAddress& address = walk_.address();
  backend_->connect(
      address.get(), address.size,
      [this, self = shared_from_this()](ErrorCode error, std::size_t) { connected(error); });
}

// The next address, then the next backend.
void Relay::not_connected(int error) {
  if (walk_.advance(error)) {
    return connect();
  }
  connecting_ = false;
  backend_->close();
  if (error == ETIMEDOUT) {
    used_->failed(Failure::timed_out, used_->name(),
                  fmt::format("accepted no connection in time ({})", walk_.failures()));
  } else if (!walk_.lacked_port()) {
    used_->failed(Failure::refused, used_->name(), walk_.failures());
  }
  end_use();
  common::SteadyClock::now() < connect_until_ ? try_next_backend() : reject();
}

void Relay::connected(ErrorCode error) {
  if (error) {
    return not_connected(error.value());
  }
  connecting_ = false;
  walk_.accepted();
  used_->answered();
  if (loop_.service.log.requests()) {
    loop_.service.log.request(client_address_, "connection", 0, 0, "backend " + walk_.label());
  }
  pump(upload_);
  pump(download_);
}

void Relay::pump(Direction& direction) {
  if (!reply_.begun()) {
    loop_.deadlines.set(*this, options_.server.idle_timeout);
  }
  direction.from.receive(direction.bytes, [this, self = shared_from_this(), &direction](
                                              ErrorCode error, std::size_t bytes) {
    if (error == asio::error::eof) {
      return end(direction);
    }
    if (error) {
      return &direction == &download_ ? backend_ended() : close();
    }
    direction.unsent = {direction.bytes.data(), bytes};
    send(direction);
  });
}

void Relay::send(Direction& direction) {
  while (!direction.unsent.empty()) {
    const auto sent = direction.to.send(direction.unsent);
    if (!sent) {
      return &direction == &upload_ ? stop_upload() : close();
    }
    if (*sent == 0) {
      if (&direction == &download_) {
        await_client();
      }
      return direction.to.await_writable([this, self = shared_from_this(), &direction](
                                             ErrorCode, std::size_t) { send(direction); });
    }
    direction.counter->add(*sent);
    direction.unsent.remove_prefix(*sent);
  }
  if (&direction == &download_) {
    reply_.end();
  }
  pump(direction);
}

// A client must take what waits for it at the minimum rate, whatever it sends meanwhile.
void Relay::await_client() {
  if (!reply_.begun()) {
    const auto span =
        core::check_interval(options_.server.read_floor(), options_.server.idle_timeout);
    reply_.begin(loop_.deadlines.set(*this, span) - span,
                 core::bytes_taken(client_->native_handle()));
  }
}

void Relay::deadline_passed() {
  if (connecting_) {
    return not_connected(ETIMEDOUT);
  }
  const core::RateFloor floor = options_.server.read_floor();
  const auto now = common::SteadyClock::now();
  if (reply_.begun()) {
    reply_.moved(now, core::bytes_taken(client_->native_handle()));
    if (now < core::reply_due(reply_, floor, options_.server.idle_timeout)) {
      loop_.deadlines.set(*this, core::check_interval(floor, options_.server.idle_timeout));
      return;
    }
  }
  close();
}

void Relay::end(Direction& direction) {
  direction.ended = true;
  direction.to.shutdown(SHUT_WR);
  if (upload_.ended && download_.ended) {
    upload_stopped_ ? linger() : close();
  }
}

// The backend takes no more. It may have answered before it closed over what it did not read: that
// is received, and reported, first.
void Relay::stop_upload() {
  upload_stopped_ = true;
  upload_.unsent = {};
  upload_.ended = true;
  if (download_.ended) {
    linger();
  }
}

// All that the backend has sent was received.
void Relay::backend_ended() {
  download_.ended = true;
  linger();
}

// The client may still be sending: a close over unread input would destroy what it has not yet
// received (RFC 9112 §9.6).
void Relay::linger() {
  end_use();
  backend_->close();
  client_->cancel_receive();
  client_->shutdown(SHUT_WR);
  loop_.deadlines.set(*this, core::linger_time);
  client_->drop_input(upload_.bytes, core::linger_bytes,
                      [this, self = shared_from_this()](ErrorCode, std::size_t) { close(); });
}

void Relay::reject() {
  core::Conversation conversation(loop_.worker);
  conversation.reject();
  while (conversation.next() == core::Conversation::Next::send &&
         loop::send_some(*client_, conversation) == core::IoResult::progress) {
  }
  linger();
}

void Relay::end_use() {
  if (used_ != nullptr) {
    std::exchange(used_, nullptr)->end_use();
  }
}

void Relay::close() {
  loop::Deadlines::clear(*this);
  end_use();
  client_->close();
  backend_->close();
}

}  // namespace tiga::servers::balancer
