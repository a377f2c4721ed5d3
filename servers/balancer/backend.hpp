// The backends: which is next, which is passed over, and their pooled connections.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/endpoint.hpp"
#include "servers/balancer/options.hpp"
#include "servers/balancer/upstream.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// One backend. Not thread-safe.
class Backend {
 public:
  /// Throws common::CannotRun when its name does not resolve.
  Backend(loop::Loop& loop, const Options& options, const common::Endpoint& endpoint);

  const std::string& name() const { return name_; }
  const common::SocketAddress& address() const { return address_; }
  bool available() const { return !passed_over_; }

  /// The pooled connection that was used last (it is the one in the caches), or none.
  std::shared_ptr<Upstream> take_idle();
  /// A new one, not yet connected.
  std::shared_ptr<Upstream> make_connection();
  /// Keeps a connection whose reply has ended cleanly for the next request.
  void give_back(std::shared_ptr<Upstream> upstream);
  /// A pooled connection has ended.
  void forget(Upstream& upstream);

  /// It refused a connection: passed over until it accepts one again, which is tried every check
  /// interval.
  void pass_over();
  /// Closes the pooled connections and stops checking.
  void stop();

 private:
  void check_later();
  void check();

  loop::Loop& loop_;
  const Options& options_;
  std::string name_;
  common::SocketAddress address_;
  std::vector<std::shared_ptr<Upstream>> idle_;
  bool passed_over_ = false;
  bool stopped_ = false;
  loop::Timer check_timer_;
  loop::Socket check_socket_;
};

/// All of them, in turn. Not thread-safe.
class Backends {
 public:
  Backends(loop::Loop& loop, const Options& options);

  /// The next one in turn that is not passed over and whose bit is not in `tried`; none if there is
  /// none. Its bit is then set.
  Backend* next(std::uint64_t& tried);
  void stop();

 private:
  std::vector<std::unique_ptr<Backend>> backends_;
  std::size_t turn_ = 0;
};

}  // namespace tiga::servers::balancer
