// The verdicts of a run in words, for the terminal.
#pragma once

#include <span>
#include <string>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {

/// The one reason why a run with two arms has no verdict at all; nothing where it has some.
text::LocalizedText why_no_verdicts(std::span<const analysis::Verdict> verdicts);

/// The section of the page: a paragraph for each level, why there are no verdicts, arms that were
/// not measured, stolen time over 10 %, and where the rules stand. Empty where a plan has one arm.
std::string verdicts_page(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                          text::Language language);

}  // namespace tiga::suite::report
