// The verdicts of a run in words, for the terminal.
#pragma once

#include <span>
#include <string>

#include "suite/language.hpp"
#include "suite/run_data.hpp"
#include "suite/verdicts.hpp"

namespace tiga::suite {

/// The one reason why a run with two arms has no verdict at all; nothing where it has some.
Words why_no_verdicts(std::span<const Verdict> verdicts);

/// The section of the page: a paragraph for each level, why there are no verdicts, arms that were
/// not measured, stolen time over 10 %, and where the rules stand. Empty where a plan has one arm.
std::string verdicts_page(const RunData& run, std::span<const Verdict> verdicts, Language language);

}  // namespace tiga::suite
