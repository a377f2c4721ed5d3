#include "tests/stats/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "stats/change_point.hpp"
#include "stats/dependence.hpp"

namespace tiga::tests {
namespace {

using stats::Comparison;
using stats::Random;

constexpr double any_width = std::numeric_limits<double>::infinity();

double uniform(Random& random) {  // in (0, 1)
  return (static_cast<double>(random.bits() >> 12) + 0.5) * 0x1p-52;
}

double normal(Random& random) {  // Box and Muller
  const double radius = std::sqrt(-2 * std::log(uniform(random)));
  return radius * std::cos(2 * std::numbers::pi * uniform(random));
}

double skewed(Random& random) {
  const double variance = 0.25;
  const double mean = std::exp(variance / 2);
  return (std::exp(0.5 * normal(random)) - mean) / (mean * std::sqrt(std::expm1(variance)));
}

// One of two modes, and a little noise around it; mean 0, deviation 1.
double of_modes(double share_of_slow, Random& random) {
  const double around = 0.2;
  const double mode = uniform(random) < share_of_slow ? share_of_slow - 1 : share_of_slow;
  const double deviation = std::sqrt(share_of_slow * (1 - share_of_slow));
  return std::sqrt(1 - around * around) * mode / deviation + around * normal(random);
}

std::size_t arms_of(const Experiment& experiment) {
  return experiment.log_speeds.size() + (experiment.has_copy ? 1 : 0);
}

// What a cell is slower than the one before, on average and as the deviation of that: half the
// variance of a ratio, over all distances of two arms in a block of them; the arms' own noise is
// the other half.
double drift_of(const Experiment& experiment) {
  if (experiment.effects != Effects::drifting) {
    return 0;
  }
  const auto& spreads = experiment.spreads;
  const double variance = spreads[0] * spreads[0] + spreads[1] * spreads[1];
  const auto arms = static_cast<double>(arms_of(experiment));
  const double mean_distance = (arms + 1) / 3;
  const double mean_square_distance = arms * (arms + 1) / 6;
  return std::sqrt(variance / 2 / (mean_distance + mean_square_distance));
}

// Measures all cells, block by block.
class Machine {
 public:
  Machine(const Experiment& experiment, Random& random)
      : experiment_(experiment),
        random_(random),
        arms_(arms_of(experiment)),
        drift_(drift_of(experiment)),
        logs_(experiment.concurrencies * arms_),
        deviations_(logs_.size()) {}

  std::size_t blocks() const { return logs_.front().size(); }

  void measure_block() {
    for (std::size_t level = 0; level < experiment_.concurrencies; ++level) {
      std::vector<std::size_t> order(arms_);
      std::iota(order.begin(), order.end(), std::size_t{0});
      random_.shuffle(order);
      const double block_effect = normal(random_);  // common to all arms: it must cancel
      for (const std::size_t arm : order) {
        measure_cell(level, arm, block_effect);
      }
    }
  }

  std::vector<double> log_ratios(std::size_t level, std::size_t arm, std::size_t other) const {
    std::vector<double> ratios(blocks());
    std::ranges::transform(logs_[level * arms_ + arm], logs_[level * arms_ + other], ratios.begin(),
                           std::minus());
    return ratios;
  }

 private:
  void measure_cell(std::size_t level, std::size_t arm, double block_effect) {
    const std::size_t cell = level * arms_ + arm;
    const std::size_t real_arm = arm < experiment_.log_speeds.size() ? arm : 0;
    slowed_ += drift_ * (1 + normal(random_));
    deviations_[cell] = deviation(cell);
    const double error = arm == real_arm ? 0 : experiment_.log_copy_speed;
    logs_[cell].push_back(experiment_.log_speeds[real_arm] + error + block_effect - slowed_ +
                          experiment_.spreads[real_arm] * deviations_[cell]);
  }

  double deviation(std::size_t cell) {
    switch (experiment_.effects) {
      case Effects::log_normal:
        return normal(random_);
      case Effects::drifting:  // the other half of the variance is what drifts within a block
        return std::sqrt(0.5) * normal(random_);
      case Effects::two_modes:
        return of_modes(0.5, random_);
      case Effects::skewed:
        return skewed(random_);
      case Effects::rare_mode:
        return of_modes(0.05, random_);
      case Effects::dependent:
        return dependent(cell);
    }
    return 0;
  }

  double dependent(std::size_t cell) {
    if (logs_[cell].empty() || (experiment_.only_first_arm && cell % arms_ != 0)) {
      return normal(random_);
    }
    const double share = experiment_.correlation;
    return share * deviations_[cell] + std::sqrt(1 - share * share) * normal(random_);
  }

  const Experiment& experiment_;
  Random& random_;
  std::size_t arms_;
  double drift_;  // of a cell, on average
  double slowed_ = 0;
  std::vector<std::vector<double>> logs_;  // [concurrency x arm][block]
  std::vector<double> deviations_;         // the last of each cell
};

class Analysis {
 public:
  Analysis(const Experiment& experiment, const Machine& machine, Random& random)
      : experiment_(experiment), machine_(machine), random_(random) {}

