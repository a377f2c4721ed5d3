#include "servers/loop/http_connection.hpp"

#include <cstring>
#include <memory>
#include <utility>

#include "servers/core/socket_io.hpp"
#include "servers/loop/phase_timeouts.hpp"

namespace tiga::servers::loop {

using core::Conversation;

HttpConnection::HttpConnection(Loop& loop, common::UniqueFd client)
    : Connection(loop.connections),
      loop_(loop),
      socket_(loop.io->socket(std::move(client))),
      conversation_(loop.worker, loop.service.log.requests()
                                     ? core::peer_name(socket_->native_handle())
                                     : std::string()) {}

void HttpConnection::run() {
  for (;;) {
    switch (conversation_.next()) {
      case Conversation::Next::receive:
        return await_bytes();
      case Conversation::Next::work:
        if (!work()) {
          return;
        }
        break;
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

// Blocks every other client of the loop.
bool HttpConnection::work() {
  core::perform(conversation_.work());
  conversation_.work_done();
  return true;
}

void HttpConnection::work_is_done() {
  if (socket_->is_open()) {
    conversation_.work_done();
    run();
  }
}

// False if it has to wait or is closed.
bool HttpConnection::send() {
  switch (send_some(*socket_, conversation_)) {
    case core::IoResult::progress:
      return true;
    case core::IoResult::would_block:
      await_writable();
      return false;
    case core::IoResult::broken:
      close();
      return false;
  }
  return false;
}

void HttpConnection::await_bytes() {
  if (std::exchange(deadline_of_phase_, conversation_.phase_number()) !=
      conversation_.phase_number()) {
    set_deadline_of_phase(loop_, *this, conversation_);
  }
  const bool into_first = !conversation_.holds_buffer();
  const std::span<char> room = into_first ? std::span<char>(first_) : conversation_.room();
  socket_->receive(
      room, [this, self = shared_from_this(), into_first](ErrorCode error, std::size_t bytes) {
        on_bytes(error, bytes, into_first);
      });
}

void HttpConnection::on_bytes(ErrorCode error, std::size_t bytes, bool into_first) {
  if (error == asio::error::eof) {
    conversation_.peer_closed();
  } else if (error) {
    return close();
  } else {
    if (into_first) {
      std::memcpy(conversation_.room().data(), first_.data(), bytes);
    }
    conversation_.received(bytes);
  }
  run();
}

void HttpConnection::await_writable() {
  deadline_of_phase_ = 0;
  begin_waiting_reply(loop_, *this, conversation_, socket_->native_handle());
  socket_->await_writable([this, self = shared_from_this()](ErrorCode, std::size_t) { run(); });
}

void HttpConnection::reject() {
  conversation_.reject();
  run();
}

void HttpConnection::drain() {
  if (conversation_.next() == Conversation::Next::receive &&
      conversation_.phase() == Conversation::Phase::idle) {
    socket_->shutdown(SHUT_RD);  // input that has arrived is still read
  }
}

void HttpConnection::linger() {
  socket_->shutdown(SHUT_WR);
  loop_.deadlines.set(*this, core::linger_time);
  socket_->drop_input(first_, core::linger_bytes,
                      [this, self = shared_from_this()](ErrorCode, std::size_t) { close(); });
}

void HttpConnection::close() {
  Deadlines::clear(*this);
  socket_->close();
}

void HttpConnection::deadline_passed() {
  switch (conversation_.next()) {
    case Conversation::Next::send:
      if (!reply_may_continue(loop_, *this, conversation_, socket_->native_handle())) {
        close();
      }
      return;
    case Conversation::Next::receive:
      if (conversation_.phase() != Conversation::Phase::content ||
          !content_may_continue(loop_, *this, conversation_)) {
        give_up();
      }
      return;
    case Conversation::Next::work:
      return;
    case Conversation::Next::linger:
    case Conversation::Next::close:
      return close();
  }
}

void HttpConnection::give_up() {
  conversation_.deadline_passed();
  socket_->cancel_receive();
  run();
}

}  // namespace tiga::servers::loop
