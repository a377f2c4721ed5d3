// The counts of several generators as those of one. Part of merge().
#pragma once

#include "loadgen/summary.hpp"

namespace tiga::loadgen {

/// Adds what a part counted, and what its generator used, to the sums in `all`.
void add_counts(const Summary& part, Summary& all);

}  // namespace tiga::loadgen
