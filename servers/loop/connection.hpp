// The interface between the server loop and a client's connection.
#pragma once

#include <boost/intrusive/list.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "servers/loop/connection_limit.hpp"

namespace tiga::servers::loop {

class ConnectionSet;

/// Lives as long as one of its operations is pending (each holds a shared pointer), and is a member
/// of its set until then. Not thread-safe.
class Connection : public std::enable_shared_from_this<Connection>,
                   public boost::intrusive::list_base_hook<
                       boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  explicit Connection(ConnectionSet& set);
  virtual ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Keeps its slot until it ends.
  void keep(ConnectionLimit::Slot slot) { slot_ = std::move(slot); }
  /// Marks it as rejected: it takes no slot.
  void count_as_rejected();

  virtual void start() = 0;
  /// Replaces start() when the server is at its limit: answers 503 and closes.
  virtual void reject() = 0;
  /// Accepts no further request: ends at once if none is in progress.
  virtual void drain() = 0;
  /// Ends at once, whatever is in progress.
  virtual void abort() = 0;

 private:
  ConnectionSet& set_;
  ConnectionLimit::Slot slot_;
  bool rejected_ = false;
};

/// The open connections of one loop. Not thread-safe.
class ConnectionSet {
 public:
  std::size_t size() const { return size_; }
  /// How many of them are rejected and have not ended yet.
  std::size_t rejected() const { return rejected_; }
  /// Calls `visit` for each. Any connection, the visited one included, may end meanwhile.
  void for_each(const std::function<void(Connection&)>& visit);
  /// Called after a connection has ended and its descriptor is closed.
  std::function<void()> on_leave;

 private:
  friend class Connection;
  using Members = boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;
  Members members_;
  std::size_t size_ = 0;
  std::size_t rejected_ = 0;
};

}  // namespace tiga::servers::loop
