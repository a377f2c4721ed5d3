// What the server loop asks of a client's connection.
#pragma once

#include <boost/intrusive/list.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "servers/loop/places.hpp"

namespace tiga::servers::loop {

class ConnectionSet;

/// Lives as long as an operation of its own is under way (each holds a shared pointer); a member of
/// its set until then. Not thread-safe.
class Connection : public std::enable_shared_from_this<Connection>,
                   public boost::intrusive::list_base_hook<
                       boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  explicit Connection(ConnectionSet& set);
  virtual ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Its place among those that are served, until it ends.
  void keep(Places::Place place) { place_ = std::move(place); }
  /// It will be rejected: it takes no place among those that are served.
  void count_as_rejected();

  virtual void start() = 0;
  /// Instead of start: the server is at its limit; answer 503 and close.
  virtual void reject() = 0;
  /// No further request: ends at once where none is in progress.
  virtual void drain() = 0;
  /// Ends now, whatever is in progress.
  virtual void abort() = 0;

 private:
  ConnectionSet& set_;
  Places::Place place_;
  bool rejected_ = false;
};

/// The open connections of one loop. Not thread-safe.
class ConnectionSet {
 public:
  std::size_t size() const { return size_; }
  /// How many of them are rejected ones that have not ended yet.
  std::size_t rejected() const { return rejected_; }
  /// Calls `visit` for each; a connection may end meanwhile, as may the one visited.
  void for_each(const std::function<void(Connection&)>& visit);
  /// Called whenever a connection has gone, its descriptor closed.
  std::function<void()> on_leave;

 private:
  friend class Connection;
  using Members = boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;
  Members members_;
  std::size_t size_ = 0;
  std::size_t rejected_ = 0;
};

}  // namespace tiga::servers::loop
