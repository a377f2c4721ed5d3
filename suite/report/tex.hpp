// A run's tables and sentences for LaTeX, to be taken in with \input. They need the package
// booktabs and UTF-8 input, nothing else.
#pragma once

#include <string>

#include "document/document.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// What stands before all that is made: what it needs.
std::string tex_head();

/// A table of one arm with the report's columns: \label{tab:ARM}.
std::string table_tex(const ReportInput& input, const analysis::ResultTable& table);

/// Every pair at every level with its ratio, interval and certainty: \label{tab:verdicts}. Only a
/// comment where there is no verdict.
std::string verdicts_tex(const ReportInput& input);

/// Measured beside published, where the load is the same: \label{tab:published}. Only a comment
/// where nothing is published.
std::string published_tex(const ReportInput& input);

/// The sentences: the headline, a list with one item a level, warnings.
std::string summary_tex(const ReportInput& input);

}  // namespace tiga::suite::report
