#include "suite/analysis/verdicts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/reasons.hpp"
#include "suite/records/columns.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {
namespace {

bool is_ranked(const Verdict& verdict) {
  return verdict.kind == VerdictKind::better || verdict.kind == VerdictKind::worse;
}

text::LocalizedText limited_by_generator(const Verdict& verdict) {
  if (verdict.bound == Bound::both) {
    return text::message("the generator was the limit of both");
  }
  const bool at_arm = (verdict.bound == Bound::at_least) == (verdict.metric == Metric::throughput);
  return text::localized("the generator was the limit of {}",
                         at_arm ? verdict.arm : verdict.baseline);
}

text::LocalizedText why_inconclusive(const Verdict& verdict) {
  if (verdict.limited) {
    return limited_by_generator(verdict);
  }
  if (verdict.comparison->interval_95.contains(1)) {
    return {};
  }
  return text::localized(
      "the interval excludes 1, but the test does not: p = {:.2g} over {} blocks, corrected for "
      "the number of comparisons",
      *verdict.corrected_p, verdict.blocks);
}

void judge_arms(const plan::Plan& plan, std::span<const records::CellRow> cells, Verdict& verdict) {
  const ArmSummary arm = facts_of(plan, cells, verdict.arm, verdict.level);
  const ArmSummary baseline = facts_of(plan, cells, verdict.baseline, verdict.level);
  verdict.bound = bound_of(verdict.metric, arm.generator_core_share, baseline.generator_core_share);
  judge_bounded(verdict, plan.delta);
  if (verdict.kind == VerdictKind::better) {
    verdict.causes = reasons(verdict.metric, arm, baseline);
  } else if (verdict.kind == VerdictKind::worse) {
    verdict.causes = reasons(verdict.metric, baseline, arm);
  }
}

// A copy is never called faster or slower: the run cannot tell them apart, or it is at fault.
void judge_copies(const plan::Plan& plan, Verdict& verdict) {
  const stats::Comparison& found = *verdict.comparison;
  if (stats::copies_differ(found)) {
    verdict.copies_differ = true;
    verdict.caveat = text::localized(
        "the run tells {} from its copy: {} {:.3f} [{:.3f}, {:.3f}] (99 %)", verdict.baseline,
        to_string(verdict.metric), found.ratio, found.interval_99.lower, found.interval_99.upper);
    return;
  }
  const VerdictKind kind = judge(verdict.metric, found, found.p_value, plan.delta, Bound::none);
  verdict.kind = kind == VerdictKind::equivalent ? kind : VerdictKind::inconclusive;
}

void invalidate(const Verdict& copies_differ, std::vector<Verdict>& verdicts) {
  for (Verdict& verdict : verdicts) {
    if (invalidates(copies_differ, verdict) && verdict.kind != VerdictKind::invalid) {
      verdict.kind = VerdictKind::invalid;
      verdict.caveat = copies_differ.caveat;
      verdict.drifted = copies_differ.drifted;
      verdict.causes.clear();
    }
  }
}

std::string cause_of(const Verdict& verdict) {
  if (!is_ranked(verdict) || verdict.causes.empty()) {
    return verdict.caveat.in(text::Language::english);
  }
  std::vector<std::string> causes;
  causes.reserve(verdict.causes.size());
  for (const text::LocalizedText& cause : verdict.causes) {
    causes.push_back(cause.in(text::Language::english));
  }
  return fmt::format("{}: {}", arm_behind(verdict), fmt::join(causes, "; "));
}

stats::Interval inverse(const stats::Interval& interval) {
  return {1 / interval.upper, 1 / interval.lower};
}

}  // namespace

bool has_two_blocks(std::span<const records::CellRow> cells) {
  return std::ranges::any_of(
      cells, [&](const records::CellRow& cell) { return cell.block != cells.front().block; });
}

bool invalidates(const Verdict& copies_differ, const Verdict& verdict) {
  return copies_differ.metric == Metric::throughput
             ? verdict.level.concurrency == copies_differ.level.concurrency
             : verdict.level == copies_differ.level && verdict.metric == copies_differ.metric;
}

void correct(std::vector<Verdict*> family) {
  std::erase_if(family, [](const Verdict* verdict) { return !verdict->comparison; });
  std::vector<double> p_values;
  p_values.reserve(family.size());
  for (const Verdict* verdict : family) {
    p_values.push_back(verdict->comparison->p_value);
  }
  const std::vector<double> corrected = stats::holm(p_values);
  for (std::size_t at = 0; at < family.size(); ++at) {
    family[at]->corrected_p = corrected[at];
  }
}

