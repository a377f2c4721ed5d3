// What a report is made from: a run's data and what the analysis says of it.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "suite/analysis/tables.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::report {

/// All that the page is made from. Nothing else goes into it: no clock, no path, no locale.
struct ReportInput {
  const records::RunData& run;
  std::span<const analysis::Table> tables;
  std::span<const analysis::Verdict> verdicts;
  const records::Published& published;
  /// Why a chart is not there, a sentence in the language of the page; "" where it is.
  std::function<std::string(const std::string& id)> why_no_chart;
  text::Language language = text::Language::english;
};

}  // namespace tiga::suite::report
