// Random numbers that are the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace tiga::stats {

/// The engine's output is fixed by the standard; that of std::shuffle and of the standard's
/// distributions is not, so they are implemented here. Not thread-safe.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// 64 random bits.
  std::uint64_t bits() { return engine_(); }

  /// Uniform in 0 … bound-1; bound > 0. A value in the engine's last, incomplete range of `bound`
  /// values is drawn again. Whether a value lies in it takes a division, which only the last
  /// `bound` values need.
  std::size_t below(std::uint64_t bound) {
    constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t drawn = engine_();
    while (drawn > last - bound && drawn >= last / bound * bound) {
      drawn = engine_();
    }
    return static_cast<std::size_t>(drawn % bound);
  }

  /// Every order is equally likely.
  template <class Value>
  void shuffle(std::vector<Value>& values) {
    for (std::size_t left = values.size(); left > 1; --left) {
      std::swap(values[left - 1], values[below(left)]);
    }
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tiga::stats
