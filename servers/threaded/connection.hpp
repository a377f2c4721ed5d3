// One client's connection and the thread that serves it.
#pragma once

#include <list>

#include "common/unique_fd.hpp"
#include "servers/blocking/connection.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/blocking/thread.hpp"
#include "servers/core/address_limit.hpp"

namespace tiga::servers::threaded {

class Connection;

/// Who is told that a connection has ended.
class ConnectionOwner {
 public:
  virtual ~ConnectionOwner() = default;
  /// Called by the connection's thread as its last act. Must not throw.
  virtual void ended(Connection& connection) = 0;
};

/// Serves one client after another with a thread for each. drain() and abort() may be called from
/// another thread than its own, all else by the owner's.
class Connection {
 public:
  Connection(core::Service& service, blocking::Lingerer& lingerer, ConnectionOwner& owner)
      : served_(service), lingerer_(lingerer), owner_(owner) {}
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
  void drain() { served_.drain(); }
  /// Ends it whatever is in progress.
  void abort() { served_.abort(); }

  // For the owner, who keeps connections in lists.
  std::list<Connection>::iterator here;
  Connection* next_ended = nullptr;

 private:
  void serve() noexcept;

  blocking::Connection served_;
  blocking::Lingerer& lingerer_;
  ConnectionOwner& owner_;
  core::AddressLimit::Place place_;
  blocking::Thread thread_;
};

}  // namespace tiga::servers::threaded
