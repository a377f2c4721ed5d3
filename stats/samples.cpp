#include "stats/samples.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tiga::stats {
namespace {

// Values below 2^8 have a bin each; above, each power of two is cut into 2^8 bins of equal width.
constexpr int sub_bits = 8;
constexpr std::uint64_t sub_bins = std::uint64_t{1} << sub_bits;

std::size_t bin_of(std::uint64_t value) {
  if (value < sub_bins) {
    return value;
  }
  const int shift = static_cast<int>(std::bit_width(value)) - 1 - sub_bits;
  return static_cast<std::size_t>(shift) * sub_bins + (value >> shift);
}

Bin empty_bin(std::size_t number) {
  if (number < sub_bins) {
    return {number, number + 1, 0};
  }
  const std::size_t shift = number / sub_bins - 1;
  const std::uint64_t lower = (number - shift * sub_bins) << shift;
  return {lower, lower + (std::uint64_t{1} << shift), 0};
}

// p n without rounding errors: 0.07 x 100 is 7 here, not 7.000000000000001.
constexpr double rounding_slack = 1e-6;

std::uint64_t rank_of(double p, std::uint64_t count) {
  const double rank = std::ceil(p * static_cast<double>(count) - rounding_slack);
  return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::max(rank, 1.0)), 1, count);
}

}  // namespace

void Samples::add(std::uint64_t value) {
  min_ = count_ == 0 ? value : std::min(min_, value);
  max_ = std::max(max_, value);
  ++count_;
  sum_ += value;
  sum_of_squares_ += Wide{value} * value;
  if (!exact()) {
    count_in_histogram(value);
    return;
  }
  values_.push_back(value);
  sorted_ = false;
  if (count_ > exact_limit) {
    switch_to_histogram();
  }
}

void Samples::add(std::uint64_t value, std::uint64_t times) {
  if (times == 0) {
    return;
  }
  Samples same;
  same.add(value);
  if (times > 1) {
    same.count_ = times;
    same.sum_ = Wide{value} * times;
    same.sum_of_squares_ = Wide{value} * value * times;
    const bool few = times <= exact_limit;
    same.values_.assign(few ? times : 0, value);
    if (!few) {
      same.histogram_.resize(bin_of(value) + 1);
      same.histogram_.back() = times;
    }
  }
  merge(same);
}

void Samples::merge(const Samples& other) {
  if (other.count_ == 0) {
    return;
  }
  min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
  count_ += other.count_;
  sum_ += other.sum_;
  sum_of_squares_ += other.sum_of_squares_;
  if (exact() && (!other.exact() || count_ > exact_limit)) {
    switch_to_histogram();
  }
  if (exact()) {
    values_.insert(values_.end(), other.values_.begin(), other.values_.end());
    sorted_ = false;
    return;
  }
  for (const std::uint64_t value : other.values_) {
    count_in_histogram(value);
  }
  histogram_.resize(std::max(histogram_.size(), other.histogram_.size()));
  for (std::size_t number = 0; number < other.histogram_.size(); ++number) {
    histogram_[number] += other.histogram_[number];
  }
}

std::optional<std::uint64_t> Samples::min() const {
  return count_ == 0 ? std::nullopt : std::optional(min_);
}

std::optional<std::uint64_t> Samples::max() const {
  return count_ == 0 ? std::nullopt : std::optional(max_);
}

std::optional<double> Samples::mean() const {
  if (count_ == 0) {
    return std::nullopt;
  }
  return static_cast<double>(sum_) / static_cast<double>(count_);
}

std::optional<double> Samples::deviation() const {
  if (count_ < 2) {
    return std::nullopt;
  }
  // First around the mean without its fraction, in integers, where nothing cancels; then the
  // fraction.
  const Wide whole = sum_ / count_;
  const Wide around_whole = sum_of_squares_ - 2 * whole * sum_ + count_ * whole * whole;
  const auto n = static_cast<double>(count_);
  const double fraction = static_cast<double>(sum_ % count_) / n;
  return std::sqrt((static_cast<double>(around_whole) - n * fraction * fraction) / (n - 1));
}

std::optional<double> Samples::quantile(double p) const {
  if (count_ == 0 || (p > 0.5 && static_cast<double>(count_) * (1 - p) < 1 - rounding_slack)) {
    return std::nullopt;
  }
  return static_cast<double>(value_at(p));
}

std::uint64_t Samples::value_at(double p) const { return value_of_rank(rank_of(p, count_)); }

std::vector<Bin> Samples::bins() const {
  std::vector<Bin> bins;
  if (exact()) {
    sort_values();
    for (const std::uint64_t value : values_) {
      if (bins.empty() || value >= bins.back().upper) {
        bins.push_back(empty_bin(bin_of(value)));
      }
      ++bins.back().count;
    }
    return bins;
  }
  for (std::size_t number = 0; number < histogram_.size(); ++number) {
    if (histogram_[number] != 0) {
      bins.push_back(empty_bin(number));
      bins.back().count = histogram_[number];
    }
  }
  return bins;
}

void Samples::count_in_histogram(std::uint64_t value) {
  const std::size_t number = bin_of(value);
  if (number >= histogram_.size()) {
    histogram_.resize(number + 1);
  }
  ++histogram_[number];
}

void Samples::switch_to_histogram() {
  histogram_.resize(1);
  for (const std::uint64_t value : values_) {
    count_in_histogram(value);
  }
  std::vector<std::uint64_t>().swap(values_);
}

void Samples::sort_values() const {
  if (!sorted_) {
    std::sort(values_.begin(), values_.end());
    sorted_ = true;
  }
}

std::uint64_t Samples::value_of_rank(std::uint64_t rank) const {
  if (exact()) {
    sort_values();
    return values_[rank - 1];
  }
  std::uint64_t before = 0;
  for (std::size_t number = 0; number < histogram_.size(); ++number) {
    before += histogram_[number];
    if (before >= rank) {
      const Bin bin = empty_bin(number);
      return std::clamp(bin.lower + (bin.upper - bin.lower) / 2, min_, max_);
    }
  }
  return max_;
}

}  // namespace tiga::stats