  // False as soon as an interval is wider than `precision`: there is nothing to judge then.
  bool compare_all(double precision) {
    correlation_ = stats::neighbour_correlation(family(), independent());
    for (std::size_t level = 0; level < experiment_.concurrencies; ++level) {
      if (!compare_copy(level, precision) || !compare_arms(level, precision)) {
        return false;
      }
    }
    return true;
  }

  std::vector<PairResult> judged() {
    std::vector<double> p_values;
    for (const PairResult& pair : pairs_) {
      p_values.push_back(pair.comparison.p_value);
    }
    const std::vector<double> corrected = stats::holm(p_values);
    for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
      pairs_[pair].ranking =
          stats::rank(pairs_[pair].comparison, corrected[pair], experiment_.delta);
      const std::size_t level = pair * experiment_.concurrencies / pairs_.size();
      pairs_[pair].invalid = experiment_.has_copy && stats::copies_differ(copies_[level]);
    }
    return std::move(pairs_);
  }

  // As a run has it; never where the experiment does not look for it.
  bool has_change() {
    return experiment_.looks_for_changes &&
           std::ranges::any_of(stats::find_changes(family(), independent(), random_.bits()),
                               [](const auto& change) { return change.has_value(); });
  }

 private:
  // All ratios at all concurrencies.
  std::vector<std::vector<double>> family() const {
    const std::size_t real_arms = experiment_.log_speeds.size();
    std::vector<std::vector<double>> series;
    for (std::size_t level = 0; level < experiment_.concurrencies; ++level) {
      for (std::size_t arm = 0; arm < real_arms; ++arm) {
        for (std::size_t other = 0; other < arm; ++other) {
          series.push_back(machine_.log_ratios(level, arm, other));
        }
      }
      if (experiment_.has_copy) {
        series.push_back(machine_.log_ratios(level, real_arms, 0));
      }
    }
    return series;
  }

  // Of them, those that do not follow from others.
  std::size_t independent() const { return experiment_.concurrencies * (arms_of(experiment_) - 1); }

  Comparison compare(std::size_t level, std::size_t arm, std::size_t other) {
    return stats::compare_paired(machine_.log_ratios(level, arm, other), random_.bits(),
                                 experiment_.draws, correlation_);
  }

  bool compare_copy(std::size_t level, double precision) {
    if (!experiment_.has_copy) {
      return true;
    }
    copies_.push_back(compare(level, experiment_.log_speeds.size(), 0));
    return stats::is_precise(copies_.back(), precision);
  }

  bool compare_arms(std::size_t level, double precision) {
    const std::vector<double>& truths = experiment_.log_speeds;
    for (std::size_t arm = 0; arm < truths.size(); ++arm) {
      for (std::size_t other = 0; other < arm; ++other) {
        PairResult pair;
        pair.arm = arm;
        pair.other = other;
        pair.truth = std::exp(truths[arm] - truths[other]);
        pair.comparison = compare(level, arm, other);
        pairs_.push_back(pair);
        if (!stats::is_precise(pair.comparison, precision)) {
          return false;
        }
      }
    }
    return true;
  }

  const Experiment& experiment_;
  const Machine& machine_;
  Random& random_;
  double correlation_ = 0;          // of neighbouring blocks
  std::vector<Comparison> copies_;  // [concurrency]
  std::vector<PairResult> pairs_;
};

}  // namespace

bool Result::has_ranking() const { return std::ranges::any_of(pairs, &PairResult::is_ranked); }

Result run_experiment(const Experiment& experiment, stats::Random& random) {
  Machine machine(experiment, random);
  for (const std::size_t look : experiment.looks) {
    while (machine.blocks() < look) {
      machine.measure_block();
    }
    Analysis analysis(experiment, machine, random);
    const bool is_last = look == experiment.looks.back();
    if (analysis.compare_all(is_last ? any_width : experiment.precision)) {
      return {.pairs = analysis.judged(), .blocks = look, .changed = analysis.has_change()};
    }
  }
  return {};
}

Experiment identical_arms(Effects effects, double spread) {
  Experiment experiment;
  experiment.effects = effects;
  experiment.spreads.assign(3, spread / std::sqrt(2));
  return experiment;
}

Experiment planted_difference(Effects effects, double spread) {
  Experiment experiment = identical_arms(effects, spread);
  experiment.log_speeds = {0, std::log(1.1), 0};
  return experiment;
}

Experiment one_pair(Effects effects, double spread) {
  Experiment experiment;
  experiment.effects = effects;
  experiment.log_speeds = {0, std::log(1.1)};
  experiment.spreads = {0, spread};
  experiment.concurrencies = 1;
  experiment.has_copy = false;
  return experiment;
}

}  // namespace tiga::tests
