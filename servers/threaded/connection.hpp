// One client's connection and the thread that serves it.
#pragma once

#include <atomic>
#include <chrono>
#include <list>
#include <mutex>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/conversation.hpp"
#include "servers/threaded/lingerer.hpp"
#include "servers/threaded/thread.hpp"

namespace tiga::servers::threaded {

/// The socket's receive timeout (SO_RCVTIMEO), kept close to what is left of the deadline of the
/// conversation's phase. While a connection only rests and gets whole requests this costs no system
/// call.
class ReceiveTimeout {
 public:
  /// `inherited`: the timeout that the socket has already.
  ReceiveTimeout(const core::Options& options, std::chrono::milliseconds inherited)
      : options_(options), set_(inherited) {}

  /// Before each receive.
  void apply(int socket, core::Conversation& conversation);
  /// After a receive that timed out: whether the phase's deadline has passed.
  bool deadline_passed(const core::Conversation& conversation) const;

 private:
  void find_deadline(core::Conversation& conversation, common::TimePoint now);

  const core::Options& options_;
  std::chrono::milliseconds set_;
  std::uint32_t phase_number_ = 0;
  common::TimePoint deadline_;
};

class Connection;

/// Who is told that a connection has ended.
class ConnectionOwner {
 public:
  virtual ~ConnectionOwner() = default;
  /// Called by the connection's thread as its last act. Must not throw.
  virtual void ended(Connection& connection) = 0;
};

/// Serves one client after another, each with a thread of its own; what the thread needs is made
/// beforehand and kept, so that it allocates nothing (a thread's first allocation would make it a
/// heap of its own). drain() and abort() may be called from another thread than its own, all else
/// by the owner's.
class Connection {
 public:
  Connection(core::Service& service, Lingerer& lingerer, ConnectionOwner& owner);
  /// Its thread must have been joined, or be about to end.
  ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Serves `socket`, which has that place among those of its address. Throws std::system_error
  /// when no thread can be started; `socket` is then untouched.
  void start(common::UniqueFd& socket, core::AddressLimit::Place place);
  /// Waits for the end of the thread.
  void join();

  /// No further request: ends at once where none is in progress.
  void drain();
  /// Ends it whatever is in progress.
  void abort();

  // For the owner, who keeps connections in lists.
  std::list<Connection>::iterator here;
  Connection* next_ended = nullptr;

 private:
  void serve_or_close() noexcept;
  void serve();
  bool receive(core::Conversation& conversation, ReceiveTimeout& timeout);
  bool send(core::Conversation& conversation);
  bool may_wait(core::Transfer& reply) const;
  void shut_down(int how);

  core::Service& service_;
  Lingerer& lingerer_;
  ConnectionOwner& owner_;
  core::Worker worker_;
  std::mutex closing_;  // a descriptor must not be shut down by number after it was closed
  common::UniqueFd socket_;
  std::atomic<bool> idle_ = false;
  core::AddressLimit::Place place_;
  Thread thread_;
};

}  // namespace tiga::servers::threaded
