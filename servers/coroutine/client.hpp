// The client's socket for a coroutine: the events that it can wait for.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <span>

#include "servers/core/conversation.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::coroutine {

/// How a wait ended.
struct Event {
  enum class Kind : std::uint8_t {
    ready,  ///< bytes have arrived, or there is room to send
    end,    ///< the client will send no more
    late,   ///< the deadline has passed
    gone,   ///< the connection is broken, or was closed
  };
  Kind kind = Kind::gone;
  std::size_t bytes = 0;  ///< number received
};

/// A socket and its deadlines, for one coroutine, which waits for one event at a time. Waiting does
/// not block the loop's thread. Not thread-safe; must outlive the coroutine.
class Client : private loop::Timed {
 public:
  /// Awaitable: suspends the coroutine until the event.
  class Wait;

  Client(loop::Loop& loop, common::UniqueFd socket);

  int native_handle() const { return socket_.native_handle(); }
  void shutdown(int how) { socket_.shutdown(how); }

  /// Receives into `room`, which is not empty, within the deadline of the conversation's phase.
  Wait receive(std::span<char> room, core::Conversation& conversation);
  /// The same, keeping the current deadline.
  Wait receive(std::span<char> room);
  /// Waits until more of the reply can be sent, or the client is too slow.
  Wait room_to_send(core::Conversation& conversation);

  /// Shuts down writing; input is dropped for a while.
  void begin_to_linger();
  /// Closes it. A waiting coroutine resumes inside this call and sees Event::Kind::gone.
  void close();

 private:
  void sleep(std::coroutine_handle<> sleeper, std::span<char> room);
  void wake(Event event);
  void deadline_passed() override;
  bool may_continue();

  loop::Loop& loop_;
  loop::Socket socket_;
  std::coroutine_handle<> sleeper_;
  Event event_;
  core::Conversation* conversation_ =
      nullptr;  // the conversation that the deadline belongs to; null: the last deadline
  std::uint32_t phase_ = 0;  // the phase number for which the deadline was set
};

class Client::Wait {
 public:
  Wait(Client& client, std::span<char> room) : client_(client), room_(room) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> sleeper) { client_.sleep(sleeper, room_); }
  Event await_resume() const noexcept { return client_.event_; }

 private:
  Client& client_;
  std::span<char> room_;  // empty: wait to send
};

}  // namespace tiga::servers::coroutine
