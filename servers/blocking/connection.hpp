// One client's connection, served by a thread or process that can block for it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/blocking/receive_timeout.hpp"
#include "servers/core/conversation.hpp"

namespace tiga::servers::blocking {

/// What becomes of an idle connection. A request that has arrived is answered in any case.
enum class IdleDecision : std::uint8_t {
  wait,       ///< until a request arrives, at most for the idle timeout
  timed_out,  ///< closed: the idle timeout has passed
  make_room,  ///< closed for another client, with lingering: a request may cross the close
};

/// Decides how long an idle connection may keep its thread or process while other clients wait.
class IdlePolicy {
 public:
  virtual ~IdlePolicy() = default;
  /// Called by serve() before it waits for a request. `idle_for`: zero when the connection becomes
  /// idle; positive when it has been idle that long and something arrived that begins no request,
  /// like an empty line, or the thread was interrupted (Thread::interrupt()). Must not throw.
  virtual IdleDecision decide(int socket, common::Nanoseconds idle_for) = 0;
};

/// Serves one client after another with blocking calls. Everything it needs is allocated beforehand
/// and reused, so that it allocates nothing (a thread's first allocation would create a heap arena
/// of its own). drain() and abort() may be called from any thread, all else by one at a time.
class Connection {
 public:
  explicit Connection(core::Service& service, IdlePolicy* rest = nullptr);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void open(common::UniqueFd socket);
  /// Returns the socket, not served.
  common::UniqueFd give_back() { return std::move(socket_); }

  /// Serves the connection to its end. Running out of memory ends this connection only. Returns the
  /// socket if its close must linger; otherwise it is closed.
  [[nodiscard]] common::UniqueFd serve() noexcept;

  /// Whether it waits for a request.
  bool is_idle() const { return idle_; }
  /// Accepts no further request: ends at once if none is in progress.
  void drain();
  /// As drain(), for a signal handler that interrupts serve().
  void drain_in_handler() const;
  /// Ends it at once, whatever is in progress.
  void abort();
  /// Sets whether replies say Connection: close. Call it from IdlePolicy::decide().
  void set_last_request(bool last) { worker_.last_request = last; }

 private:
  common::UniqueFd converse();
  bool receive(core::Conversation& conversation, ReceiveTimeout& timeout);
  bool receive_last(core::Conversation& conversation);
  bool send(core::Conversation& conversation);
  bool may_wait(core::Transfer& reply) const;
  void shut_down(int how);

  core::Service& service_;
  IdlePolicy* idle_policy_;
  core::Worker worker_;
  std::mutex closing_;  // guards socket_: a closed descriptor's number must not be shut down
  common::UniqueFd socket_;
  std::atomic<bool> idle_ = false;
};

}  // namespace tiga::servers::blocking
