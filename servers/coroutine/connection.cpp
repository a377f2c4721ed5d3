#include "servers/coroutine/connection.hpp"

#include <sys/socket.h>

#include <cstring>
#include <utility>

#include "servers/core/socket_io.hpp"

namespace tiga::servers::coroutine {

using core::Conversation;
using core::IoResult;

Connection::Connection(loop::Loop& loop, common::UniqueFd accepted,
                       const common::SocketAddress& peer)
    : loop::Connection(loop.connections),
      client_(loop, std::move(accepted)),
      conversation_(loop.worker, loop.service.log.requests() ? peer.to_string() : std::string()) {}

// Runs from the first byte to the close. Every way to end leaves through the end of this function,
// which releases `self`.
Task Connection::serve(std::shared_ptr<Connection> self) {
  Client& client = self->client_;
  Conversation& conversation = self->conversation_;
  bool open = true;
  while (open) {
    switch (conversation.next()) {
      case Conversation::Next::receive: {
        const Event event = co_await client.receive(self->room(), conversation);
        open = self->on_event(event);
        break;
      }
      case Conversation::Next::work:  // blocks every other client
        core::perform(conversation.work());
        conversation.work_done();
        break;
      case Conversation::Next::send: {
        IoResult result = core::send_some(client.native_handle(), conversation);
        if (result == IoResult::would_block) {
          const Event event = co_await client.room_to_send(conversation);
          result = event.kind == Event::Kind::ready ? IoResult::progress : IoResult::broken;
        }
        open = result == IoResult::progress;
        break;
      }
      case Conversation::Next::linger: {
        client.begin_to_linger();
        std::size_t left = core::linger_bytes;
        while (open) {
          const Event event = co_await client.receive(self->first_);
          open = event.kind == Event::Kind::ready && event.bytes < left;
          left -= open ? event.bytes : 0;
        }
        break;
      }
      case Conversation::Next::close:
        open = false;
        break;
    }
  }
  client.close();
}

std::span<char> Connection::room() {
  return conversation_.holds_buffer() ? conversation_.room() : std::span<char>(first_);
}

// Passes a receive's result to the conversation; false if the connection is unusable.
bool Connection::on_event(const Event& event) {
  switch (event.kind) {
    case Event::Kind::ready:
      if (!conversation_.holds_buffer()) {
        std::memcpy(conversation_.room().data(), first_.data(), event.bytes);
      }
      conversation_.received(event.bytes);
      return true;
    case Event::Kind::end:
      conversation_.peer_closed();
      return true;
    case Event::Kind::late:
      conversation_.deadline_passed();
      return true;
    case Event::Kind::gone:
      return false;
  }
  return false;
}

void Connection::reject() {
  conversation_.reject();
  start();
}

void Connection::drain() {
  if (conversation_.next() == Conversation::Next::receive &&
      conversation_.phase() == Conversation::Phase::idle) {
    client_.shutdown(SHUT_RD);  // input that has arrived is still read
  }
}

}  // namespace tiga::servers::coroutine
