// A run's page: what it says, in English and Indonesian. How it looks is document/'s.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "document/document.hpp"
#include "suite/language.hpp"
#include "suite/published.hpp"
#include "suite/run_data.hpp"
#include "suite/tables.hpp"
#include "suite/verdicts.hpp"

namespace tiga::suite {

/// All that the page is made from. Nothing else goes into it: no clock, no path, no locale.
struct Findings {
  const RunData& run;
  std::span<const Table> tables;
  std::span<const Verdict> verdicts;
  const Published& published;
  /// Why a chart is not there, a sentence in the language of the page; "" where it is.
  std::function<std::string(const std::string& id)> why_no_chart;
  Language language = Language::english;
};

/// The verdict first, then tables, charts, reasons, the machine, the method, warnings, what is
/// invalid, how to cite and how to repeat it.
document::Document write_up(const Findings& findings);

}  // namespace tiga::suite
