// The table of docs/method.md: what the report's rules are worth on blocks whose truth is known.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "tests/stats/simulation.hpp"

namespace tiga::tests {
namespace {

constexpr int pairs = 4000;
constexpr int identical = 2000;
constexpr int planted = 300;
constexpr std::size_t family_draws = 199;  // p, which decides there, is exact
constexpr double wide_spread = 0.09;
constexpr double narrow_spread = 0.065;

constexpr std::array all_effects = {Effects::log_normal, Effects::drifting,  Effects::two_modes,
                                    Effects::skewed,     Effects::rare_mode, Effects::dependent};

struct Ending {
  std::string name;
  std::vector<std::size_t> looks;
};

const std::vector<Ending>& endings() {
  static const std::vector<Ending> all = {
      {"12", {12}}, {"16", {16}}, {"20", {20}}, {"by the rule", {12, 16, 20}}};
  return all;
}

double share(int hits, int all) { return 100.0 * hits / all; }

struct PairFigures {
  int covered = 0;
  double width = 0;
  double blocks = 0;
};

PairFigures measure_pairs(Effects effects, const Ending& ending) {
  Experiment experiment = one_pair(effects, wide_spread);
  experiment.looks = ending.looks;
  stats::Random random(1);
  PairFigures figures;
  for (int round = 0; round < pairs; ++round) {
    const Result result = run_experiment(experiment, random);
    const stats::Comparison& found = result.pairs.front().comparison;
    figures.covered += result.pairs.front().covers() ? 1 : 0;
    figures.width += (found.interval_95.upper / found.ratio - 1) / pairs;
    figures.blocks += static_cast<double>(result.blocks) / pairs;
  }
  return figures;
}

struct IdenticalFigures {
  int ranked = 0;
  int invalid = 0;
  double blocks = 0;
};

IdenticalFigures measure_identical(Effects effects, const Ending& ending) {
  Experiment experiment = identical_arms(effects, narrow_spread);
  experiment.draws = family_draws;
  experiment.looks = ending.looks;
  stats::Random random(2);
  IdenticalFigures figures;
  for (int round = 0; round < identical; ++round) {
    const Result result = run_experiment(experiment, random);
    figures.ranked += result.has_ranking() ? 1 : 0;
    figures.invalid += std::ranges::any_of(result.pairs, &PairResult::invalid) ? 1 : 0;
    figures.blocks += static_cast<double>(result.blocks) / identical;
  }
  return figures;
}

// Share of the planted differences that were called by their right names.
double measure_planted(Effects effects, const Ending& ending) {
  Experiment experiment = planted_difference(effects, wide_spread);
  experiment.draws = family_draws;
  experiment.looks = ending.looks;
  stats::Random random(3);
  int found = 0;
  int all = 0;
  for (int round = 0; round < planted; ++round) {
    for (const PairResult& pair : run_experiment(experiment, random).pairs) {
      if (pair.arm == 1 || pair.other == 1) {
        const auto right = pair.arm == 1 ? stats::Ranking::above : stats::Ranking::below;
        found += pair.is_ranked() && pair.ranking == right ? 1 : 0;
        ++all;
      }
    }
  }
  return share(found, all);
}

void print_row(Effects effects, const Ending& ending) {
  const PairFigures pair = measure_pairs(effects, ending);
  const IdenticalFigures same = measure_identical(effects, ending);
  fmt::print(
      "| {} | {} | {:.1f} % | {:.1f} % | {:.1f} | {:.1f} % | {:.1f} % | {:.1f} | {:.0f} % |\n",
      to_string(effects), ending.name, share(pair.covered, pairs), 100 * pair.width, pair.blocks,
      share(same.ranked, identical), share(same.invalid, identical), same.blocks,
      measure_planted(effects, ending));
  std::fflush(stdout);
}

void print_study() {
  fmt::print(
      "| blocks of a ratio | end | 95 % intervals that contain the true ratio | mean half width | "
      "blocks | "
      "identical arms: experiments with a ranking | with a copy that differs | blocks | "
      "10 % differences found |\n|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
  for (const Effects effects : all_effects) {
    for (const Ending& ending : endings()) {
      print_row(effects, ending);
    }
  }
  fmt::print(
      "\nIntervals: {} experiments a row with one pair of arms, 10 % apart, whose ratio varies "
      "from block to block with a deviation of {:g} %. Identical arms: {} experiments a row of "
      "three "
      "arms and a copy at five concurrencies, deviation {:g} %. Differences: {} such experiments a "
      "row with one arm 10 % faster, deviation {:g} %. {} draws of each bootstrap for intervals, "
      "{} for families of comparisons; fixed seeds.\n",
      pairs, 100 * wide_spread, identical, 100 * narrow_spread, planted, 100 * wide_spread,
      Experiment().draws, family_draws);
}

}  // namespace
}  // namespace tiga::tests

int main() {
  try {
    tiga::tests::print_study();
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "stats_study: {}\n", error.what());
    return 3;
  }
}
