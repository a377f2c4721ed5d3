#include "suite/plan/handlers.hpp"

namespace tiga::suite::plan {

std::optional<unsigned> handlers_of(const ConcurrencyModel& concurrency_model, std::size_t cores) {
  if (concurrency_model.most > 0) {
    return concurrency_model.most;
  }
  return concurrency_model.by == ConcurrencyModel::By::loops
             ? std::optional(static_cast<unsigned>(cores))
             : std::nullopt;
}

}  // namespace tiga::suite::plan
