// What a run says, as values. The narrator makes sentences from them and from nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::report {

/// The same verdict, seen from the arm that does better; where neither does, so that the ratio is
/// at least 1. Its finding is never `worse`.
analysis::Verdict from_better(analysis::Verdict verdict);

/// What one level of a run says.
struct LevelSummary {
  /// At which rate an open loop loaded an arm.
  struct Rate {
    std::string arm;
    double per_second = 0;     ///< median over the valid cells
    bool lower_bound = false;  ///< the generator was the limit where the arm's capacity was found
  };
  struct Unsteady {
    std::string arm;
    std::size_t cells = 0;  ///< without a steady state
    std::size_t of = 0;
  };

  plan::Level level;
  /// The best arm beside each other one, by what the level is judged by; behind a pair that the
  /// generator leaves open, the same pair by server CPU. Each seen from_better().
  std::vector<analysis::Verdict> pairs;
  bool limit_unknown = false;  ///< of some pair: whether the generator was the limit
  /// The A/A pair, where the plan has one; invalid, with its caveat, where it was not checked.
  std::optional<analysis::Verdict> copies;
  std::vector<std::string> wide;  ///< intervals that miss the goal: "async/threaded", "A/A"
  bool all_wide = false;          ///< each of several
  std::vector<Rate> rates;        ///< of an open loop
  std::vector<Unsteady> unsteady;
};

LevelSummary summarize(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                       const plan::Level& level);

/// The arm that is better than every other one at these concurrencies; "" where none is.
struct Champion {
  std::string arm;
  std::vector<std::uint32_t> at;
};

/// Of the closed loops, in the order of the lowest concurrency.
std::vector<Champion> champions(const records::RunData& run,
                                std::span<const analysis::Verdict> verdicts);

/// Why there is no verdict on any pair; empty where there is one.
text::LocalizedText why_no_verdict(const records::RunData& run,
                                   std::span<const analysis::Verdict> verdicts);

}  // namespace tiga::suite::report
