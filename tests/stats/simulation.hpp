// Experiments whose truth is known: what the suite would say of arms that were made up.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/comparison.hpp"
#include "stats/random.hpp"

namespace tiga::tests {

/// How an arm's blocks differ from each other (in the logarithm; deviation 1).
enum class Effects {
  log_normal,  ///< normal in the logarithm
  drifting,    ///< the machine slows down from cell to cell, evenly and by a random walk
  two_modes,   ///< a fast and a slow mode, equally likely
  skewed,      ///< log-normal in the logarithm itself (shape 0.5, skewness 1.75)
  rare_mode,   ///< one block in 20 is slow
  dependent,   ///< each block takes a share of the block before (autoregressive)
};

/// What is measured, and when it ends.
struct Experiment {
  Effects effects = Effects::log_normal;
  std::vector<double> log_speeds = {0, 0, 0};           ///< the truth of each real arm
  std::vector<double> spreads = {0.045, 0.045, 0.045};  ///< deviation of each real arm's blocks
  double correlation = 0.5;                             ///< of dependent blocks
  bool only_first_arm = false;  ///< whose blocks are dependent; the others' are not
  std::size_t concurrencies = 5;
  bool has_copy = true;                           ///< of arm 0, with its spread
  double log_copy_speed = 0;                      ///< beside arm 0; not 0 if something is wrong
  std::vector<std::size_t> looks = {12, 16, 20};  ///< ends at the last if not precise before
  double precision = 0.05;
  double delta = 0.05;
  std::size_t draws = 499;         ///< of each bootstrap; a run makes 9,999
  bool looks_for_changes = false;  ///< during the experiment
};

/// One pair of real arms at one concurrency.
struct PairResult {
  std::size_t arm = 0;
  std::size_t other = 0;
  double truth = 1;
  stats::Comparison comparison;
  stats::Ranking ranking = stats::Ranking::inconclusive;
  bool invalid = false;  ///< the copy at this concurrency was told apart

  bool covers() const { return comparison.interval_95.contains(truth); }
  bool is_ranked() const {
    return !invalid && (ranking == stats::Ranking::above || ranking == stats::Ranking::below);
  }
};

struct Result {
  std::vector<PairResult> pairs;  ///< concurrency by concurrency
  std::size_t blocks = 0;
  bool changed = false;  ///< some ratio is said to have changed on the way

  /// Whether any pair was called better or worse.
  bool has_ranking() const;
};

/// One experiment, from random numbers of `random` alone.
Result run_experiment(const Experiment& experiment, stats::Random& random);

/// The report's grid of identical arms; `spread` is of the ratio of any two.
Experiment identical_arms(Effects effects, double spread);

/// The same where arm 1 is 10 % faster than the others.
Experiment planted_difference(Effects effects, double spread);

/// Two arms at one concurrency, 10 % apart, of which one varies: the log ratio's blocks are of that
/// very shape, and no other pair keeps the experiment from ending.
Experiment one_pair(Effects effects, double spread);

}  // namespace tiga::tests
