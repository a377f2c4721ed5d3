// The arms of a run laid side by side, block by block: what verdicts are made from.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "stats/dependence.hpp"
#include "stats/outliers.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {
namespace {

// Arms of which nothing was measured at all were skipped.
std::vector<plan::ArmPair> measured_pairs(const plan::Plan& plan,
                                          std::span<const records::CellRow> cells) {
  std::set<std::string> measured;
  for (const records::CellRow& cell : cells) {
    measured.insert(cell.arm);
  }
  std::vector<plan::ArmPair> pairs = plan.pairs();
  std::erase_if(pairs, [&](const plan::ArmPair& pair) {
    return !measured.contains(pair.arm) || !measured.contains(pair.baseline);
  });
  return pairs;
}

std::vector<plan::Level> levels_of(const plan::Plan& plan, Metric metric) {
  std::vector<plan::Level> levels = plan.levels();
  if (metric == Metric::throughput || metric == Metric::total_cpu) {
    std::erase_if(levels, [](const plan::Level& level) { return level.load.has_value(); });
  }
  return levels;
}

// Blocks in which both have a value.
BlockSeries log_ratios(Metric metric, const Cells& arm, const Cells& baseline) {
  std::map<std::uint64_t, double> baselines;
  for (const records::CellRow* cell : baseline) {
    if (const records::Real value = value_of(metric, *cell)) {
      baselines[cell->block] = std::log(*value);
    }
  }
  BlockSeries ratios;
  for (const records::CellRow* cell : arm) {
    const auto beside = baselines.find(cell->block);
    if (const records::Real value = value_of(metric, *cell); value && beside != baselines.end()) {
      ratios.blocks.push_back(cell->block);
      ratios.logs.push_back(std::log(*value) - beside->second);
    }
  }
  return ratios;
}

// Why an arm has no value in any cell of a level, or nothing.
text::LocalizedText why_nothing(Metric metric, const std::string& arm, const Cells& cells) {
  if (cells.empty()) {
    return text::localized("{} was not measured here", arm);
  }
  if (std::ranges::any_of(cells, [&](const records::CellRow* cell) {
        return value_of(metric, *cell).has_value();
      })) {
    return {};
  }
  const auto [reason, count] = commonest_reason(cells);
  if (count == 0) {
    return text::localized("{} of {} is not known", to_string(metric), arm);
  }
  const text::LocalizedText why(
      [reason = reason](text::Language language) { return reason.in(language); });
  return text::localized("no cell of {} is valid: {} ({} of {})", arm, why, count, cells.size());
}

// Without its comparison.
Verdict verdict_of(std::span<const records::CellRow> cells, Metric metric, const plan::Level& level,
                   const plan::ArmPair& pair) {
  const auto arm = cells_of(cells, pair.arm, level);
  const auto baseline = cells_of(cells, pair.baseline, level);
  Verdict verdict;
  verdict.series = log_ratios(metric, arm, baseline);
  const std::vector<double>& ratios = verdict.series.logs;
  verdict.metric = metric;
  verdict.level = level;
  verdict.arm = pair.arm;
  verdict.baseline = pair.baseline;
  verdict.copy = pair.copy;
  verdict.blocks = ratios.size();
  for (const std::size_t at : stats::outliers(ratios)) {
    verdict.outlying_blocks.push_back(verdict.series.blocks[at]);
  }
  verdict.caveat = why_nothing(metric, pair.arm, arm);
  if (verdict.caveat.empty()) {
    verdict.caveat = why_nothing(metric, pair.baseline, baseline);
  }
  verdict.hopeless = !verdict.caveat.empty();
  if (verdict.caveat.empty() && ratios.size() < least_blocks) {
    verdict.caveat = why_too_few(ratios.size());
  }
  return verdict;
}

// Of neighbouring blocks, from all pairs at all levels.
double correlation_of(const std::vector<Verdict>& verdicts) {
  std::vector<std::vector<double>> series;
  series.reserve(verdicts.size());
  for (const Verdict& verdict : verdicts) {
    if (verdict.blocks >= least_blocks) {
      series.push_back(verdict.series.logs);
    }
  }
  return stats::neighbour_correlation(series, independent_pairs(verdicts));
}

}  // namespace

text::LocalizedText why_too_few(std::size_t blocks) {
  if (blocks < 2) {
    return blocks == 0
               ? text::message(
                     "no block in which both are valid: nothing can be said of how far they vary")
               : text::message(
                     "one block in which both are valid: nothing can be said of how far they vary");
  }
  return text::localized(
      "{} valid blocks, {} are needed: the sign-flip test cannot go below 2/2^{} = {:.0f} %",
      blocks, least_blocks, blocks, 200 / std::pow(2, blocks));
}

std::size_t independent_pairs(std::span<const Verdict> verdicts) {
  std::map<plan::Level, std::set<std::string>> arms;
  for (const Verdict& verdict : verdicts) {
    if (verdict.blocks >= least_blocks) {
      arms[verdict.level].insert({verdict.arm, verdict.baseline});
    }
  }
  std::size_t independent = 0;
  for (const auto& [level, names] : arms) {
    independent += names.size() - 1;
  }
  return independent;
}

std::vector<Verdict> compare_pairs(const plan::Plan& plan, std::span<const records::CellRow> cells,
                                   Metric metric, std::uint64_t seed, std::size_t draws) {
  std::vector<Verdict> verdicts;
  const std::vector<plan::ArmPair> pairs = measured_pairs(plan, cells);
  for (const plan::Level& level : levels_of(plan, metric)) {
    for (const plan::ArmPair& pair : pairs) {
      verdicts.push_back(verdict_of(cells, metric, level, pair));
    }
  }
  const double correlation = correlation_of(verdicts);
  for (Verdict& verdict : verdicts) {
    if (verdict.blocks >= 2) {
      verdict.comparison = stats::compare_paired(verdict.series.logs, seed, draws, correlation);
      verdict.precise = stats::is_precise(*verdict.comparison, plan.precision);
    }
  }
  return verdicts;
}

Precision precision_of(const plan::Plan& plan, std::span<const records::CellRow> cells,
                       std::uint64_t seed) {
  Precision precision{.reached = true};
  for (const Verdict& verdict :
       compare_pairs(plan, cells, Metric::throughput, seed, plan::method::draws_for_width)) {
    if (verdict.hopeless) {
      continue;
    }
    precision.reached &= verdict.blocks >= least_blocks && verdict.precise;
    if (!verdict.comparison) {
      continue;
    }
    const double width = verdict.comparison->half_width();
    if (width > precision.widest) {
      precision.widest = width;
      precision.arm = verdict.arm;
      precision.baseline = verdict.baseline;
      precision.level = verdict.level;
    }
  }
  return precision;
}

}  // namespace tiga::suite::analysis
