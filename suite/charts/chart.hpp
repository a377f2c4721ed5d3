// Charts of a run, drawn by gnuplot from the scripts in plots/. docs/charts.md says how to read
// them.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {

/// A chart that was not drawn.
struct LeftOut {
  std::string chart;
  std::string why;  ///< part of a sentence: "one arm: nothing to compare with"
};

/// Which charts there are. Each drawn one stands in charts/ID.svg, .png and .pdf.
struct Charts {
  std::vector<std::string> drawn;     ///< ids, in the order of a page
  std::vector<LeftOut> left_out;      ///< the run has nothing that they could show
  std::vector<std::string> warnings;  ///< gnuplot's, of charts that were drawn all the same
  /// Something is missing or failed: one line that says what, and what to do. Then the charts in
  /// neither list are not there.
  std::optional<std::string> problem;
};

/// Draws charts/*.{svg,png,pdf} of a run, each from a data file of its own, which does not stay.
/// The same subject and the same gnuplot, cairo and fonts give the same charts byte for byte.
/// Charts of an earlier call are removed. `announce` receives the title of each before it is drawn.
/// A chart that cannot be written is a problem, not an exception: the run has more to show. Throws
/// CannotRun if there is no temporary folder.
Charts draw_charts(const ChartSubject& subject, std::span<const ChartKind> kinds,
                   const std::function<void(const std::string& title)>& announce = {});

/// Why a chart is missing, as a sentence for the page, which depends on the run alone, not on the
/// machine that draws it; "" if the chart is there.
std::string why_absent(const records::RunData& run, const Charts& charts, const std::string& id,
                       text::Language language);

}  // namespace tiga::suite::charts
