// What the rounds of a simulation say, and how surely.
#pragma once

#include <vector>

#include "queueing/simulation.hpp"

namespace tiga::queueing {

/// One round of a customer.
struct Round {
  double ended_s = 0;
  double response_s = 0;
};

/// The figures of rounds in the order of their ends, without the first fifth. There are 100 at
/// least. `customers` and `events` are left open.
Simulated summary_of(const std::vector<Round>& rounds);

}  // namespace tiga::queueing
