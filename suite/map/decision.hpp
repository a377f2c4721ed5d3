// Which arm wins at one level of one workload, and by how much.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "suite/analysis/metric.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {

enum class Decision {
  wins,          ///< one arm is ahead of every other arm that could be compared
  equivalent,    ///< the best differ by no more than the plan's delta
  inconclusive,  ///< the blocks do not decide between the best arms
  estimated,     ///< too few blocks for verdicts; the arm that was ahead in them
  alone,         ///< only one arm has valid cells
  invalid,       ///< copies differ, or no arm has a valid cell
};

/// "wins", "equivalent", "inconclusive", "estimated", "alone", "invalid".
std::string_view to_string(Decision decision);

struct LevelDecision {
  std::uint64_t concurrency = 0;
  Decision decision = Decision::invalid;
  analysis::Metric by =
      analysis::Metric::throughput;  ///< or server CPU, if the generator was the limit
  std::vector<std::string> best;     ///< the winner, or those that tie, in the plan's order
  std::string next;                  ///< the runner-up; in a tie the second by mean; may be ""
  records::Real ratio;  ///< over 1: first / next by throughput, next / first by server CPU
  records::Real lower;  ///< its 95 % interval
  records::Real upper;
  bool at_least = false;       ///< the ratio may be greater: the generator limited the winner
  text::LocalizedText caveat;  ///< why it is invalid
  std::vector<text::LocalizedText> causes;  ///< why the runner-up is behind
};

/// The decision in a closed loop. Arms that are significantly behind another arm are eliminated. If
/// one arm remains, it wins. If several remain and the generator was the limit of some, the one
/// with the least server CPU wins, else they tie. Pure.
LevelDecision decide(const plan::Plan& plan, std::span<const records::CellRow> cells,
                     std::span<const analysis::Verdict> verdicts, std::uint32_t concurrency);

}  // namespace tiga::suite::map
