// From what the threads of a run have counted to its summary.
#pragma once

#include <span>

#include "common/kernel_counters.hpp"
#include "loadgen/engine/engine.hpp"
#include "loadgen/requests/shared.hpp"
#include "loadgen/requests/work.hpp"
#include "loadgen/summary.hpp"

namespace tiga::loadgen::run {

/// `works`: of all threads, over and finished. Throws std::logic_error where requests started and
/// requests ended differ: no figure is to be shown then.
Summary summarise(const requests::Shared& shared, std::span<const requests::Work* const> works,
                  EngineChoice engine, const common::KernelCounters& kernel);

/// What the figures are about, by what ended ok and how busy the generator's busiest thread was.
Verdict verdict_of(const Summary& summary);

}  // namespace tiga::loadgen::run
