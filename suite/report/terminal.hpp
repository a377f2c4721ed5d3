// What the terminal shows at the end of a run.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/run_data.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// A paragraph for each level, or the reason why there is no verdict; arms that were not measured;
/// stolen time over 10 %; where to find the rules. Empty if the plan has one arm.
std::string verdicts_page(const records::RunData& run, std::span<const analysis::Verdict> verdicts);

/// The tables with the published figures, the verdicts, the warnings and the invalid cells. Always
/// in English, whatever the language of the input. `summary` is the result of a feature, in
/// English.
std::string terminal_page(const ReportInput& input, const std::optional<Summary>& summary = {});

/// Where the files of the run are, as words for a shell. `no_chart` is the reason why there are no
/// charts, `pages` what write_pages returned.
std::string files_page(const ReportInput& input, const std::optional<std::string>& no_chart,
                       const std::string& pages);

}  // namespace tiga::suite::report
