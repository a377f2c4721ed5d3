// A summary as a header and a row, for spreadsheets.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "loadgen/summary.hpp"

namespace tiga::loadgen {

/// One column of --csv.
struct SummaryColumn {
  std::string name;                                ///< with its unit: "latency_p50_us"
  std::function<std::string(const Summary&)> get;  ///< empty: not known
  std::string meaning;                             ///< one line, as in docs/loadgen.md
};

/// The one list that makes the header, the row and the table in docs/loadgen.md.
std::vector<SummaryColumn> summary_columns();

/// What --csv writes (RFC 4180, lines ended by LF).
std::string summary_csv(const Summary& summary);

}  // namespace tiga::loadgen
