#include "suite/report/level_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/sequences.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/tables.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using analysis::LevelVerdicts;
using analysis::Verdict;
using analysis::VerdictKind;

void add_pairs(LevelSummary& summary, const LevelVerdicts& here) {
  for (std::size_t at = 1; at < here.arms.size(); ++at) {
    const std::string& best = here.arms.front();
    if (const auto found = here.find(here.metric, best, here.arms[at])) {
      add_pair(summary.pairs, here, *found);
      summary.limit_unknown |= found->kind != VerdictKind::invalid && !found->limited &&
                               found->bound == analysis::Bound::unknown;
    }
  }
}

// In two arms' case the sentence about the pair has said it.
std::vector<analysis::SharedPlace> places_of_several(const LevelVerdicts& here,
                                                     analysis::Metric by) {
  std::vector<analysis::SharedPlace> places = analysis::places_of(here, by);
  std::size_t arms = 0;
  for (const analysis::SharedPlace& place : places) {
    arms += place.arms.size();
  }
  return arms < 3 ? std::vector<analysis::SharedPlace>() : places;
}

void add_places(LevelSummary& summary, const LevelVerdicts& here) {
  summary.places = places_of_several(here, here.metric);
  const bool limited = std::ranges::any_of(here.all, [&](const Verdict& verdict) {
    return verdict.metric == here.metric && verdict.limited;
  });
  if (limited) {
    summary.places_by_cpu = places_of_several(here, analysis::Metric::server_cpu);
  }
}

void add_quotients(LevelSummary& summary, const records::RunData& run) {
  for (const Verdict& verdict : summary.pairs) {
    if (verdict.metric != analysis::Metric::throughput || !verdict.comparison ||
        verdict.kind == VerdictKind::invalid) {
      continue;
    }
    const records::Real quotient = analysis::quotient_of_rows(
        run.manifest.plan, run.cells, verdict.arm, verdict.baseline, summary.level.concurrency);
    if (quotient && ratio_text(*quotient) != ratio_text(verdict.comparison->ratio)) {
      summary.quotients.push_back({verdict.arm, verdict.baseline, *quotient});
    }
  }
}

std::optional<Verdict> copies_of(const plan::Plan& plan, const LevelVerdicts& here) {
  if (!plan.aa) {
    return std::nullopt;
  }
  if (const Verdict* found = common::find_where(here.all, [&](const Verdict& verdict) {
        return verdict.copy && verdict.metric == here.metric;
      })) {
    return *found;
  }
  Verdict missing;
  missing.caveat = text::localized("{} was not measured", plan::copy_name(*plan.aa));
  return missing;
}

// Includes the pairs that no sentence mentions.
void add_wide(LevelSummary& summary, const LevelVerdicts& here) {
  std::size_t compared = 0;
  for (const Verdict& verdict : here.all) {
    if (verdict.metric == here.metric && verdict.comparison &&
        verdict.blocks >= analysis::least_blocks) {
      ++compared;
      if (!verdict.precise) {
        summary.wide.push_back(verdict.copy ? "A/A"
                                            : fmt::format("{}/{}", verdict.arm, verdict.baseline));
      }
    }
  }
  summary.all_wide = summary.wide.size() == compared && compared > 1;
}

void add_rates(LevelSummary& summary, const records::RunData& run) {
  const plan::Plan& plan = run.manifest.plan;
  for (const std::string& arm : plan.arms) {
    if (const records::Real rate = analysis::median_over(
            analysis::cells_of(run.cells, arm, summary.level), &records::CellRow::rate)) {
      const analysis::ArmSummary closed =
          analysis::facts_of(plan, run.cells, arm, {summary.level.concurrency, std::nullopt});
      summary.rates.push_back(
          {arm, *rate, analysis::is_saturated(closed.generator_core_share).value_or(false)});
    }
  }
}

void add_unsteady(LevelSummary& summary, const records::RunData& run) {
  for (const std::string& arm : run.manifest.plan.arms) {
    const auto cells = analysis::cells_of(run.cells, arm, summary.level);
    const auto unsteady = std::ranges::count_if(
        cells, [](const records::CellRow* cell) { return cell->steady_state == false; });
    if (unsteady > 0) {
      summary.unsteady.push_back({arm, static_cast<std::size_t>(unsteady), cells.size()});
    }
  }
}

