#include "suite/compare/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/dependence.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/level_verdicts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::compare {
namespace {

using Cells = std::vector<const records::CellRow*>;

std::vector<double> logs(analysis::Metric metric, const Cells& cells) {
  return analysis::known_values(cells, [&](const records::CellRow& cell) {
    const records::Real value = value_of(metric, cell);
    return value ? records::Real(std::log(*value)) : std::nullopt;
  });
}

// Of neighbouring blocks of a run, from all its cells by that metric. What all arms of a block
// share is in each of them, so that no more series are independent than there are levels.
double correlation_of(analysis::Metric metric, const records::RunData& run) {
  std::vector<std::vector<double>> series;
  const std::vector<plan::Level> levels = run.manifest.plan.levels();
  for (const std::string& arm : run.manifest.plan.measured_arms()) {
    for (const plan::Level& level : levels) {
      series.push_back(logs(metric, analysis::cells_of(run.cells, arm, level)));
    }
  }
  return stats::neighbour_correlation(series, levels.size());
}

std::size_t valid_among(const Cells& cells) {
  return static_cast<std::size_t>(
      std::ranges::count_if(cells, [](const records::CellRow* cell) { return cell->valid; }));
}

// "8 of 12 cells are invalid: REASON", if the run has too few valid cells and the baseline enough.
std::string why_broken(const Cells& now, const Cells& before) {
  const std::size_t valid = valid_among(now);
  if (valid == now.size() || valid >= analysis::least_blocks ||
      valid_among(before) < analysis::least_blocks) {
    return "";
  }
  return fmt::format("{} of {} cells are invalid: {}", now.size() - valid, now.size(),
                     analysis::commonest_reason(now).first.in(text::Language::english));
}

analysis::Verdict compare_cell(const records::RunData& run, const records::RunData& baseline,
                               analysis::Metric metric, const std::string& arm,
                               const plan::Level& level) {
  const auto now = logs(metric, analysis::cells_of(run.cells, arm, level));
  const auto before = logs(metric, analysis::cells_of(baseline.cells, arm, level));
  analysis::Verdict verdict;
  verdict.metric = metric;
  verdict.level = level;
  verdict.arm = arm;
  verdict.baseline = name_of(baseline);
  verdict.blocks = std::min(now.size(), before.size());
  if (verdict.blocks < analysis::least_blocks) {
    verdict.caveat = text::localized("{} and {} blocks with a valid value: {} of each are needed",
                                     before.size(), now.size(), analysis::least_blocks);
    return verdict;
  }
  verdict.comparison =
      stats::compare_independent(now, before, run.manifest.seed, stats::default_draws,
                                 correlation_of(metric, run), correlation_of(metric, baseline));
  verdict.precise = stats::is_precise(*verdict.comparison, baseline.manifest.plan.precision);
  const auto share = [&](const records::RunData& of) {
    return analysis::facts_of(of.manifest.plan, of.cells, arm, level).generator_core_share;
  };
  verdict.bound = bound_of(metric, share(run), share(baseline));
  return verdict;
}

std::vector<analysis::Verdict*> all_of(std::vector<CellComparison>& cells) {
  std::vector<analysis::Verdict*> verdicts;
  verdicts.reserve(2 * cells.size());
  for (CellComparison& cell : cells) {
    verdicts.push_back(&cell.speed);
    verdicts.push_back(&cell.server_cpu);
  }
  return verdicts;
}

// If the copies in a run differ, a difference between runs means nothing either.
void invalidate(const records::RunData& run, const std::vector<analysis::Verdict*>& family) {
  for (const analysis::Verdict& copies :
       analysis::make_verdicts(run.manifest.plan, run.cells, run.manifest.seed)) {
    if (!copies.copies_differ) {
      continue;
    }
    for (analysis::Verdict* verdict : family) {
      if (verdict->kind != analysis::VerdictKind::invalid && invalidates(copies, *verdict)) {
        verdict->kind = analysis::VerdictKind::invalid;
        verdict->caveat = text::localized("in {} {}", name_of(run), copies.caveat);
      }
    }
  }
}

bool has_enough_blocks(const records::RunData& run, const std::string& arm,
                       const plan::Level& level) {
  return valid_among(analysis::cells_of(run.cells, arm, level)) >= analysis::least_blocks;
}

}  // namespace

bool have_a_cell_in_common(const records::RunData& run, const records::RunData& baseline) {
  const std::vector<plan::Level> levels = common_levels(run, baseline);
  return std::ranges::any_of(common_arms(run, baseline), [&](const std::string& arm) {
    return std::ranges::any_of(levels, [&](const plan::Level& level) {
      return has_enough_blocks(run, arm, level) && has_enough_blocks(baseline, arm, level);
    });
  });
}

std::vector<CellComparison> compare_runs(const records::RunData& run,
                                         const records::RunData& baseline, double delta) {
  std::vector<CellComparison> cells;
  for (const std::string& arm : common_arms(run, baseline)) {
    for (const plan::Level& level : common_levels(run, baseline)) {
      const Cells now = analysis::cells_of(run.cells, arm, level);
      const Cells before = analysis::cells_of(baseline.cells, arm, level);
      if (now.empty() || before.empty()) {
        continue;
      }
      cells.push_back({arm, level,
                       compare_cell(run, baseline, analysis::metric_of(level), arm, level),
                       compare_cell(run, baseline, analysis::Metric::server_cpu, arm, level),
                       why_broken(now, before)});
    }
  }
  const std::vector<analysis::Verdict*> family = all_of(cells);
  correct(family);
  for (analysis::Verdict* verdict : family) {
    if (verdict->comparison) {
      judge_bounded(*verdict, delta);
    }
  }
  invalidate(baseline, family);
  invalidate(run, family);
  return cells;
}

bool got_worse(const analysis::Verdict& verdict, double delta) {
  if (!verdict.comparison || verdict.kind == analysis::VerdictKind::invalid) {
    return false;
  }
  const stats::Interval& interval = verdict.comparison->interval_95;
  const bool more_is_worse = verdict.metric != analysis::Metric::throughput;
  const analysis::Bound open = more_is_worse ? analysis::Bound::at_most : analysis::Bound::at_least;
  if (verdict.bound == open || verdict.bound == analysis::Bound::both) {
    return false;
  }
  return more_is_worse ? interval.lower > 1 + delta : interval.upper < 1 / (1 + delta);
}

bool any_worse(std::span<const CellComparison> cells, double delta) {
  return std::ranges::any_of(cells, [&](const CellComparison& cell) {
    return !cell.broken.empty() || got_worse(cell.speed, delta) ||
           got_worse(cell.server_cpu, delta);
  });
}

}  // namespace tiga::suite::compare
