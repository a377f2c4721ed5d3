// Makes a summary from the counts of the threads of a run.
#pragma once

#include <span>

#include "common/machine/kernel_counters.hpp"
#include "loadgen/engine/engine.hpp"
#include "loadgen/requests/shared.hpp"
#include "loadgen/requests/work.hpp"
#include "loadgen/summary.hpp"

namespace tiga::loadgen::run {

/// `works`: of all threads, finished. Throws std::logic_error if the numbers of started and ended
/// requests differ: no figure may be shown then.
Summary summarise(const requests::Shared& shared, std::span<const requests::Work* const> works,
                  EngineChoice engine, const common::KernelCounters& kernel);

/// What the figures describe, from the number of ok requests and the CPU use of the generator's
/// busiest thread.
Verdict verdict_of(const Summary& summary);

}  // namespace tiga::loadgen::run
