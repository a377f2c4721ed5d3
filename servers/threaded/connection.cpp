#include "servers/threaded/connection.hpp"

#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>

#include "servers/core/listener.hpp"
#include "servers/core/socket_io.hpp"

namespace tiga::servers::threaded {

using core::Conversation;
using core::IoResult;

std::chrono::milliseconds ReceiveTimeout::span(Conversation::Phase phase) const {
  switch (phase) {
    case Conversation::Phase::head:
      return options_.header_timeout;
    case Conversation::Phase::content:
      return options_.body_timeout;
    case Conversation::Phase::idle:
      break;
  }
  return options_.idle_timeout;
}

void ReceiveTimeout::apply(int socket, const Conversation& conversation) {
  std::chrono::milliseconds wanted = span(conversation.phase());
  if (conversation.phase() != Conversation::Phase::idle) {
    const common::TimePoint now = common::SteadyClock::now();
    if (conversation.phase_number() != phase_number_) {
      phase_number_ = conversation.phase_number();
      deadline_ = now + wanted;
    }
    // A drip of octets does not extend the deadline. A timeout of 0 would mean for ever.
    wanted = std::max(std::chrono::ceil<std::chrono::milliseconds>(deadline_ - now),
                      std::chrono::milliseconds(1));
  }
  if (wanted != set_) {
    set_ = wanted;
    const timeval time{wanted.count() / 1000, wanted.count() % 1000 * 1000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  }
}

Connection::Connection(core::Service& service, Lingerer& lingerer, common::UniqueFd& socket,
                       std::function<void()> finished)
    : service_(service), lingerer_(lingerer) {
  socket_ = std::move(socket);
  try {
    thread_ = Thread([this, finished = std::move(finished)] {
      serve();
      finished();
    });
  } catch (...) {
    socket = std::move(socket_);
    throw;
  }
}

void Connection::serve() {
  core::Worker worker(service_, 1);
  Conversation conversation(
      worker, service_.log.requests() ? core::peer_name(socket_.get()) : std::string());
  ReceiveTimeout timeout(service_.options, service_.options.idle_timeout);
  bool open = true;
  while (open) {
    switch (conversation.next()) {
      case Conversation::Next::receive:
        open = receive(conversation, timeout);
        break;
      case Conversation::Next::send:
        open = core::send_some(socket_.get(), conversation) == IoResult::progress;
        break;
      case Conversation::Next::linger: {
        const std::lock_guard lock(closing_);
        lingerer_.adopt(std::move(socket_));
        return;
      }
      case Conversation::Next::close:
        open = false;
        break;
    }
  }
  const std::lock_guard lock(closing_);
  socket_.reset();
}

bool Connection::receive(Conversation& conversation, ReceiveTimeout& timeout) {
  timeout.apply(socket_.get(), conversation);
  const bool idle = conversation.phase() == Conversation::Phase::idle;
  idle_ = idle;
  if (idle && service_.draining) {
    shut_down(SHUT_RD);  // what has arrived is still read, then the end of input
  }
  const IoResult result = core::receive_some(socket_.get(), conversation);
  idle_ = false;
  if (result == IoResult::would_block) {
    conversation.deadline_passed();
  }
  return result != IoResult::broken;
}

void Connection::shut_down(int how) {
  const std::lock_guard lock(closing_);
  if (socket_) {
    ::shutdown(socket_.get(), how);
  }
}

void Connection::drain() {
  if (idle_) {
    shut_down(SHUT_RD);
  }
}

void Connection::abort() { shut_down(SHUT_RDWR); }

}  // namespace tiga::servers::threaded
