#include "queueing/batch_means.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>

namespace tiga::queueing {
namespace {

constexpr std::size_t batches = 20;
constexpr double t_of_19 = 2.093;  // 97.5 % of Student's t with 19 degrees of freedom

struct Figures {
  double mean_s;
  double p50_s;
  double p99_s;
  double p999_s;
};

// Of nearest rank. Sorts a part of the values.
double percentile(std::vector<double>& values, double share) {
  const double rank = std::ceil(share * static_cast<double>(values.size()));
  const auto at =
      values.begin() + std::max(static_cast<std::ptrdiff_t>(rank), std::ptrdiff_t{1}) - 1;
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

Figures figures_of(std::span<const Round> rounds) {
  std::vector<double> values;
  values.reserve(rounds.size());
  for (const Round& round : rounds) {
    values.push_back(round.response_s);
  }
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return {sum / static_cast<double>(values.size()), percentile(values, 0.5),
          percentile(values, 0.99), percentile(values, 0.999)};
}

double margin_of(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  return t_of_19 * std::sqrt(squares / (count - 1) / count);
}

// Rounds a second, in batches of equal time.
Estimate throughput_of(std::span<const Round> rounds, double from_s) {
  const double span_s = rounds.back().ended_s - from_s;
  std::vector<double> rates(batches);
  for (const Round& round : rounds) {
    const double share = (round.ended_s - from_s) / span_s;
    const auto at = static_cast<std::size_t>(share * static_cast<double>(batches));
    rates[std::min(at, batches - 1)] += static_cast<double>(batches) / span_s;
  }
  return {static_cast<double>(rounds.size()) / span_s, margin_of(rates)};
}

}  // namespace

Simulated summary_of(const std::vector<Round>& rounds) {
  const std::size_t size = (rounds.size() - rounds.size() / 5) / batches;  // of a batch
  const std::size_t skipped = rounds.size() - size * batches;
  const std::span<const Round> counted = std::span(rounds).subspan(skipped);
  std::vector<Figures> of_batches;
  of_batches.reserve(batches);
  for (std::size_t at = 0; at < batches; ++at) {
    of_batches.push_back(figures_of(counted.subspan(at * size, size)));
  }
  const Figures whole = figures_of(counted);
  const auto estimate = [&](double Figures::*figure) {
    std::vector<double> values;
    values.reserve(batches);
    for (const Figures& batch : of_batches) {
      values.push_back(batch.*figure);
    }
    return Estimate{whole.*figure, margin_of(values)};
  };
  Simulated result;
  result.rounds = counted.size();
  result.throughput = throughput_of(counted, rounds[skipped - 1].ended_s);
  result.mean_s = estimate(&Figures::mean_s);
  result.p50_s = estimate(&Figures::p50_s);
  result.p99_s = estimate(&Figures::p99_s);
  result.p999_s = estimate(&Figures::p999_s);
  return result;
}

}  // namespace tiga::queueing
