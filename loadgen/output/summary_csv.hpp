// A summary as a header and a row, for spreadsheets.
#pragma once

#include <string>
#include <vector>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// One column of --csv.
struct SummaryColumn {
  std::string name;     ///< with its unit: "latency_p50_us"
  std::string value;    ///< empty: not known
  std::string meaning;  ///< one line, as in docs/loadgen.md
};

/// All columns, in their order, with the values of `summary`. The list is in summary_fields.hpp.
std::vector<SummaryColumn> summary_columns(const Summary& summary);

/// What --csv writes (RFC 4180, lines ended by LF).
std::string summary_csv(const Summary& summary);

}  // namespace tiga::loadgen::output
