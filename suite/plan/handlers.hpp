// How many requests an arm works on at once, for models of its capacity.
#pragma once

#include <cstddef>
#include <optional>

#include "suite/plan/arm.hpp"

namespace tiga::suite::plan {

/// Requests that an arm with that model works on at once, on that many cores; `nullopt` if there is
/// no limit, or the model is unknown.
std::optional<unsigned> handlers_of(const ConcurrencyModel& concurrency_model, std::size_t cores);

}  // namespace tiga::suite::plan
