// One backend: what is thought of it, what it was asked, and its pooled connections.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/endpoint.hpp"
#include "servers/balancer/check.hpp"
#include "servers/balancer/health.hpp"
#include "servers/balancer/options.hpp"
#include "servers/balancer/upstream.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

class Backends;

/// How a backend can fail.
enum class Failure : std::uint8_t {
  refused,    ///< no connection came about
  no_reply,   ///< it closed, or reset, before its reply had a head
  timed_out,  ///< no reply within the time of the try
  malformed,  ///< its reply cannot be read
  cut,        ///< its reply ended in the middle, or stood still for too long
};
inline constexpr std::size_t failure_kinds = 5;

/// What happened with a backend.
struct BackendCounts {
  std::uint64_t requests = 0;  ///< tries; with --unit connection, connections
  std::uint64_t replies = 0;   ///< whose head came
  std::array<std::uint64_t, failure_kinds> failures = {};
  std::uint64_t stale = 0;      ///< pooled connections that ended as they were used again
  std::uint64_t retries = 0;    ///< of the requests: tries that were not their request's first
  std::uint64_t cancelled = 0;  ///< whose client left

  void add(const BackendCounts& other);
};

/// Not thread-safe.
class Backend {
 public:
  /// `load` is its place in what the picker sees. Throws common::CannotRun when its name does not
  /// resolve.
  Backend(loop::Loop& loop, const Options& options, const common::Endpoint& endpoint, Backends& all,
          Load& load);

  const std::string& name() const { return name_; }
  const common::SocketAddress& address() const { return address_; }
  const Load& load() const { return load_; }
  std::size_t pooled() const { return idle_.size(); }
  BackendCounts& counts() { return counts_; }

  /// Which connection will do.
  enum class Want : std::uint8_t {
    any,
    checked,  ///< the kernel is asked whether a pooled one has ended just now
    fresh,    ///< not a pooled one
  };
  /// A connection for a request, which is in flight from now on: the pooled one that was used last
  /// (it is the one in the caches), else one that is not yet connected.
  std::shared_ptr<Upstream> take(Want want);
  /// The request has ended; keeps the connection, whose reply ended cleanly, for the next.
  void give_back(std::shared_ptr<Upstream> upstream);
  /// The request has ended, and so does the connection.
  void drop(const std::shared_ptr<Upstream>& upstream);
  /// A pooled connection has ended.
  void forget(Upstream& upstream);

  /// One request, or relayed connection, more or less in flight.
  void begin_use();
  void end_use();

  void answered();
  void failed(Failure failure);
  /// Closes the pooled connections and stops checking.
  void stop();

 private:
  bool is_full() const;  // of connections, one more than there are included
  void checked(CheckResult result);
  void standing_changed(std::string_view why);

  loop::Loop& loop_;
  const Options& options_;
  Backends& all_;
  Load& load_;
  std::string name_;
  common::SocketAddress address_;
  Health health_;
  BackendCounts counts_;
  std::vector<std::shared_ptr<Upstream>> idle_;
  bool stopped_ = false;
  loop::Timer ejection_;
  Check check_;
};

}  // namespace tiga::servers::balancer
