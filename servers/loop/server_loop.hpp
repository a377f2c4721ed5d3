// One event loop that accepts clients, keeps their connections, and drains at SIGTERM.
#pragma once

#include <boost/asio/signal_set.hpp>
#include <functional>
#include <memory>
#include <string>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/loop/connection.hpp"
#include "servers/loop/deadlines.hpp"
#include "servers/loop/reactor.hpp"

namespace tiga::servers::loop {

/// Makes a connection of an architecture out of an accepted socket, which does not block.
using MakeConnection =
    std::function<std::shared_ptr<Connection>(common::UniqueFd, const common::SocketAddress& peer)>;

/// What a loop's connections share. Used by the loop's thread only.
struct Loop {
  explicit Loop(core::Service& shared)
      : service(shared),
        worker(shared),
        addresses(shared.options.max_connections_per_address),
        context(one_thread),
        reactor(context),
        deadlines(context) {}

  core::Service& service;
  core::Worker worker;
  core::AddressLimit addresses;
  ConnectionSet connections;
  Context context;  // may hold the last of a connection, so it ends before what those point to
  Reactor reactor;
  Deadlines deadlines;
};

/// Accepts for one loop. Not thread-safe.
class ServerLoop {
 public:
  /// `drained` is called when the last connection has ended after SIGTERM: to end what else keeps
  /// the loop at work.
  ServerLoop(
      Loop& loop, core::Listener listener, MakeConnection make,
      std::function<void()> drained = [] {});

  ~ServerLoop();
  ServerLoop(const ServerLoop&) = delete;
  ServerLoop& operator=(const ServerLoop&) = delete;

  /// Serves until SIGTERM or SIGINT, then drains: no new connection, those open finish what is in
  /// progress, within the drain timeout.
  void run();

 private:
  void await_clients();
  void accept_waiting();
  bool accept_one();
  void rest();
  void go_on();
  void connection_left();
  void drain();
  void stop();

  Loop& loop_;
  Descriptor listener_;
  std::string address_;
  MakeConnection make_;
  std::function<void()> drained_;
  asio::signal_set signals_;
  Timer timer_;  // accepting rests until then at the longest; later, the end of draining
  bool resting_ = false;
  bool going_on_ = false;  // as soon as the loop comes to it
  bool timer_runs_ = false;
};

}  // namespace tiga::servers::loop
