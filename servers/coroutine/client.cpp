#include "servers/coroutine/client.hpp"

#include <sys/socket.h>

#include <boost/asio/error.hpp>
#include <utility>

#include "servers/loop/phase_timeouts.hpp"

namespace tiga::servers::coroutine {

using core::Conversation;
using loop::ErrorCode;

Client::Client(loop::Loop& loop, common::UniqueFd socket)
    : loop_(loop), socket_(loop.reactor, std::move(socket)) {}

Client::Wait Client::receive(std::span<char> room, Conversation& conversation) {
  conversation_ = &conversation;
  if (std::exchange(phase_, conversation.phase_number()) != conversation.phase_number()) {
    loop::set_deadline_of_phase(loop_, *this, conversation);
  }
  return receive(room);
}

Client::Wait Client::receive(std::span<char> room) { return {*this, room}; }

Client::Wait Client::room_to_send(Conversation& conversation) {
  conversation_ = &conversation;
  phase_ = 0;
  loop::begin_waiting_reply(loop_, *this, conversation, socket_.native_handle());
  return {*this, {}};
}

// The loop calls handlers later, never from inside these functions.
void Client::sleep(std::coroutine_handle<> sleeper, std::span<char> room) {
  sleeper_ = sleeper;
  if (room.empty()) {
    socket_.await_writable([this](ErrorCode, std::size_t) { wake({Event::Kind::ready}); });
    return;
  }
  socket_.receive(room, [this](ErrorCode error, std::size_t bytes) {
    const bool ended = error == loop::asio::error::eof;
    wake({ended ? Event::Kind::end : error ? Event::Kind::gone : Event::Kind::ready, bytes});
  });
}

// Resumes the coroutine inside this call; it may end and destroy this object.
void Client::wake(Event event) {
  event_ = event;
  if (const std::coroutine_handle<> sleeper = std::exchange(sleeper_, {})) {
    sleeper.resume();
  }
}

void Client::deadline_passed() {
  if (may_continue()) {
    return;
  }
  socket_.cancel_receive();
  socket_.stop_awaiting_writable();
  wake({Event::Kind::late});
}

// A content or a reply that moves fast enough continues; it is checked again later.
bool Client::may_continue() {
  if (conversation_ == nullptr) {
    return false;
  }
  if (conversation_->next() == Conversation::Next::send) {
    return loop::reply_may_continue(loop_, *this, *conversation_, socket_.native_handle());
  }
  return conversation_->phase() == Conversation::Phase::content &&
         loop::content_may_continue(loop_, *this, *conversation_);
}

void Client::begin_to_linger() {
  conversation_ = nullptr;
  socket_.shutdown(SHUT_WR);
  loop_.deadlines.set(*this, core::linger_time);
}

void Client::close() {
  loop::Deadlines::clear(*this);
  socket_.close();
  wake({Event::Kind::gone});
}

}  // namespace tiga::servers::coroutine
