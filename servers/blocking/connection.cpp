#include "servers/blocking/connection.hpp"

#include <sys/socket.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "servers/core/listener.hpp"
#include "servers/core/socket_io.hpp"

namespace tiga::servers::blocking {

using core::Conversation;
using core::IoResult;

Connection::Connection(core::Service& service, IdlePolicy* idle_policy)
    : service_(service), idle_policy_(idle_policy), worker_(service, 1) {
  worker_.contexts.lend();  // creates the context and returns it to the pool
}

void Connection::open(common::UniqueFd socket) {
  const std::lock_guard lock(closing_);
  socket_ = std::move(socket);
}

common::UniqueFd Connection::serve() noexcept {
  common::UniqueFd lingers;
  try {
    lingers = converse();
  } catch (const std::exception& error) {
    service_.log.error(std::string_view(error.what()));
  }
  const std::lock_guard lock(closing_);
  socket_.reset();
  return lingers;
}

common::UniqueFd Connection::converse() {
  Conversation conversation(
      worker_, service_.log.requests() ? core::peer_name(socket_.get()) : std::string());
  ReceiveTimeout timeout(service_.options, service_.options.idle_timeout);
  bool open = true;
  while (open) {
    switch (conversation.next()) {
      case Conversation::Next::receive:
        open = receive(conversation, timeout);
        break;
      case Conversation::Next::work:
        core::perform(conversation.work());
        conversation.work_done();
        break;
      case Conversation::Next::send:
        open = send(conversation);
        break;
      case Conversation::Next::linger: {
        const std::lock_guard lock(closing_);
        return std::move(socket_);
      }
      case Conversation::Next::close:
        open = false;
        break;
    }
  }
  return {};
}

bool Connection::receive(Conversation& conversation, ReceiveTimeout& timeout) {
  timeout.apply(socket_.get(), conversation);
  const bool idle = conversation.phase() == Conversation::Phase::idle;
  if (idle && timeout.idle_for() >= service_.options.idle_timeout) {  // though empty lines arrive
    conversation.deadline_passed();
    return true;
  }
  const IdleDecision decision = idle && idle_policy_ != nullptr
                                    ? idle_policy_->decide(socket_.get(), timeout.idle_for())
                                    : IdleDecision::wait;
  if (decision == IdleDecision::make_room && !service_.draining) {
    return receive_last(conversation);
  }
  idle_ = idle;
  if (idle && (decision != IdleDecision::wait || service_.draining)) {
    shut_down(SHUT_RD);  // input that has arrived is still read, then the end of input
  }
  const IoResult result = core::receive_some(socket_.get(), conversation);
  idle_ = false;
  if (result == IoResult::would_block && timeout.deadline_passed(conversation)) {
    conversation.deadline_passed();
  }
  return result != IoResult::broken;
}

// Input that has arrived is still read. The input is not shut down: behind such a shutdown the
// kernel answers whatever comes by a reset.
bool Connection::receive_last(Conversation& conversation) {
  worker_.last_request = true;
  const IoResult result = core::receive_some(socket_.get(), conversation, MSG_DONTWAIT);
  if (result != IoResult::broken && conversation.next() == Conversation::Next::receive &&
      conversation.phase() == Conversation::Phase::idle) {
    conversation.leave_idle();
  }
  return result != IoResult::broken;
}

// Blocks for at most the socket's send timeout, which is short.
bool Connection::send(Conversation& conversation) {
  const IoResult result = core::send_some(socket_.get(), conversation);
  return result == IoResult::progress ||
         (result == IoResult::would_block && may_wait(conversation.transfer()));
}

// Whether the client takes the reply fast enough.
bool Connection::may_wait(core::Transfer& reply) const {
  const common::TimePoint now = common::SteadyClock::now();
  const std::uint64_t taken = core::bytes_taken(socket_.get());
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

// While it is idle, serve() neither closes the socket nor holds the lock for long.
void Connection::drain_in_handler() const {
  if (idle_) {
    ::shutdown(socket_.get(), SHUT_RD);
  }
}

void Connection::abort() { shut_down(SHUT_RDWR); }

}  // namespace tiga::servers::blocking
