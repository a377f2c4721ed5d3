// The table of docs/method.md: what the report's rules are worth on blocks whose truth is known.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "stats/dependence.hpp"
#include "tests/stats/simulation.hpp"

namespace tiga::tests {
namespace {

constexpr int pairs = 4000;
constexpr int planted = 200;
// In the grid p decides, which is exact up to 32 blocks; above that 199 draws would not reach 5 %.
constexpr std::size_t few_draws = 199;
constexpr std::size_t many_draws = 999;
constexpr double wide_spread = 0.09;

struct Blocks {
  std::string_view name;
  Effects effects = Effects::log_normal;
  double correlation = 0;
  bool only_first_arm = false;
  bool at_all_ends = true;  // else at 12 and 20 blocks

  Experiment made_of(Experiment experiment) const {
    experiment.correlation = correlation;
    experiment.only_first_arm = only_first_arm;
    return experiment;
  }
};

constexpr std::array all_blocks = {
    Blocks{"log-normal", Effects::log_normal},
    Blocks{"drifting", Effects::drifting},
    Blocks{"two modes, equally likely", Effects::two_modes},
    Blocks{"skewed", Effects::skewed},
    Blocks{"rare mode (1 block in 20 is slow)", Effects::rare_mode},
    Blocks{"half of the block before (ρ = 0.5)", Effects::dependent, 0.5},
    Blocks{"ρ = 0.8", Effects::dependent, 0.8, false, false},
    Blocks{"ρ = 0.5 in one arm of three", Effects::dependent, 0.5, true, false}};

struct Ending {
  std::string_view name;
  std::vector<std::size_t> looks;
  std::size_t draws;
  int experiments;  // with identical arms
  double spread;    // of ratios of identical arms: so wide that few are equivalent at the end
};

const std::vector<Ending>& endings() {
  static const std::vector<Ending> all = {{"12", {12}, few_draws, 2000, 0.065},
                                          {"20", {20}, few_draws, 2000, 0.065},
                                          {"60", {60}, many_draws, 1000, 0.11},
                                          {"by the rule",
                                           {12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60},
                                           many_draws,
                                           1000,
                                           0.065}};
  return all;
}

double share(int hits, int all) { return 100.0 * hits / all; }

// Half the width of an interval, and how much of it is there for the blocks' dependence.
struct Widths {
  int intervals = 0;
  int covered = 0;
  double width = 0;
  double widening = 0;

  void add(const PairResult& pair) {
    const stats::Comparison& found = pair.comparison;
    ++intervals;
    covered += pair.covers() ? 1 : 0;
    width += found.half_width();
    widening += stats::interval_widening(found.correlation, found.blocks, stats::confidence) - 1;
  }
  std::string row() const {
    return fmt::format("{:.1f} % | {:.1f} % | {:.0f} %", share(covered, intervals),
                       100 * width / intervals, 100 * widening / intervals);
  }
};

Widths measure_alone(const Blocks& blocks, const Ending& ending) {
  Experiment experiment = blocks.made_of(one_pair(blocks.effects, wide_spread));
  experiment.only_first_arm = false;  // the one that does not vary
  experiment.looks = ending.looks;
  stats::Random random(1);
  Widths widths;
  for (int round = 0; round < pairs; ++round) {
    widths.add(run_experiment(experiment, random).pairs.front());
  }
  return widths;
}

struct IdenticalFigures {
  int ranked = 0;
  int invalid = 0;
  int changed = 0;
  double blocks = 0;
  Widths widths;
};

IdenticalFigures measure_identical(const Blocks& blocks, const Ending& ending) {
  Experiment experiment = blocks.made_of(identical_arms(blocks.effects, ending.spread));
  experiment.draws = ending.draws;
  experiment.looks = ending.looks;
  experiment.looks_for_changes = true;
  stats::Random random(2);
  IdenticalFigures figures;
  for (int round = 0; round < ending.experiments; ++round) {
    const Result result = run_experiment(experiment, random);
    figures.ranked += result.has_ranking() ? 1 : 0;
    figures.invalid += std::ranges::any_of(result.pairs, &PairResult::invalid) ? 1 : 0;
    figures.changed += result.changed ? 1 : 0;
    figures.blocks += static_cast<double>(result.blocks) / ending.experiments;
    std::ranges::for_each(result.pairs, [&](const PairResult& pair) { figures.widths.add(pair); });
  }
  return figures;
}

// Share of the planted differences that were called by their right names.
double measure_planted(const Blocks& blocks, const Ending& ending) {
  Experiment experiment = blocks.made_of(planted_difference(blocks.effects, wide_spread));
  experiment.draws = ending.draws;
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

void print_row(const Blocks& blocks, const Ending& ending) {
  const IdenticalFigures same = measure_identical(blocks, ending);
  fmt::print("| {} | {} | {} | {:.1f} % | {:.1f} % | {:.1f} % | {:.1f} | {:.0f} % | {} |\n",
             blocks.name, ending.name, same.widths.row(), share(same.ranked, ending.experiments),
             share(same.invalid, ending.experiments), share(same.changed, ending.experiments),
             same.blocks, measure_planted(blocks, ending), measure_alone(blocks, ending).row());
  std::fflush(stdout);
}

void print_study() {
  fmt::print(
      "| blocks of an arm | end | 95 % intervals that contain the true ratio | mean half width | "
      "of it for dependence | identical arms: experiments with a ranking | with a copy that "
      "differs | with a change reported | blocks | 10 % differences found | a pair alone: contain "
      "the true ratio | mean "
      "half width | of it for dependence |\n"
      "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
  for (const Blocks& blocks : all_blocks) {
    for (const Ending& ending : endings()) {
      if (blocks.at_all_ends || ending.looks.back() <= 20) {
        print_row(blocks, ending);
      }
    }
  }
  fmt::print(
      "\nThe first eight columns of figures are of the report's grid, three arms and a copy at "
      "five concurrencies: 2000 experiments a row with identical arms (1000 if they may end after "
      "60 "
      "blocks), whose ratios vary from block to block with a deviation of 6.5 % (11 % if they end "
      "at 60), and {} with one arm 10 % faster, deviation {:g} %. A pair alone: {} experiments a "
      "row of two arms, of which one "
      "varies, at one concurrency and without a copy, deviation {:g} %. *By the rule*: after "
      "12 blocks, or each 4 more up to 60, as soon as all intervals are within ±5 %. {} draws of "
      "each bootstrap for a pair alone, {} or {} in the grid; fixed seeds.\n",
      planted, 100 * wide_spread, pairs, 100 * wide_spread, Experiment().draws, few_draws,
      many_draws);
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
