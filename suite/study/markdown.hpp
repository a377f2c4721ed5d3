// Tables of the studies, in Markdown, for the terminal and docs/method.md.
#pragma once

#include <string>
#include <vector>

#include "stats/proportion.hpp"

namespace tiga::suite::study {

/// A table; the first column is aligned to the left, the others to the right.
std::string markdown_table(const std::vector<std::string>& headings,
                           const std::vector<std::vector<std::string>>& rows);

/// "2 of 60: 3.3 % [0.4, 11.5]"; "–" without trials.
std::string proportion_text(const stats::Proportion& found);

/// "3.3 %".
std::string percent_text(double share);

}  // namespace tiga::suite::study
