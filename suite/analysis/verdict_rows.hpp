// verdicts.csv, read back.
#pragma once

#include <span>
#include <vector>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::analysis {

/// The verdicts of these rows, as far as a row says it: no causes, no series, no drift, and reasons
/// in English, as the file has them. Enough for report::headline(). A row with an unknown metric or
/// verdict is left out: another version wrote it.
std::vector<Verdict> verdicts_from_rows(std::span<const records::VerdictRow> rows);

}  // namespace tiga::suite::analysis
