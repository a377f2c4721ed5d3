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

/// Receives a notification when a connection ends.
class ConnectionOwner {
 public:
  virtual ~ConnectionOwner() = default;
  /// Called by the connection's thread as its last action. Must not throw.
  virtual void ended(Connection& connection) = 0;
};

/// Serves one client after another, each on a new thread. drain() and abort() may be called from
/// another thread, all else only by the owner's.
class Connection {
 public:
  Connection(core::Service& service, blocking::Lingerer& lingerer, ConnectionOwner& owner)
      : served_(service), lingerer_(lingerer), owner_(owner) {}
  /// Its thread must have been joined or be about to end.
  ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Starts serving `socket`, which holds `slot` of its address. Throws std::system_error if no
  /// thread can be started; `socket` is then untouched.
  void start(common::UniqueFd& socket, core::AddressLimit::Slot slot);
  /// Waits for the end of the thread.
  void join();

  /// Accepts no further request: ends at once if none is in progress.
  void drain() { served_.drain(); }
  /// Ends it at once, whatever is in progress.
  void abort() { served_.abort(); }

  // For the owner's lists.
  std::list<Connection>::iterator here;
  Connection* next_ended = nullptr;

 private:
  void serve() noexcept;

  blocking::Connection served_;
  blocking::Lingerer& lingerer_;
  ConnectionOwner& owner_;
  core::AddressLimit::Slot slot_;
  blocking::Thread thread_;
};

}  // namespace tiga::servers::threaded
