// One event loop: accepts clients, keeps their connections, and drains at SIGTERM.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "common/clock.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/loop/connection.hpp"
#include "servers/loop/connection_limit.hpp"
#include "servers/loop/deadlines.hpp"
#include "servers/loop/io.hpp"

namespace tiga::servers::loop {

/// Makes an architecture's connection from an accepted one.
using MakeConnection = std::function<std::shared_ptr<Connection>(common::UniqueFd)>;

/// State shared by the connections of one loop. Used only by the loop's thread.
struct Loop {
  /// The only loop of its process.
  explicit Loop(core::Service& shared)
      : Loop(shared, std::make_shared<ConnectionLimit>(shared.options)) {}
  /// One of several loops, which share a limit.
  Loop(core::Service& shared, std::shared_ptr<ConnectionLimit> shared_limit)
      : service(shared),
        worker(shared),
        limit(std::move(shared_limit)),
        io(Io::make(shared.options.engine)),
        deadlines(*io) {}

  core::Service& service;
  core::Worker worker;
  std::shared_ptr<ConnectionLimit> limit;
  ConnectionSet connections;
  // Destroyed before the members that connections use: it may own the last reference to one.
  const std::unique_ptr<Io> io;
  Deadlines deadlines;
};

/// Accepts for one loop. A process may have several, each run by its own thread. From its
/// construction on, stop signals reach only those that wait for them. Not thread-safe.
class ServerLoop {
 public:
  /// `drained` is called when the last connection has ended after SIGTERM.
  ServerLoop(
      Loop& loop, core::Listener listener, MakeConnection make,
      std::function<void()> drained = [] {});

  ~ServerLoop();
  ServerLoop(const ServerLoop&) = delete;
  ServerLoop& operator=(const ServerLoop&) = delete;

  /// Serves until a stop signal, then drains: accepts no new connection; open ones finish what
  /// is in progress, within the drain timeout.
  void run();

 private:
  void accept();
  void serve(common::UniqueFd client);
  void pause_accepting();
  void resume_accepting();
  void connection_left();
  void drain();
  void stop();

  Loop& loop_;
  std::unique_ptr<Acceptor> acceptor_;
  common::UniqueFd stop_signals_;  // readable after a stop signal
  std::unique_ptr<Watch> stop_;
  MakeConnection make_;
  std::function<void()> drained_;
  Timer timer_;  // ends a pause in accepting; later, ends draining
  bool paused_ = false;
  bool draining_ = false;
};

/// Makes connections of one type. `shared` is passed on to each; it must outlive the server loop.
template <class Type, class... Shared>
MakeConnection connections_of(Loop& loop, Shared&... shared) {
  return [&loop, &shared...](common::UniqueFd client) {
    return std::make_shared<Type>(loop, shared..., std::move(client));
  };
}

/// A whole server on one event loop, for connections of one type that need nothing but the loop:
/// serves until a stop signal, then drains.
template <class Type>
void serve_on_one_loop(core::Service& service, core::Listener listener) {
  const std::string address = listener.address;
  Loop loop(service);
  ServerLoop server(loop, std::move(listener), connections_of<Type>(loop));
  core::announce(address);
  server.run();
}

}  // namespace tiga::servers::loop
