// Every pair of arms, as a table.
#pragma once

#include <vector>

#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// Every pair at every level, by the metric of the level. If the generator prevents a verdict, the
/// same pair by server CPU follows. Each is oriented by from_better(). Copies are left out.
std::vector<analysis::Verdict> pairs_of(const ReportInput& input);

/// The fields of a pair's row. The better arm is strong in `pair`.
struct PairFields {
  document::TableField level, pair, metric;
  document::TableField better;    ///< the better arm, "neither", or "" if undecided
  document::TableField ratio;     ///< "at least 1.42"; "" if the pair is invalid
  document::TableField interval;  ///< "1.29 to 1.56"
  document::TableField quotient;  ///< of the two rows in the result tables; "" if there are none
  /// "p < 0.001; 12 blocks", or the reason why the pair is not ranked.
  document::TableField certainty;
};

PairFields pair_fields(const ReportInput& input, const analysis::Verdict& verdict);

}  // namespace tiga::suite::report
