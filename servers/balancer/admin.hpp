// The status page, served on its own port.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "servers/balancer/backends.hpp"
#include "servers/balancer/options.hpp"
#include "servers/core/listener.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// Answers `GET /_tiga/status` on 127.0.0.1 as text, `GET /_tiga/status?format=json` as JSON; any
/// other path 404, any other method 405. Serves a few connections at a time, one request and one
/// deadline each. Its clients are not counted with the balancer's. Not thread-safe.
class Admin {
 public:
  /// Listens. Throws common::CannotRun.
  Admin(loop::Loop& loop, const Options& options, const Backends& backends);

  /// Stops listening and closes all connections.
  void stop();

 private:
  void accept();
  void begin(common::UniqueFd client);
  std::string page(bool as_json) const;

  loop::Loop& loop_;
  const Options& options_;
  const Backends& backends_;
  common::TimePoint started_ = common::SteadyClock::now();
  loop::ConnectionSet clients_;
  std::unique_ptr<loop::Acceptor> acceptor_;
  loop::Timer pause_;
};

}  // namespace tiga::servers::balancer
