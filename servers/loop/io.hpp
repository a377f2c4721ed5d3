// What an event loop does for its connections: one interface, two engines.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/options.hpp"
#include "servers/loop/handler.hpp"
#include "servers/loop/socket.hpp"

namespace tiga::servers::loop {

/// Accepts the clients of one listening socket, one at a time. Close it before it is destroyed, and
/// destroy it only after the last turn.
class Acceptor {
 public:
  /// `error`: errno; 0 if there is a client, whose socket does not block.
  using Accepted = Handler<void(int error, common::UniqueFd client)>;

  Acceptor() = default;
  virtual ~Acceptor() = default;
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  /// Calls `accepted` with the next client, or the next error. Nothing is accepted meanwhile.
  virtual void accept(Accepted accepted) = 0;
  /// A client that already waits, after accept() was not called; none at an error, too.
  virtual common::UniqueFd accept_now() = 0;
  /// Closes the listening socket; no handler is called any more.
  virtual void close() = 0;
};

/// Calls a function whenever a descriptor is readable, until close(). Destroy it only after the
/// last turn.
class Watch {
 public:
  Watch() = default;
  virtual ~Watch() = default;
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  virtual void close() = 0;
};

/// The input and output of one loop. Handlers are called by turn(), never from inside another
/// function; handlers that will not be called are destroyed, at the latest with the Io. It must
/// outlive everything that it makes. Not thread-safe.
class Io {
 public:
  /// Throws common::CannotRun if the engine is not to be had here.
  static std::unique_ptr<Io> make(core::Engine engine);

  Io() = default;
  virtual ~Io() = default;
  Io(const Io&) = delete;
  Io& operator=(const Io&) = delete;

  /// A stream socket of a connection, or one to connect.
  virtual SocketPtr socket(common::UniqueFd connected = {}) = 0;
  /// `listener` listens and does not block.
  virtual std::unique_ptr<Acceptor> acceptor(common::UniqueFd listener) = 0;
  virtual std::unique_ptr<Watch> watch(int descriptor, std::function<void()> readable) = 0;
  /// Calls it in the next turn.
  virtual void post(Handler<void()> call) = 0;
  /// Calls it at a time; replaces what was set before.
  virtual void call_at(common::TimePoint at, Handler<void()> call) = 0;

  /// Waits until something has come, or `until`; then calls handlers. False if none was called.
  virtual bool turn(common::TimePoint until) = 0;
  /// Turns until stop().
  virtual void run() = 0;
  virtual void stop() = 0;
};

/// A client that waits at a listening socket that does not block; none: errno has the reason.
common::UniqueFd accept_client(int listener);

}  // namespace tiga::servers::loop
