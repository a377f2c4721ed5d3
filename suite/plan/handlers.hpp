// How many requests an arm works on at once, for models of its capacity.
#pragma once

#include <cstddef>
#include <optional>

#include "suite/plan/arm.hpp"

namespace tiga::suite::plan {

/// Requests that an arm with that model works on at once, on that many cores; `nullopt` if there is
/// no limit, or the model is unknown.
std::optional<unsigned> handlers_of(const ConcurrencyModel& concurrency_model, std::size_t cores);

/// Whether one event loop of the arm serves all clients and gives only work (`/workload/…`) to the
/// threads of its pool: `offload`, and arms that are like it.
bool has_loop_before_pool(const Arm& arm);

}  // namespace tiga::suite::plan
