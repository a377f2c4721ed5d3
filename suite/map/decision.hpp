// Who wins at one level of one workload, and by how much: verdicts read as a map has them.
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
  wins,          ///< one arm is ahead of each other one that could be compared
  equivalent,    ///< the best differ by no more than the plan's delta
  inconclusive,  ///< the blocks do not tell who of the best is ahead
  estimated,     ///< too few blocks for verdicts: who was ahead in those there are
  alone,         ///< one arm only has valid cells
  invalid,       ///< copies were told apart, or no arm has a valid cell
};

/// "wins", "equivalent", "inconclusive", "estimated", "alone", "invalid".
std::string_view to_string(Decision decision);

struct LevelDecision {
  std::uint64_t concurrency = 0;
  Decision decision = Decision::invalid;
  analysis::Metric by =
      analysis::Metric::throughput;  ///< server CPU a request where the generator was the limit
  std::vector<std::string> best;     ///< the winner, or those that tie, in the plan's order
  std::string next;  ///< the runner-up; of a tie the second by its mean; may be empty
  records::Real
      ratio;  ///< first over next by throughput; next over first by server CPU: over 1 is ahead
  records::Real lower;  ///< its 95 % interval
  records::Real upper;
  bool at_least = false;  ///< the generator was the limit of the winner: the ratio may be greater
  text::LocalizedText caveat;               ///< why it is invalid
  std::vector<text::LocalizedText> causes;  ///< why the runner-up is behind
};

/// The decision of a closed loop. An arm that is behind another one for certain is out; if one arm
/// is left it wins, if several are, and the generator was the limit of some, the cheapest in server
/// CPU wins, else they tie. Pure.
LevelDecision decide(const plan::Plan& plan, std::span<const records::CellRow> cells,
                     std::span<const analysis::Verdict> verdicts, std::uint32_t concurrency);

}  // namespace tiga::suite::map
