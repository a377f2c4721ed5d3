// The input of a report: a run's data and the results of the analysis.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "suite/analysis/tables.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::report {

/// The result of a run, for the first screen of its page, the terminal and LaTeX.
struct Summary {
  std::string headline;
  std::vector<std::string> lines;  ///< sentences
};

/// What a feature contributes to the page of its run, in the language of the page.
struct FeaturePage {
  std::string title;                        ///< of the page
  Summary summary;                          ///< replaces the statement which server is faster
  std::vector<document::Section> sections;  ///< precede the report's own
  std::string about_invalid_cells;          ///< where to find them; "" if there are none
};

/// The complete input of the page. The page depends on no clock, path or locale.
struct ReportInput {
  const records::RunData& run;
  std::span<const analysis::ResultTable> tables;
  std::span<const analysis::Verdict> verdicts;
  const records::Published& published;
  text::Language language = text::Language::english;
  std::vector<document::Figure> charts = {};  ///< in the order of the page
  std::optional<FeaturePage> feature = {};    ///< if the run belongs to a feature
};

}  // namespace tiga::suite::report
