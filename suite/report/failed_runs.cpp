// Where a reader misses a figure: which runs failed, why, and where their log lies.
#include <fmt/format.h>

#include <algorithm>

#include "suite/plan/level_text.hpp"
#include "suite/report/failed_runs.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {

std::string failed_text(const std::string& arm, const analysis::Cells& cells,
                        const std::string& folder, text::Language language) {
  const analysis::FailedAlike failed = analysis::commonest_failure(cells);
  if (failed.first == nullptr) {
    return "";
  }
  const std::string reason = failed.first->reason.in(language);
  const auto invalid =
      static_cast<std::size_t>(std::ranges::count(cells, false, &records::CellRow::valid));
  std::string text =
      invalid == cells.size()
          ? tr(language, "no cell of {} is valid: {} ({} of {}).", arm, reason, failed.count,
               invalid)
          : tr(language, "{} of {} cells of {} are not valid, {} of them because: {}.", invalid,
               cells.size(), arm, failed.count, reason);
  if (!failed.first->log.empty()) {
    text += tr(language, " Log: {}{}.", folder, failed.first->log);
  }
  return text;
}

std::vector<std::string> failed_runs(const ReportInput& input, const analysis::ResultTable& table,
                                     const std::string& folder) {
  const text::Language language = input.language;
  std::vector<std::string> lines;
  for (const analysis::ResultRow& entry : table.rows) {
    const auto concurrency = static_cast<std::uint32_t>(entry.row.concurrency_level);
    const std::string failed = failed_text(
        table.arm, analysis::cells_of(input.run.cells, table.arm, {concurrency, std::nullopt}),
        folder, language);
    if (entry.of == 0) {
      lines.push_back(tr(language, "Concurrency {}: {} was not measured.", concurrency, table.arm));
    } else if (!failed.empty()) {
      lines.push_back(tr(language, "Concurrency {}: {}", concurrency, failed));
    }
  }
  return lines;
}

namespace {

// "balanced at 50 (12 of 12)".
std::vector<std::string> failures(const records::RunData& run, text::Language language) {
  std::vector<std::string> all;
  for (const plan::Level& level : run.manifest.plan.levels()) {
    for (const std::string& arm : run.manifest.plan.measured_arms()) {
      const analysis::Cells cells = analysis::cells_of(run.cells, arm, level);
      const auto invalid =
          std::ranges::count_if(cells, [](const records::CellRow* cell) { return !cell->valid; });
      if (invalid > 0) {
        all.push_back(tr(language, "{} at {} ({} of {})", arm,
                         level_text(level, plan::LevelStyle::field, language), invalid,
                         cells.size()));
      }
    }
  }
  return all;
}

}  // namespace

std::string failures_text(const records::RunData& run, text::Language language) {
  constexpr std::size_t most = 6;
  std::vector<std::string> all = failures(run, language);
  const std::size_t count = all.size();
  if (count > most) {
    all.resize(most);
    all.push_back(tr(language, "and {} more", count - most));
  }
  return count == 0 ? ""
                    : tr(language, "{} of {} cells are not valid and not drawn: {}",
                         run.invalid_cells(), run.cells.size(), fmt::join(all, ", "));
}

}  // namespace tiga::suite::report
