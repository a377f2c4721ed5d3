// What is said of one level of a run, in a paragraph.
#pragma once

#include <span>
#include <string>

#include "suite/language.hpp"
#include "suite/plan.hpp"
#include "suite/rows.hpp"
#include "suite/verdicts.hpp"

namespace tiga::suite {

/// The fastest arm beside the second and each other arm beside the fastest, by server CPU a request
/// where the generator was the limit; the A/A pair; what is wider than the goal; what found no
/// steady state. Of an open loop: p99 latency. One line, to be broken.
std::string level_text(const Plan& plan, std::span<const CellRow> cells,
                       std::span<const Verdict> verdicts, const Level& level, Language language);

}  // namespace tiga::suite
