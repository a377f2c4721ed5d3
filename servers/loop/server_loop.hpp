// One event loop that accepts clients, keeps their connections, and drains at SIGTERM.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/loop/connection.hpp"
#include "servers/loop/deadlines.hpp"
#include "servers/loop/places.hpp"
#include "servers/loop/reactor.hpp"

namespace tiga::servers::loop {

/// Makes a connection of an architecture out of an accepted socket, which does not block.
using MakeConnection =
    std::function<std::shared_ptr<Connection>(common::UniqueFd, const common::SocketAddress& peer)>;

/// What a loop's connections share. Used by the loop's thread only.
struct Loop {
  /// The only one of its process.
  explicit Loop(core::Service& shared) : Loop(shared, std::make_shared<Places>(shared.options)) {}
  /// One of several, which share `of_all`.
  Loop(core::Service& shared, std::shared_ptr<Places> of_all)
      : service(shared),
        worker(shared),
        places(std::move(of_all)),
        context(one_thread),
        reactor(context),
        deadlines(context) {}

  core::Service& service;
  core::Worker worker;
  std::shared_ptr<Places> places;
  ConnectionSet connections;
  Context context;  // may hold the last of a connection, so it ends before what those point to
  Reactor reactor;
  Deadlines deadlines;
};

/// Accepts for one loop; a process may have several, each run by a thread of its own. From the
/// moment it is made, SIGTERM and SIGINT reach only those who wait for them. Not thread-safe.
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
  Descriptor stop_;  // readable once the process was told to stop
  MakeConnection make_;
  std::function<void()> drained_;
  Timer timer_;  // accepting rests until then at the longest; later, the end of draining
  bool resting_ = false;
  bool draining_ = false;
  bool going_on_ = false;  // as soon as the loop comes to it
  bool timer_runs_ = false;
};

}  // namespace tiga::servers::loop
