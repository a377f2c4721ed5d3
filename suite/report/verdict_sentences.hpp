// What a run found, in sentences and lines that stand by themselves: for the page's first screen
// and for LaTeX. None says more than its verdict does.
#pragma once

#include <string>
#include <vector>

#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// "async is faster at every concurrency measured", or why nothing can be said.
std::string headline(const ReportInput& input);

/// One sentence or several for each level that has verdicts: "At concurrency 50, async is faster:
/// at least 1.17 [1.10, 1.25] times the throughput of balanced, …". None where the headline says
/// why there are no verdicts.
std::vector<std::string> level_sentences(const ReportInput& input);

/// One pair at one level by one metric.
struct PairLine {
  analysis::Verdict verdict;  ///< told so that the ratio is of the better one, else at least 1
  std::string better;         ///< the arm that does better; "" where neither can be said to
  std::string ratio;          ///< "at least 1.42"; "" where there is none
  std::string interval;       ///< "1.29 to 1.56"
  std::string certainty;  ///< "p < 0.001", "equivalent within ±5 %", or why there is no verdict
};

/// A verdict as such a line.
PairLine pair_line(const analysis::Verdict& verdict, const plan::Plan& plan,
                   text::Language language);

/// Every pair at every level by what the level is judged by, and by server CPU beneath where the
/// generator took that verdict away. Copies are no pair.
std::vector<PairLine> pair_lines(const ReportInput& input);

/// "0.022", "< 0.001".
std::string p_value_text(double p);

/// "50", "50 at 80 % load": a level as a table shows it.
std::string level_field(const plan::Level& level, text::Language language);

/// "2026-11-23 12:46 UTC" of "20261123T124633Z"; any other text as it is.
std::string utc_text(std::string_view stamp);

/// Behind a ratio what its interval is, and when a server is called faster.
std::string how_sure(const ReportInput& input);

}  // namespace tiga::suite::report
