// Latency samples of one run: kept exactly up to a limit, above it in a histogram of bounded error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tiga::stats {

/// One bin of a histogram: values v with lower <= v < upper (exact bins have upper == lower + 1).
struct Bin {
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;
  std::uint64_t count = 0;
};

/// Collects non-negative integers (nanoseconds, by convention). The first 2^17 are kept exactly;
/// above that a log-linear histogram stores them with a relative error of at most 1/256 and bounded
/// memory. Count, smallest, largest, mean and deviation are of the values themselves in both. Not
/// thread-safe, not even for reading (which sorts): one per thread, merged at the end.
class Samples {
 public:
  static constexpr std::size_t exact_limit = std::size_t{1} << 17;

  /// `value` up to 2^50 (13 days of nanoseconds), so that no sum overflows.
  void add(std::uint64_t value);
  /// Adds the same value several times.
  void add(std::uint64_t value, std::uint64_t times);
  void merge(const Samples& other);

  std::uint64_t count() const { return count_; }
  bool exact() const { return histogram_.empty(); }
  std::optional<std::uint64_t> min() const;
  std::optional<std::uint64_t> max() const;
  std::optional<double> mean() const;
  /// Standard deviation of the sample (n - 1); `nullopt` for fewer than two.
  std::optional<double> deviation() const;

  /// The p-quantile, 0 < p < 1, as the order statistic of rank ceil(p n) (inverse of the empirical
  /// distribution); `nullopt` if the sample is too small: a tail quantile (p > 1/2) needs at least
  /// one sample expected beyond it, n (1 - p) >= 1.
  std::optional<double> quantile(double p) const;

  /// The quantile for any sample size, as in ab's percentage table; count() > 0.
  std::uint64_t value_at(double p) const;

  /// Log-linear bins, ascending, none empty.
  std::vector<Bin> bins() const;

 private:
  __extension__ using Wide = unsigned __int128;

  void count_in_histogram(std::uint64_t value);
  void switch_to_histogram();
  void sort_values() const;
  std::uint64_t value_of_rank(std::uint64_t rank) const;

  std::uint64_t count_ = 0;
  std::uint64_t min_ = 0;
  std::uint64_t max_ = 0;
  Wide sum_ = 0;
  Wide sum_of_squares_ = 0;
  mutable std::vector<std::uint64_t> values_;  // while exact; sorted if a reader needed it
  mutable bool sorted_ = true;
  std::vector<std::uint64_t> histogram_;  // counts by bin number; empty while exact
};

}  // namespace tiga::stats
