// Which places the arms of a level can have: order is a rank only where verdicts make it one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "suite/analysis/level_verdicts.hpp"

namespace tiga::suite::analysis {

/// Arms that can have the same places, in the order of LevelVerdicts::arms.
struct SharedPlace {
  std::size_t first = 0;  ///< the best place that the verdicts allow, from 1
  std::size_t last = 0;   ///< the worst one
  std::vector<std::string> arms;
  bool equivalent = false;  ///< each of several is equivalent to each other one
};

/// The places by that metric, the best first. An arm stands behind those that are better than it
/// and ahead of those that are worse, also by way of others (better than an arm that is better):
/// Holm's correction makes all verdicts of a metric hold at once. Between any other two arms the
/// order is open. Arms without any verdict have no place.
std::vector<SharedPlace> places_of(const LevelVerdicts& here, Metric by);

}  // namespace tiga::suite::analysis