std::vector<Verdict> make_verdicts(const plan::Plan& plan, std::span<const records::CellRow> cells,
                                   std::uint64_t seed) {
  std::vector<Verdict> all;
  if (!has_two_blocks(cells)) {
    return all;
  }
  for (const Metric metric :
       {Metric::throughput, Metric::server_cpu, Metric::total_cpu, Metric::latency_p99}) {
    std::vector<Verdict> verdicts = compare_pairs(plan, cells, metric, seed, stats::default_draws);
    std::vector<Verdict*> family;
    for (Verdict& verdict : verdicts) {
      if (!verdict.copy) {  // copies are not ranked
        family.push_back(&verdict);
      }
    }
    correct(std::move(family));
    find_ratio_drifts(verdicts, seed);
    for (Verdict& verdict : verdicts) {
      if (!verdict.caveat.empty()) {
        continue;  // it stays invalid
      }
      if (verdict.copy) {
        judge_copies(plan, verdict);
      } else {
        judge_arms(plan, cells, verdict);
      }
      withdraw_if_drifted(verdict, plan.delta);
    }
    all.insert(all.end(), verdicts.begin(), verdicts.end());
  }
  for (const Verdict& verdict : std::vector<Verdict>(all)) {
    if (verdict.copies_differ) {
      invalidate(verdict, all);
    }
  }
  return all;
}

void judge_bounded(Verdict& verdict, double delta) {
  const auto judged = [&](Bound bound) {
    return judge(verdict.metric, *verdict.comparison, *verdict.corrected_p, delta, bound);
  };
  verdict.kind = judged(verdict.bound);
  verdict.limited = verdict.bound == Bound::both || verdict.kind != judged(Bound::none);
  if (verdict.kind == VerdictKind::inconclusive) {
    verdict.caveat = why_inconclusive(verdict);
  }
}

const std::string& arm_behind(const Verdict& verdict) {
  return verdict.kind == VerdictKind::worse ? verdict.arm : verdict.baseline;
}

records::VerdictRow to_row(const Verdict& verdict) {
  records::VerdictRow row;
  row.metric = to_string(verdict.metric);
  row.concurrency = verdict.level.concurrency;
  row.load = verdict.level.load;
  row.arm = verdict.arm;
  row.baseline = verdict.baseline;
  row.copy = verdict.copy;
  row.blocks = verdict.blocks;
  if (verdict.comparison) {
    const stats::Comparison& found = *verdict.comparison;
    row.ratio = found.ratio;
    row.lower = found.interval_95.lower;
    row.upper = found.interval_95.upper;
    row.lower_99 = found.interval_99.lower;
    row.upper_99 = found.interval_99.upper;
    row.lower_90 = found.interval_90.lower;
    row.upper_90 = found.interval_90.upper;
    row.p_value = found.p_value;
    row.precise = verdict.precise;
    row.block_correlation = found.correlation;
  }
  row.p_holm = verdict.corrected_p;
  row.verdict = to_string(verdict.kind);
  row.bound = to_string(verdict.bound);
  row.reason = cause_of(verdict);
  return row;
}

std::string verdicts_csv(std::span<const Verdict> verdicts) {
  return csv_file(records::verdict_columns(), verdicts, to_row);
}

Verdict inverted(Verdict verdict) {
  std::swap(verdict.arm, verdict.baseline);
  if (verdict.comparison) {
    stats::Comparison& found = *verdict.comparison;
    found.ratio = 1 / found.ratio;
    found.interval_90 = inverse(found.interval_90);
    found.interval_95 = inverse(found.interval_95);
    found.interval_99 = inverse(found.interval_99);
  }
  std::ranges::for_each(verdict.series.logs, [](double& log) { log = -log; });
  if (verdict.drift) {
    verdict.drift->before = 1 / verdict.drift->before;
    verdict.drift->after = 1 / verdict.drift->after;
  }
  if (is_ranked(verdict)) {
    verdict.kind = verdict.kind == VerdictKind::better ? VerdictKind::worse : VerdictKind::better;
  }
  if (verdict.bound == Bound::at_least || verdict.bound == Bound::at_most) {
    verdict.bound = verdict.bound == Bound::at_least ? Bound::at_most : Bound::at_least;
  }
  return verdict;
}

}  // namespace tiga::suite::analysis
