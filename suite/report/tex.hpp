// A run's tables and sentences for LaTeX, to be taken in with \input. They need the package
// booktabs and UTF-8 input, nothing else.
#pragma once

#include <string>

#include "document/document.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// The first line of every file: the packages that it needs.
std::string tex_head();

/// A table of one arm with the report's columns: \label{tab:ARM}.
std::string table_tex(const ReportInput& input, const analysis::ResultTable& table);

/// Every pair at every level with its ratio, interval and certainty: \label{tab:verdicts}. Only a
/// comment if there is no verdict.
std::string verdicts_tex(const ReportInput& input);

/// The measured and the published throughput under the same load: \label{tab:published}. Only a
/// comment if nothing is published.
std::string published_tex(const ReportInput& input);

/// The sentences: the headline, a list with one item a level, warnings.
std::string summary_tex(const ReportInput& input);

}  // namespace tiga::suite::report
