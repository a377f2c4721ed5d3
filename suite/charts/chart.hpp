// Charts, drawn by gnuplot from the scripts in plots/. docs/charts.md says how to read them.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/paths.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

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

/// The seven charts, in that order: throughput, ratios, percentiles, ecdf, costs,
/// latency-throughput, published.
std::vector<std::string> chart_ids();

/// Writes estimates.csv and distributions.csv of the run, then draws charts/*.{svg,png,pdf} from
/// its files; verdicts.csv must have been written from `verdicts`. The same files and the same
/// gnuplot, cairo and fonts give the same charts byte for byte. Charts of an earlier call do not
/// stay. `announce` is told the title of each before it is drawn. Throws CannotRun when a file
/// cannot be read or written.
Charts draw_charts(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                   const records::Published& published, const records::Home& home,
                   text::Language language,
                   const std::function<void(const std::string& title)>& announce = {});

}  // namespace tiga::suite::charts
