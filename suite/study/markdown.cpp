#include "suite/study/markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tiga::suite::study {
namespace {

std::string markdown_row(const std::vector<std::string>& fields) {
  return fmt::format("| {} |\n", fmt::join(fields, " | "));
}

}  // namespace

std::string markdown_table(const std::vector<std::string>& headings,
                           const std::vector<std::vector<std::string>>& rows) {
  std::string table = markdown_row(headings) + "|---|";
  for (std::size_t column = 1; column < headings.size(); ++column) {
    table += "--:|";
  }
  table += "\n";
  for (const std::vector<std::string>& row : rows) {
    table += markdown_row(row);
  }
  return table;
}

std::string proportion_text(const stats::Proportion& found) {
  return found.trials == 0
             ? "–"
             : fmt::format("{} of {}: {:.1f} % [{:.1f}, {:.1f}]", found.successes, found.trials,
                           found.share() * 100, found.lower * 100, found.upper * 100);
}

std::string percent_text(double share) { return fmt::format("{:.1f} %", share * 100); }

}  // namespace tiga::suite::study
