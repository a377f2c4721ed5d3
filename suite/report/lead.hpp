// The first screen of a page: the result where it matters, how sure it is, what was measured, and
// the chart beside it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// A load of which the result has a line.
struct ResultLoad {
  bool open_loop = false;
  std::string ahead = {};  ///< the arm that is better than all others there; "": none is
};

/// Which of these loads, ascending, the first screen names: at most three. Closed loops come first:
/// the lowest, the highest, and between them the first one where another arm is ahead than at the
/// lowest, or the middle one. What room is left gets the highest open loops.
std::vector<std::size_t> loads_that_matter(std::span<const ResultLoad> loads);

/// How much of the comparisons in the table of pairs is decided, how wide the widest interval is,
/// whether a copy was told from its original. "" if there is none of these.
std::string sure_text(const ReportInput& input, std::span<const analysis::Verdict> pairs);

/// The figure that stands in the lead, so not among the charts; `nullptr` if none does: the page is
/// a feature's, or the chart could not be drawn.
const document::Figure* lead_figure(const ReportInput& input);

/// The result of the run. `pairs` are those of the page's table below.
document::Lead lead(const ReportInput& input, std::span<const analysis::Verdict> pairs);

}  // namespace tiga::suite::report
