#include "stats/random.hpp"

#include <limits>

namespace tiga::stats {

// The engine's last, incomplete stretch of `bound` values is drawn again.
std::size_t Random::below(std::uint64_t bound) {
  const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() / bound * bound;
  std::uint64_t drawn = engine_();
  while (drawn >= limit) {
    drawn = engine_();
  }
  return static_cast<std::size_t>(drawn % bound);
}

}  // namespace tiga::stats
