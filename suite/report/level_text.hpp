// What is said of one level of a run, in a paragraph.
#pragma once

#include <span>
#include <string>

#include "suite/analysis/verdicts.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::report {

/// The fastest arm beside the second and each other arm beside the fastest, by server CPU a request
/// where the generator was the limit; the A/A pair; what is wider than the goal; what found no
/// steady state. Of an open loop: p99 latency. One line, to be broken.
std::string level_text(const plan::Plan& plan, std::span<const records::CellRow> cells,
                       std::span<const analysis::Verdict> verdicts, const plan::Level& level,
                       text::Language language);

}  // namespace tiga::suite::report
