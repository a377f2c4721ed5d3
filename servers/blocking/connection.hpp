// One client's connection, served by whoever can wait for it.
#pragma once

#include <atomic>
#include <mutex>

#include "common/unique_fd.hpp"
#include "servers/blocking/receive_timeout.hpp"
#include "servers/core/conversation.hpp"

namespace tiga::servers::blocking {

/// What a server does before a connection waits for a request, where others may wait for the place
/// that it has.
class Rest {
 public:
  virtual ~Rest() = default;
  /// Called by serve(). False: the connection is given up; a request that has arrived is still
  /// answered. Must not throw.
  virtual bool may_begin(int socket) = 0;
};

/// Serves one client after another by calls that block. What it needs is made beforehand and kept,
/// so that it allocates nothing (a thread's first allocation would make it a heap of its own).
/// drain() and abort() may be called from any thread, the rest only by one at a time.
class Connection {
 public:
  explicit Connection(core::Service& service, Rest* rest = nullptr);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void open(common::UniqueFd socket);
  /// The socket, not served.
  common::UniqueFd give_back() { return std::move(socket_); }

  /// Serves to its end; memory may run out, which ends this connection alone. The socket, where its
  /// close is to linger; else it is closed.
  [[nodiscard]] common::UniqueFd serve() noexcept;

  /// No further request: ends at once where none is in progress. Whether that is so.
  bool drain();
  /// As drain(), for a signal handler that interrupts serve().
  void drain_in_handler() const;
  /// Ends it whatever is in progress.
  void abort();
  /// Replies say Connection: close from now on, until told otherwise. Within Rest::may_begin().
  void set_last_request(bool last) { worker_.last_request = last; }

 private:
  common::UniqueFd converse();
  bool receive(core::Conversation& conversation, ReceiveTimeout& timeout);
  bool send(core::Conversation& conversation);
  bool may_wait(core::Transfer& reply) const;
  void shut_down(int how);

  core::Service& service_;
  Rest* rest_;
  core::Worker worker_;
  std::mutex closing_;  // a descriptor must not be shut down by number after it was closed
  common::UniqueFd socket_;
  std::atomic<bool> idle_ = false;
};

}  // namespace tiga::servers::blocking
