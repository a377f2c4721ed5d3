#include "suite/analysis/drift.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "stats/change_point.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {
namespace {

// The mean log throughput over the closed loops of each block in which all of them are valid.
BlockSeries throughput_of(const plan::Plan& plan, std::span<const records::CellRow> cells,
                          const std::string& arm) {
  struct Sum {
    double logs = 0;
    std::size_t levels = 0;
  };
  std::map<std::uint64_t, Sum> sums;
  for (const records::CellRow& cell : cells) {
    const records::Real value = value_of(Metric::throughput, cell);
    if (cell.arm == arm && !cell.load && value) {
      sums[cell.block].logs += std::log(*value);
      ++sums[cell.block].levels;
    }
  }
  BlockSeries series;
  for (const auto& [block, sum] : sums) {
    if (sum.levels == plan.concurrencies.size()) {
      series.blocks.push_back(block);
      series.logs.push_back(sum.logs / static_cast<double>(sum.levels));
    }
  }
  return series;
}

// Is a ratio of this side of 1, beyond delta, or of none?
int side_of(double ratio, double delta) {
  if (ratio > 1 + delta) {
    return 1;
  }
  return ratio < 1 / (1 + delta) ? -1 : 0;
}

// Whether the verdict is another one in a part of the run: on the other side of 1, or within delta
// of it where the whole is beyond. For copies and equivalences: whether a part is beyond delta.
bool contradicts(const Drift& drift, const Verdict& verdict, double delta) {
  const auto differs = [&](double part) {
    if (verdict.copy || verdict.kind == VerdictKind::equivalent) {
      return side_of(part, delta) != 0;
    }
    const double ratio = verdict.comparison ? verdict.comparison->ratio : 1;
    const int side = side_of(ratio, delta);
    return (part > 1) != (ratio > 1) || (side != 0 && side_of(part, delta) != side);
  };
  return differs(drift.before) || differs(drift.after);
}

}  // namespace

std::vector<std::optional<Drift>> find_drifts(std::span<const BlockSeries> family,
                                              std::size_t independent, std::uint64_t seed) {
  std::vector<std::vector<double>> series;
  series.reserve(family.size());
  for (const BlockSeries& one : family) {
    series.push_back(one.logs);
  }
  const std::vector<std::optional<stats::ChangePoint>> changes =
      stats::find_changes(series, independent, seed);
  std::vector<std::optional<Drift>> drifts(family.size());
  for (std::size_t at = 0; at < family.size(); ++at) {
    if (const std::optional<stats::ChangePoint>& change = changes[at]) {
      const std::vector<std::uint64_t>& blocks = family[at].blocks;
      drifts[at] = Drift{blocks.front(),           blocks[change->at],      blocks.back(),
                         std::exp(change->before), std::exp(change->after), change->p_value};
    }
  }
  return drifts;
}

std::vector<ArmDrift> arm_drifts(const plan::Plan& plan, std::span<const records::CellRow> cells,
                                 std::uint64_t seed) {
  const std::vector<std::string> arms = plan.measured_arms();
  std::vector<BlockSeries> family;
  family.reserve(arms.size());
  for (const std::string& arm : arms) {
    family.push_back(throughput_of(plan, cells, arm));
  }
  const std::vector<std::optional<Drift>> drifts = find_drifts(family, family.size(), seed);
  std::vector<ArmDrift> found;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    if (drifts[at]) {
      found.push_back({arms[at], *drifts[at]});
    }
  }
  return found;
}

void find_ratio_drifts(std::vector<Verdict>& family, std::uint64_t seed) {
  std::vector<BlockSeries> series;
  series.reserve(family.size());
  for (const Verdict& verdict : family) {
    series.push_back(verdict.series);
  }
  const std::vector<std::optional<Drift>> drifts =
      find_drifts(series, independent_pairs(family), seed);
  for (std::size_t at = 0; at < family.size(); ++at) {
    family[at].drift = drifts[at];
  }
}

void withdraw_if_drifted(Verdict& verdict, double delta) {
  const bool unexplained = verdict.kind == VerdictKind::inconclusive && !verdict.limited;
  const bool stands = verdict.copy ? !verdict.copies_differ
                                   : verdict.kind == VerdictKind::better ||
                                         verdict.kind == VerdictKind::worse ||
                                         verdict.kind == VerdictKind::equivalent || unexplained;
  if (!verdict.drift || !stands || !contradicts(*verdict.drift, verdict, delta)) {
    return;
  }
  const Drift& drift = *verdict.drift;
  verdict.caveat = text::localized(
      "the ratio changed during the run: {:.2f} in blocks {} to {}, {:.2f} in blocks {} to {}",
      drift.before, drift.first, drift.change - 1, drift.after, drift.change, drift.last);
  verdict.kind = verdict.copy ? VerdictKind::invalid : VerdictKind::inconclusive;
  verdict.copies_differ = verdict.copy;
  verdict.drifted = true;
  verdict.causes.clear();
}

}  // namespace tiga::suite::analysis
