#include "suite/plan/handlers.hpp"

#include "suite/plan/registry.hpp"

namespace tiga::suite::plan {

std::optional<unsigned> handlers_of(const ConcurrencyModel& concurrency_model, std::size_t cores) {
  if (concurrency_model.most > 0) {
    return concurrency_model.most;
  }
  return concurrency_model.by == ConcurrencyModel::By::loops
             ? std::optional(static_cast<unsigned>(cores))
             : std::nullopt;
}

bool has_loop_before_pool(const Arm& arm) {
  const Architecture* offload = find_architecture("offload");
  return offload != nullptr && arm.front.is_ours() &&
         arm.front.arguments.front() == arm_of(*offload).front.arguments.front();
}

}  // namespace tiga::suite::plan
