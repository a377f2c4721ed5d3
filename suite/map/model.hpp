// What each architecture can do at most, from the time that a request's work takes. docs/map.md has
// the reasoning. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "suite/plan/concurrency_model.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::map {

/// The work that a request of a workload asks for.
struct Service {
  double blocks_s = 0;  ///< its handler waits so long, in seconds, and uses no CPU
  double cpu_s = 0;     ///< CPU time of that work, in seconds
};

/// What is measured of an arm elsewhere, on a page without work.
struct OwnCost {
  double cpu_s = 0;       ///< server CPU a request at that concurrency, in seconds
  records::Real alone_s;  ///< a request's whole way where it is the only one, in seconds; not known
};

/// What keeps an arm from doing more.
enum class Limit {
  clients,   ///< so few connections: each waits for its reply before it asks again
  handlers,  ///< each handler works on one request at a time
  cpu,       ///< the servers' cores
};

struct Prediction {
  double per_second = 0;  ///< at most: no request waits for a core
  double at_least = 0;    ///< each waits for the cores until all others have had theirs
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
