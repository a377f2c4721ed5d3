// The capacity of each architecture, from the service time of a request. docs/map.md explains the
// model. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "suite/plan/arm.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::map {

/// The work of one request.
struct Service {
  double blocks_s = 0;  ///< time that its handler waits without CPU, in seconds
  double cpu_s = 0;     ///< CPU time, in seconds
};

/// The cost of a request without work, measured by another workload.
struct OwnCost {
  double cpu_s = 0;       ///< server CPU a request at that concurrency, in seconds
  records::Real alone_s;  ///< latency of a request alone, in seconds; may be unknown
};

/// The bottleneck of an arm.
enum class Limit {
  clients,   ///< too few connections: each waits for its reply
  handlers,  ///< each handler works on one request at a time
  cpu,       ///< the servers' cores
};

struct Prediction {
  double per_second = 0;  ///< upper bound: no request waits for a core
  double at_least = 0;    ///< lower bound: each request waits for all others
  Limit limit = Limit::cpu;
};

/// The least of
///   clients:  c / (work + way), Little's law: no more than c requests are on their way at once;
///   handlers: m / (work + own), m requests are worked on at once (loops, pool; threads: no limit);
///   CPU:      cores / (CPU of the work + own);
/// own is the arm's own CPU a request, way that of a request alone (own, where not known). And at
/// least, with n = min(c, m) requests at once,
///   n / (work + way + (n - 1) x (CPU of the work + own) / cores), own for way where c > m:
/// the optimistic and the pessimistic bound of operational analysis (Denning and Buzen, ACM
/// Computing Surveys 10(3), 1978). Nothing where it is not known how the arm handles requests.
/// `cores` are the servers', 1 at least.
std::optional<Prediction> predict(const plan::ConcurrencyModel& concurrency_model,
                                  const Service& service, const OwnCost& own,
                                  std::uint64_t concurrency, std::size_t cores);

/// "clients", "handlers", "cpu".
std::string_view to_string(Limit limit);

}  // namespace tiga::suite::map
