#include "suite/map/model.hpp"

#include <algorithm>
#include <limits>

#include "suite/plan/handlers.hpp"

namespace tiga::suite::map {
namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();

// The number of requests that are served at once, for any number of clients.
double most_at_once_of(const plan::ConcurrencyModel& concurrency_model, std::size_t cores) {
  const auto handlers = plan::handlers_of(concurrency_model, cores);
  return handlers ? static_cast<double>(*handlers) : no_limit;
}

double rate(double at_once, double seconds) { return seconds > 0 ? at_once / seconds : no_limit; }

}  // namespace

std::optional<Prediction> predict(const plan::ConcurrencyModel& concurrency_model,
                                  const Service& service, const OwnCost& own,
                                  std::uint64_t concurrency, std::size_t cores) {
  if (concurrency_model.by == plan::ConcurrencyModel::By::unknown) {
    return std::nullopt;
  }
  const double work = service.blocks_s + service.cpu_s;
  const double way = std::max(own.alone_s.value_or(own.cpu_s), own.cpu_s);
  const auto connections = static_cast<double>(concurrency);
  const double most_at_once = most_at_once_of(concurrency_model, cores);
  const double of_cores = (service.cpu_s + own.cpu_s) / static_cast<double>(cores);
  const double clients = rate(connections, work + way);
  const double handlers = rate(most_at_once, work + own.cpu_s);
  const double cpu = rate(1, of_cores);
  const double least = std::min({clients, handlers, cpu});
  if (least == no_limit) {
    return std::nullopt;
  }
  const double at_once = std::min(connections, most_at_once);
  const double besides =
      connections > most_at_once ? own.cpu_s : way;  // the next request has already arrived
  const double crowded = rate(at_once, work + besides + (at_once - 1) * of_cores);
  return Prediction{least, std::min(least, crowded),
                    least == cpu        ? Limit::cpu
                    : least == handlers ? Limit::handlers
                                        : Limit::clients};
}

std::string_view to_string(Limit limit) {
  return limit == Limit::clients ? "clients" : limit == Limit::handlers ? "handlers" : "cpu";
}

}  // namespace tiga::suite::map
