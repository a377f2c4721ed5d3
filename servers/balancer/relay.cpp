#include "servers/balancer/relay.hpp"

#include <sys/socket.h>

#include <utility>

#include "servers/core/socket_io.hpp"

namespace tiga::servers::balancer {

namespace asio = boost::asio;
using loop::ErrorCode;

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

void Relay::start() { try_next_backend(); }

void Relay::try_next_backend() {
  used_ = backends_.choose_now(tried_);
  if (used_ == nullptr) {
    return reject();
  }
  used_->begin_use();
  const common::SocketAddress& address = used_->address();
  loop_.deadlines.set(*this, options_.request_timeout);
  backend_->connect(
      address.get(), address.size,
      [this, self = shared_from_this()](ErrorCode error, std::size_t) { connected(error); });
}

void Relay::connected(ErrorCode error) {
  if (error) {
    if (!is_exhaustion(error)) {
      used_->failed(Failure::refused);
    }
    end_use();
    backend_->close();
    return try_next_backend();
  }
  used_->answered();
  if (loop_.service.log.requests()) {
    loop_.service.log.request(client_address_, "connection", 0, 0, "backend " + used_->name());
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
      return close();
    }
    direction.unsent = {direction.bytes.data(), bytes};
    send(direction);
  });
}

void Relay::send(Direction& direction) {
  while (!direction.unsent.empty()) {
    const auto sent = direction.to.send(direction.unsent);
    if (!sent) {
      return close();
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
    close();
  }
}

void Relay::reject() {
  core::Conversation conversation(loop_.worker);
  conversation.reject();
  while (conversation.next() == core::Conversation::Next::send &&
         loop::send_some(*client_, conversation) == core::IoResult::progress) {
  }
  client_->shutdown(SHUT_WR);
  loop_.deadlines.set(*this, core::linger_time);
  client_->drop_input(upload_.bytes, core::linger_bytes,
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
  client_->close();
  backend_->close();
}

}  // namespace tiga::servers::balancer
