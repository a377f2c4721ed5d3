#include "servers/async/connection.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <cstring>
#include <memory>
#include <utility>

#include "servers/core/socket_io.hpp"

namespace tiga::servers::async {

using core::Conversation;
using core::IoResult;
using loop::ErrorCode;

Connection::Connection(loop::Loop& loop, common::UniqueFd accepted,
                       const common::SocketAddress& peer)
    : loop::Connection(loop.connections),
      loop_(loop),
      socket_(loop.reactor, std::move(accepted)),
      conversation_(loop.worker, loop.service.log.requests() ? peer.to_string() : std::string()) {}

void Connection::run() {
  for (;;) {
    switch (conversation_.next()) {
      case Conversation::Next::receive:
        return await_octets();
      case Conversation::Next::send:
        if (!send()) {
          return;
        }
        break;
      case Conversation::Next::linger:
        return linger();
      case Conversation::Next::close:
        return close();
    }
  }
}

// False when it has to wait, or is closed.
bool Connection::send() {
  switch (core::send_some(socket_.native_handle(), conversation_)) {
    case IoResult::progress:
      return true;
    case IoResult::would_block:
      await_writable();
      return false;
    case IoResult::broken:
      close();
      return false;
  }
  return false;
}

void Connection::set_deadline() {
  if (conversation_.phase_number() == deadline_of_phase_) {
    return;
  }
  deadline_of_phase_ = conversation_.phase_number();
  const core::Options& options = loop_.service.options;
  switch (conversation_.phase()) {
    case Conversation::Phase::idle:
      loop_.deadlines.set(*this, options.idle_timeout);
      break;
    case Conversation::Phase::head:
      loop_.deadlines.set(*this, options.header_timeout);
      break;
    case Conversation::Phase::content: {
      const core::RateFloor floor = options.body_floor();
      const auto span =
          floor.holds() ? std::min(floor.grace, options.body_timeout) : options.body_timeout;
      conversation_.transfer().begin(loop_.deadlines.set(*this, span) - span,
                                     conversation_.content_octets());
      break;
    }
  }
}

void Connection::await_octets() {
  set_deadline();
  const bool into_first = !conversation_.holds_buffer();
  const std::span<char> room = into_first ? std::span<char>(first_) : conversation_.room();
  socket_.receive(
      room, [this, self = shared_from_this(), into_first](ErrorCode error, std::size_t octets) {
        on_octets(error, octets, into_first);
      });
}

void Connection::on_octets(ErrorCode error, std::size_t octets, bool into_first) {
  if (error == loop::asio::error::eof) {
    conversation_.peer_closed();
  } else if (error) {
    return close();
  } else {
    if (into_first) {
      std::memcpy(conversation_.room().data(), first_.data(), octets);
    }
    conversation_.received(octets);
  }
  run();
}

void Connection::await_writable() {
  deadline_of_phase_ = 0;
  if (!conversation_.transfer().begun()) {
    conversation_.transfer().begin(common::SteadyClock::now(),
                                   core::octets_taken(socket_.native_handle()));
    const core::Options& options = loop_.service.options;
    loop_.deadlines.set(*this, core::check_interval(options.read_floor(), options.idle_timeout));
  }
  socket_.await_writable([this, self = shared_from_this()](ErrorCode, std::size_t) { run(); });
}

void Connection::reject() {
  conversation_.reject();
  run();
}

void Connection::drain() {
  if (conversation_.next() == Conversation::Next::receive &&
      conversation_.phase() == Conversation::Phase::idle) {
    socket_.shutdown(SHUT_RD);  // what has arrived is still read
  }
}

void Connection::linger() {
  socket_.shutdown(SHUT_WR);
  loop_.deadlines.set(*this, core::linger_time);
  drop_input();
}

void Connection::drop_input() {
  socket_.receive(first_, [this, self = shared_from_this()](ErrorCode error, std::size_t octets) {
    if (error || octets >= octets_to_drop_) {
      return close();
    }
    octets_to_drop_ -= static_cast<std::uint32_t>(octets);
    drop_input();
  });
}

void Connection::close() {
  loop::Deadlines::clear(*this);
  socket_.close();
}

void Connection::deadline_passed() {
  switch (conversation_.next()) {
    case Conversation::Next::send:
      return look_at_reply();
    case Conversation::Next::receive:
      return conversation_.phase() == Conversation::Phase::content ? look_at_content() : give_up();
    case Conversation::Next::linger:
    case Conversation::Next::close:
      return close();
  }
}

// Waits on while the content comes fast enough.
void Connection::look_at_content() {
  const core::Options& options = loop_.service.options;
  const auto now = common::SteadyClock::now();
  conversation_.transfer().moved(now, conversation_.content_octets());
  const core::RateFloor floor = options.body_floor();
  if (now >= core::content_due(conversation_.transfer(), floor, options.body_timeout)) {
    return give_up();
  }
  loop_.deadlines.set(*this, core::check_interval(floor, options.body_timeout));
}

// Waits on while the client takes the reply fast enough.
void Connection::look_at_reply() {
  const core::Options& options = loop_.service.options;
  const auto now = common::SteadyClock::now();
  conversation_.transfer().moved(now, core::octets_taken(socket_.native_handle()));
  const core::RateFloor floor = options.read_floor();
  if (now >= core::reply_due(conversation_.transfer(), floor, options.idle_timeout)) {
    return close();
  }
  loop_.deadlines.set(*this, core::check_interval(floor, options.idle_timeout));
}

void Connection::give_up() {
  conversation_.deadline_passed();
  socket_.cancel_receive();
  run();
}

}  // namespace tiga::servers::async
