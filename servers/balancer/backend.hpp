// One backend: its health, its counts, and its pooled connections.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "servers/balancer/addresses.hpp"
#include "servers/balancer/check.hpp"
#include "servers/balancer/health.hpp"
#include "servers/balancer/options.hpp"
#include "servers/balancer/upstream.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

class Backends;

/// How a backend can fail.
enum class Failure : std::uint8_t {
  refused,    ///< no connection could be made
  no_reply,   ///< it closed or reset before the head of a reply
  timed_out,  ///< no reply within the time of the try
  malformed,  ///< its reply is malformed
  cut,        ///< its reply ended early or stalled
};
/// Its name on the status page; empty if there is no such failure.
constexpr std::string_view name_of(Failure failure) {
  switch (failure) {
    case Failure::refused:
      return "refused";
    case Failure::no_reply:
      return "no_reply";
    case Failure::timed_out:
      return "timed_out";
    case Failure::malformed:
      return "malformed";
    case Failure::cut:
      return "cut";
  }
  return {};
}
inline constexpr std::size_t failure_kinds = count_of<Failure>();

/// Counts of one backend.
struct BackendCounts {
  std::uint64_t requests = 0;  ///< tries; with --unit connection, connections
  std::uint64_t replies = 0;   ///< replies whose head arrived
  std::array<std::uint64_t, failure_kinds> failures = {};
  std::uint64_t stale = 0;      ///< pooled connections that ended just as they were reused
  std::uint64_t retries = 0;    ///< of the requests: tries after the first
  std::uint64_t cancelled = 0;  ///< requests whose client left

  void add(const BackendCounts& other);
};

struct BackendCountField {
  std::string_view name;  ///< on the status page
  std::uint64_t BackendCounts::*count;
};
/// Every count but the failures, in the order of the status page.
inline constexpr auto backend_count_fields = std::to_array<BackendCountField>({
    {"requests", &BackendCounts::requests},
    {"replies", &BackendCounts::replies},
    {"retries", &BackendCounts::retries},
    {"stale", &BackendCounts::stale},
    {"cancelled", &BackendCounts::cancelled},
});
static_assert(sizeof(BackendCounts) ==
                  (backend_count_fields.size() + failure_kinds) * sizeof(std::uint64_t),
              "each count needs a row in `backend_count_fields`");

/// Not thread-safe.
class Backend {
 public:
  /// `load` is its entry in the picker's input. Throws common::CannotRun if its name does not
  /// resolve.
  Backend(loop::Loop& loop, const Options& options, const common::Endpoint& endpoint, Backends& all,
          Load& load);

  const std::string& name() const { return addresses_.name(); }
  BackendAddresses& addresses() { return addresses_; }
  const Load& load() const { return load_; }
  std::size_t pooled() const { return idle_.size(); }
  BackendCounts& counts() { return counts_; }

  /// A connection for a request, which counts as in flight from now on: unless it must be `fresh`
  /// the most recently used pooled one (likely in the cache) on which nothing has arrived, else a
  /// new unconnected one.
  std::shared_ptr<Upstream> take(bool fresh);
  /// Ends a request whose reply ended cleanly; pools the connection.
  void give_back(std::shared_ptr<Upstream> upstream);
  /// Ends a request and closes its connection.
  void drop(const std::shared_ptr<Upstream>& upstream);
  /// Call when a pooled connection has ended.
  void forget(Upstream& upstream);

  /// Counts one request, or relayed connection, as in flight or ended.
  void begin_use();
  void end_use();

  void answered();
  /// `why`: what it did, for the log: "closed the connection without a reply"; if it refused, the
  /// reason alone. `where`: its label in the log.
  void failed(Failure failure, std::string_view where, std::string_view why);
  /// Closes the pooled connections and stops the checks.
  void stop();

 private:
  bool is_full() const;  // whether one more connection would exceed the limit
  void checked(CheckResult result, std::string_view why);
  void state_changed(std::string_view what);
  void log_failure(std::string_view where, std::string_view why);

  loop::Loop& loop_;
  const Options& options_;
  Backends& all_;
  Load& load_;
  BackendAddresses addresses_;
  Health health_;
  BackendCounts counts_;
  common::TimePoint failure_logged_;     // the last one
  std::uint64_t failures_unlogged_ = 0;  // since then
  std::vector<std::shared_ptr<Upstream>> idle_;
  bool stopped_ = false;
  loop::Timer ejection_;
  Check check_;
};

}  // namespace tiga::servers::balancer
