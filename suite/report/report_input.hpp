// What a report is made from: a run's data and what the analysis says of it.
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

/// What a run found, for the first screen of its page, the terminal and LaTeX.
struct Summary {
  std::string headline;
  std::vector<std::string> lines;  ///< sentences
};

/// What a feature that knows more of a run says in place of the report's own words, in the language
/// of the page.
struct FeaturePage {
  std::string title;                        ///< of the page
  Summary summary;                          ///< in place of which server does better
  std::vector<document::Section> sections;  ///< before the report's own
  std::string about_invalid_cells;          ///< where they are shown; "" if there are none
};

/// All that the page is made from. Nothing else goes into it: no clock, no path, no locale.
struct ReportInput {
  const records::RunData& run;
  std::span<const analysis::ResultTable> tables;
  std::span<const analysis::Verdict> verdicts;
  const records::Published& published;
  text::Language language = text::Language::english;
  std::vector<document::Figure> charts = {};  ///< in the order of the page
  std::optional<FeaturePage> feature = {};    ///< of a run that a feature knows more of
};

}  // namespace tiga::suite::report
