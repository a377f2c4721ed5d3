#include "stats/random.hpp"

#include <limits>

namespace tiga::stats {

// A value in the engine's last, incomplete range of `bound` values is drawn again. Whether a value
// lies in it takes a division, which only the last `bound` values need.
std::size_t Random::below(std::uint64_t bound) {
  constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t drawn = engine_();
  while (drawn > last - bound && drawn >= last / bound * bound) {
    drawn = engine_();
  }
  return static_cast<std::size_t>(drawn % bound);
}

}  // namespace tiga::stats
