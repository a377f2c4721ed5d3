// A confidence interval.
#pragma once

#include <algorithm>

namespace tiga::stats {

/// A confidence interval of a ratio or another positive number.
struct Interval {
  double lower = 1;
  double upper = 1;

  bool contains(double value) const { return lower <= value && value <= upper; }
  /// 0.08: the farther end is 8 % away from that estimate, a factor of 1.08.
  double half_width(double estimate) const {
    return std::max(upper / estimate, estimate / lower) - 1;
  }
};

}  // namespace tiga::stats
