// The client's end of a connection, as a coroutine sees it: what it can wait for.
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
    ready,  ///< octets have come, or there is room to send
    end,    ///< the client will send no more
    late,   ///< the deadline has passed
    gone,   ///< the connection is broken, or was closed
  };
  Kind kind = Kind::gone;
  std::size_t octets = 0;  ///< that were received
};

/// A socket and its deadlines, for one coroutine, which waits for one thing at a time. The loop's
/// thread is not held by a wait. Not thread-safe; outlives the coroutine.
class Client : private loop::Timed {
 public:
  /// `co_await` it: the coroutine sleeps until the event.
  class Wait;

  Client(loop::Loop& loop, common::UniqueFd socket);

  int native_handle() const { return socket_.native_handle(); }
  void shutdown(int how) { socket_.shutdown(how); }

  /// Something into `room`, which is not empty, as long as the conversation's phase may take.
  Wait receive(std::span<char> room, core::Conversation& conversation);
  /// The same without another deadline than the one that is set.
  Wait receive(std::span<char> room);
  /// Until the reply can be sent on, or the client is too slow.
  Wait room_to_send(core::Conversation& conversation);

  /// Nothing more will be sent; what still comes is to be dropped, for a while.
  void begin_to_linger();
  /// Who waits goes on within the call, and sees that it is gone.
  void close();

 private:
  void sleep(std::coroutine_handle<> sleeper, std::span<char> room);
  void wake(Event event);
  void deadline_passed() override;
  bool may_wait_on();

  loop::Loop& loop_;
  loop::Socket socket_;
  std::coroutine_handle<> sleeper_;
  Event event_;
  core::Conversation* conversation_ = nullptr;  // that has the deadline; none: it is the last
  std::uint32_t phase_ = 0;                     // the phase number that the deadline was set for
};

class Client::Wait {
 public:
  Wait(Client& client, std::span<char> room) : client_(client), room_(room) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> sleeper) { client_.sleep(sleeper, room_); }
  Event await_resume() const noexcept { return client_.event_; }

 private:
  Client& client_;
  std::span<char> room_;  // empty: to send
};

}  // namespace tiga::servers::coroutine