std::string best_of(const LevelVerdicts& here) {
  for (const std::string& arm : here.arms) {
    const bool best = std::ranges::all_of(here.arms, [&](const std::string& other) {
      const std::optional<Verdict> found = here.find(here.metric, arm, other);
      return other == arm || (found && found->kind == VerdictKind::better);
    });
    if (best && here.arms.size() > 1) {
      return arm;
    }
  }
  return "";
}

// By metric_of() their level: rows of other metrics may lack values in any run.
std::vector<Verdict> that_rank(std::span<const Verdict> verdicts) {
  std::vector<Verdict> ranking;
  std::ranges::copy_if(verdicts, std::back_inserter(ranking), [](const Verdict& verdict) {
    return verdict.metric == analysis::metric_of(verdict.level);
  });
  return ranking;
}

// Of a run that was cut short: its pairs have one block more or less.
text::LocalizedText too_few_blocks(std::span<const Verdict> ranking) {
  const std::size_t most = std::ranges::max_element(ranking, {}, &Verdict::blocks)->blocks;
  if (most >= analysis::least_blocks || common::contains(ranking, true, &Verdict::hopeless)) {
    return {};
  }
  return text::localized("no pair has more than {} valid blocks, {} are needed", most,
                         analysis::least_blocks);
}

}  // namespace

Verdict from_better(Verdict verdict) {
  const bool below_1 = verdict.comparison && !verdict.copy && verdict.comparison->ratio < 1;
  return verdict.kind == VerdictKind::worse || (verdict.kind != VerdictKind::better && below_1)
             ? inverted(std::move(verdict))
             : verdict;
}

void add_pair(std::vector<Verdict>& pairs, const LevelVerdicts& here, const Verdict& verdict) {
  pairs.push_back(from_better(verdict));
  const auto cost = here.find(analysis::Metric::server_cpu, verdict.arm, verdict.baseline);
  if (verdict.limited && verdict.kind != VerdictKind::invalid && cost) {
    pairs.push_back(from_better(*cost));
  }
}

std::vector<Verdict> reversed_by_total_cpu(const LevelVerdicts& here) {
  std::vector<Verdict> reversed;
  for (const Verdict& verdict : here.all) {
    if (verdict.metric != analysis::Metric::server_cpu || verdict.copy) {
      continue;
    }
    const Verdict cost = from_better(verdict);
    const auto total = here.find(analysis::Metric::total_cpu, cost.arm, cost.baseline);
    if (cost.kind == VerdictKind::better && total &&
        (total->kind == VerdictKind::worse || total->kind == VerdictKind::equivalent)) {
      reversed.push_back(*total);
    }
  }
  return reversed;
}

LevelSummary summarize(const records::RunData& run, std::span<const Verdict> verdicts,
                       const plan::Level& level) {
  const plan::Plan& plan = run.manifest.plan;
  const LevelVerdicts here = verdicts_of(plan, run.cells, verdicts, level);
  LevelSummary summary;
  summary.level = level;
  summary.copies = copies_of(plan, here);
  add_pairs(summary, here);
  add_places(summary, here);
  add_quotients(summary, run);
  summary.reversed = reversed_by_total_cpu(here);
  add_wide(summary, here);
  if (level.load) {
    add_rates(summary, run);
  }
  add_unsteady(summary, run);
  return summary;
}

std::vector<Champion> champions(const records::RunData& run, std::span<const Verdict> verdicts) {
  const plan::Plan& plan = run.manifest.plan;
  std::vector<Champion> all;
  for (const std::uint32_t concurrency : common::sorted(plan.concurrencies)) {
    const std::string best =
        best_of(verdicts_of(plan, run.cells, verdicts, {concurrency, std::nullopt}));
    auto champion = std::ranges::find(all, best, &Champion::arm);
    if (champion == all.end()) {
      champion = all.insert(all.end(), {best, {}});
    }
    champion->at.push_back(concurrency);
  }
  return all;
}

text::LocalizedText why_no_verdict(const records::RunData& run, std::span<const Verdict> verdicts) {
  const std::vector<Verdict> ranking = that_rank(verdicts);
  if (ranking.empty()) {
    return run.whole_blocks() == 0 ? text::message("the run ended before its first block did")
                                   : text::message("one block says nothing of how far runs differ");
  }
  const bool same = std::ranges::all_of(ranking, [&](const Verdict& verdict) {
    return verdict.kind == VerdictKind::invalid && verdict.caveat == ranking.front().caveat;
  });
  return same ? ranking.front().caveat : too_few_blocks(ranking);
}

}  // namespace tiga::suite::report
