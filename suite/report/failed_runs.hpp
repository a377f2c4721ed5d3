// Where a reader misses a figure: which runs failed, why, and where their log lies.
#pragma once

#include <string>
#include <vector>

#include "suite/analysis/arm_summary.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// "no cell of balanced is valid: 0 of 1000 requests ended ok; … (12 of 12). Log:
/// failed/cell-25.txt.", "3 of 12 cells of balanced are not valid, 2 of them because: …", with the
/// commonest reason of those cells and the first reply that failed so; the log lies in `folder`,
/// which ends in a slash or is "". "" if all cells are valid.
std::string failed_text(const std::string& arm, const analysis::Cells& cells,
                        const std::string& folder, text::Language language);

/// That of each row of the table that has fewer valid runs than there were, or was not measured.
std::vector<std::string> failed_runs(const ReportInput& input, const analysis::ResultTable& table,
                                     const std::string& folder);

/// "12 of 172 cells are not valid and not drawn: balanced at 50 (12 of 12)", without a full stop,
/// for captions of charts; "" if all are valid.
std::string failures_text(const records::RunData& run, text::Language language);

}  // namespace tiga::suite::report
