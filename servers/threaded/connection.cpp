#include "servers/threaded/connection.hpp"

#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <exception>

#include "servers/core/listener.hpp"
#include "servers/core/socket_io.hpp"

namespace tiga::servers::threaded {

using core::Conversation;
using core::IoResult;

void ReceiveTimeout::find_deadline(Conversation& conversation, common::TimePoint now) {
  const bool begins = conversation.phase_number() != phase_number_;
  phase_number_ = conversation.phase_number();
  if (conversation.phase() == Conversation::Phase::head) {
    if (begins) {
      deadline_ = now + options_.header_timeout;  // a drip of octets does not extend it
    }
    return;
  }
  core::Transfer& content = conversation.transfer();
  if (begins) {
    content.begin(now, conversation.content_octets());
  }
  content.moved(now, conversation.content_octets());
  deadline_ = core::content_due(content, options_.body_floor(), options_.body_timeout);
}

void ReceiveTimeout::apply(int socket, Conversation& conversation) {
  std::chrono::milliseconds wanted = options_.idle_timeout;
  std::chrono::milliseconds least = wanted;
  if (conversation.phase() != Conversation::Phase::idle) {
    const common::TimePoint now = common::SteadyClock::now();
    find_deadline(conversation, now);
    // A timeout of 0 would mean for ever.
    wanted = std::max(std::chrono::ceil<std::chrono::milliseconds>(deadline_ - now),
                      std::chrono::milliseconds(1));
    least = wanted / 2;  // wakes up early, looks at the deadline, and sets the rest
  }
  if (set_ > wanted || set_ < least) {
    set_ = wanted;
    const timeval time{wanted.count() / 1000, wanted.count() % 1000 * 1000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  }
}

bool ReceiveTimeout::deadline_passed(const Conversation& conversation) const {
  return conversation.phase() == Conversation::Phase::idle ||
         common::SteadyClock::now() >= deadline_;
}

Connection::Connection(core::Service& service, Lingerer& lingerer, ConnectionOwner& owner)
    : service_(service), lingerer_(lingerer), owner_(owner), worker_(service, 1) {
  worker_.exchanges.lend();  // makes it, and keeps it
}

void Connection::start(common::UniqueFd& socket, core::AddressLimit::Place place) {
  const auto run = [](void* argument) -> void* {
    auto& self = *static_cast<Connection*>(argument);
    self.serve_or_close();
    self.owner_.ended(self);
    return nullptr;
  };
  socket_ = std::move(socket);
  try {
    thread_ = Thread(run, this);
  } catch (...) {
    socket = std::move(socket_);
    throw;
  }
  place_ = std::move(place);
}

void Connection::join() {
  thread_.join();
  place_ = {};
}

// Memory may run out, which ends this connection alone.
void Connection::serve_or_close() noexcept {
  try {
    serve();
  } catch (const std::exception& error) {
    service_.log.error(std::string_view(error.what()));
    const std::lock_guard lock(closing_);
    socket_.reset();
  }
}

void Connection::serve() {
  Conversation conversation(
      worker_, service_.log.requests() ? core::peer_name(socket_.get()) : std::string());
  ReceiveTimeout timeout(service_.options, service_.options.idle_timeout);
  bool open = true;
  while (open) {
    switch (conversation.next()) {
      case Conversation::Next::receive:
        open = receive(conversation, timeout);
        break;
      case Conversation::Next::send:
        open = send(conversation);
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
  if (result == IoResult::would_block && timeout.deadline_passed(conversation)) {
    conversation.deadline_passed();
  }
  return result != IoResult::broken;
}

// Blocks for the socket's send timeout at most, which is short.
bool Connection::send(Conversation& conversation) {
  const IoResult result = core::send_some(socket_.get(), conversation);
  return result == IoResult::progress ||
         (result == IoResult::would_block && may_wait(conversation.transfer()));
}

// Whether the client takes the reply fast enough.
bool Connection::may_wait(core::Transfer& reply) const {
  const common::TimePoint now = common::SteadyClock::now();
  const std::uint64_t taken = core::octets_taken(socket_.get());
  if (!reply.begun()) {
    reply.begin(now, taken);
  }
  reply.moved(now, taken);
  const core::Options& options = service_.options;
  return now < core::reply_due(reply, options.read_floor(), options.idle_timeout);
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
