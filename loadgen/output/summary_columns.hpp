// The columns of --csv: the one list that makes its header, its row and the table in
// docs/loadgen.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "loadgen/summary.hpp"

namespace tiga::loadgen::output {

/// One column of --csv.
struct SummaryColumn {
  std::string name;                                ///< with its unit: "latency_p50_us"
  std::function<std::string(const Summary&)> get;  ///< empty: not known
  std::string meaning;                             ///< one line, as in docs/loadgen.md
};

/// All of them, in their order.
std::vector<SummaryColumn> summary_columns();

}  // namespace tiga::loadgen::output
