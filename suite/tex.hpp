// A run's tables and sentences for LaTeX, to be taken in with \input. They need the package
// booktabs and UTF-8 input, nothing else.
#pragma once

#include <string>

#include "suite/write_up.hpp"

namespace tiga::suite {

/// A table of one arm with the report's columns: \label{tab:ARM}.
std::string table_tex(const Findings& findings, const Table& table);

/// Every pair at every level with its ratio, interval and certainty: \label{tab:verdicts}. Only a
/// comment where there is no verdict.
std::string verdicts_tex(const Findings& findings);

/// Measured beside published, where the load is the same: \label{tab:published}. Only a comment
/// where nothing is published.
std::string published_tex(const Findings& findings);

/// The sentences: the headline, a list with one item a level, warnings.
std::string summary_tex(const Findings& findings);

}  // namespace tiga::suite
