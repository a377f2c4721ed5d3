// The findings of a run, as values. The narrator makes sentences from these values alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/analysis/level_verdicts.hpp"
#include "suite/analysis/places.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::report {

/// Orients a verdict so that `arm` does better. If neither arm does, the ratio becomes at least 1.
/// The kind of the result is never `worse`.
analysis::Verdict from_better(analysis::Verdict verdict);

/// Adds a verdict of a level, and if the generator prevents a ranking the one on the same pair by
/// server CPU. Each is oriented by from_better().
void add_pair(std::vector<analysis::Verdict>& pairs, const analysis::LevelVerdicts& here,
              const analysis::Verdict& verdict);

/// The verdicts by total CPU on the pairs of a level that server CPU ranks otherwise: `arm` needs
/// less server CPU than `baseline`, and is worse than or equivalent to it by total CPU.
std::vector<analysis::Verdict> reversed_by_total_cpu(const analysis::LevelVerdicts& here);

/// The findings at one level of a run.
struct LevelSummary {
  /// The rate that an open loop offered to an arm.
  struct Rate {
    std::string arm;
    double per_second = 0;     ///< median over the valid cells
    bool lower_bound = false;  ///< the capacity is one: the generator was the limit
  };
  /// Two rows of the result tables divided by each other, where that differs from the ratio of the
  /// verdict.
  struct RowQuotient {
    std::string arm;
    std::string baseline;
    double quotient = 0;
  };
  struct Unsteady {
    std::string arm;
    std::size_t cells = 0;  ///< without a steady state
    std::size_t of = 0;
  };

  plan::Level level;
  /// The best arm beside each other arm, by the metric of the level. If the generator prevents a
  /// verdict on a pair, the same pair by server CPU follows. Each is oriented by from_better().
  std::vector<analysis::Verdict> pairs;
  std::vector<analysis::Verdict> reversed;  ///< reversed_by_total_cpu()
  /// Which place each arm can have, by the metric of the level. Empty for fewer than three arms, of
  /// which `pairs` says all.
  std::vector<analysis::SharedPlace> places;
  /// The same by server CPU, if the generator prevents a ranking; else empty.
  std::vector<analysis::SharedPlace> places_by_cpu;
  std::vector<RowQuotient> quotients;  ///< of `pairs`, as the ratio is oriented there
  bool limit_unknown = false;  ///< it is unknown whether the generator was the limit of a pair
  /// The A/A pair; `nullopt` if the plan has none. Invalid, with a caveat, if it was not checked.
  std::optional<analysis::Verdict> copies;
  std::vector<std::string> wide;  ///< pairs with too wide intervals: "async/threaded", "A/A"
  bool all_wide = false;          ///< every one of several pairs
  std::vector<Rate> rates;        ///< empty in a closed loop
  std::vector<Unsteady> unsteady;
};

LevelSummary summarize(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                       const plan::Level& level);

/// An arm that is better than every other arm at these concurrencies. The name is "" for the
/// concurrencies at which no arm is.
struct Champion {
  std::string arm;
  std::vector<std::uint32_t> at;
};

/// The champions of the closed loops, ordered by their lowest concurrency.
std::vector<Champion> champions(const records::RunData& run,
                                std::span<const analysis::Verdict> verdicts);

/// Why there is no verdict on any pair. Empty if there is one.
text::LocalizedText why_no_verdict(const records::RunData& run,
                                   std::span<const analysis::Verdict> verdicts);

}  // namespace tiga::suite::report
