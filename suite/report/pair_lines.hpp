// Pairs of arms as lines of a table: ratio, interval and certainty.
#pragma once

#include <string>
#include <vector>

#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// One pair at one level by one metric.
struct PairLine {
  analysis::Verdict verdict;  ///< seen from_better()
  std::string better;         ///< the arm that does better; "" where neither can be said to
  std::string ratio;          ///< "at least 1.42"; "" where there is none
  std::string interval;       ///< "1.29 to 1.56"
  std::string certainty;  ///< "p < 0.001", "equivalent within ±5 %", or why there is no verdict
};

/// Every pair at every level by what the level is judged by, and by server CPU beneath where the
/// generator took that verdict away. Copies are no pair.
std::vector<PairLine> pair_lines(const ReportInput& input);

}  // namespace tiga::suite::report
