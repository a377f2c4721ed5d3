// Every pair of arms, as a table.
#pragma once

#include <string_view>
#include <vector>

#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// Every pair at every level by what the level is judged by, and by server CPU beneath where the
/// generator took that verdict away; each seen from_better(). Copies are no pair.
std::vector<analysis::Verdict> pairs_of(const ReportInput& input);

/// A pair in a row: the better one is strong in `pair`.
struct PairFields {
  document::TableField level, pair, metric;
  document::TableField better;     ///< the arm that does better, "neither", or nothing
  document::TableField ratio;      ///< "at least 1.42"; nothing where the pair is invalid
  document::TableField interval;   ///< "1.29 to 1.56"
  document::TableField certainty;  ///< "p < 0.001", or why the pair is not ranked
};

PairFields pair_fields(const ReportInput& input, const analysis::Verdict& verdict);

}  // namespace tiga::suite::report
