#include "stats/fairness.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tiga::stats {

double jain_index(std::span<const double> shares) {
  double largest = 0;
  for (const double share : shares) {
    if (!std::isfinite(share) || share < 0) {
      throw std::invalid_argument("jain_index: shares must be finite and not negative");
    }
    largest = std::max(largest, share);
  }
  if (largest == 0) {
    return 1;
  }
  double sum = 0;
  double squares = 0;
  for (const double share : shares) {  // relative to the largest, so that no square overflows
    sum += share / largest;
    squares += share / largest * (share / largest);
  }
  return sum * sum / (static_cast<double>(shares.size()) * squares);
}

}  // namespace tiga::stats
