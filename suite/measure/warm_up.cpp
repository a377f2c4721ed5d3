#include "suite/measure/warm_up.hpp"
#include "suite/plan/method.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tiga::suite::measure {
namespace {

constexpr std::size_t window = plan::method::warm_up_window;
// Batches of a shorter time differ by chance alone.
constexpr double batch_s = 0.2;

double mean_of_last(std::span<const double> rates) {
  const auto last = rates.last(std::min(window, rates.size()));
  return std::accumulate(last.begin(), last.end(), 0.0) / static_cast<double>(last.size());
}

}  // namespace

std::uint64_t WarmedUp::requests() const {
  return std::accumulate(batches.begin(), batches.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const loadgen::Summary& batch) {
                           return sum + batch.attempted + batch.not_started;
                         });
}

bool is_steady(std::span<const double> rates) {
  if (rates.size() < window) {
    return false;
  }
  const auto [least, most] = std::ranges::minmax(rates.last(window));
  return least > 0 && most <= least * (1 + plan::method::warm_up_agreement);
}

WarmedUp warm_up(const plan::Plan& plan, std::uint32_t concurrency, const Batch& run) {
  WarmedUp result;
  const std::uint64_t least = plan.warm_up_at(concurrency);
  if (least == 0) {
    return result;
  }
  const bool adaptive = plan.warm_up == plan::WarmUp::adaptive;
  std::vector<double> rates;
  do {
    const auto for_time = static_cast<std::uint64_t>(std::ceil(result.rate * batch_s));
    result.batches.push_back(run(adaptive ? std::max(least, for_time) : least));
    rates.push_back(result.batches.back().ok_per_second());
    result.rate = mean_of_last(rates);
  } while (adaptive && result.batches.back().all_ok() && !is_steady(rates) &&
           rates.size() < warm_up_most_batches);
  if (adaptive) {
    result.steady = is_steady(rates);
  }
  return result;
}

}  // namespace tiga::suite::measure
