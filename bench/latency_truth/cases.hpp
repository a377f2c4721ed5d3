// The runs of the latency study.
#pragma once

#include <vector>

#include "tests/loadgen/latency/latency_truth.hpp"

namespace tiga::bench {

/// Delays of 50 us to 200 ms, a mixture of them, and a stall of 1 s; keep-alive and one connection
/// per request; closed loops and, with `open_loops`, open ones. Each takes about two seconds.
std::vector<tests::TruthCase> study_cases(bool open_loops);

}  // namespace tiga::bench
