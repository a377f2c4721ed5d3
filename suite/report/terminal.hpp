// What stands on the terminal at the end of a run.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/run_data.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// A paragraph for each level or why there is no verdict; arms that were not measured, stolen time
/// over 10 %, and where the rules stand. Empty where a plan has one arm.
std::string verdicts_page(const records::RunData& run, std::span<const analysis::Verdict> verdicts);

/// The tables with the published figures beside them, the verdicts, what a reader must know, what
/// failed, where the files are; in English, whatever the input's language. `no_chart` is why there
/// are no charts; `summary` is what a feature found, in English.
std::string terminal_page(const ReportInput& input, const std::optional<std::string>& no_chart,
                          const std::optional<Summary>& summary = {});

}  // namespace tiga::suite::report
