#include "suite/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "suite/arm_facts.hpp"
#include "suite/home.hpp"

namespace tiga::suite {
namespace {

std::string name_of(const RunData& run) {
  return std::filesystem::weakly_canonical(run.folder).filename().string();
}

std::vector<std::string> common_arms(const RunData& run, const RunData& baseline) {
  std::vector<std::string> arms = baseline.manifest.plan.arms;
  std::erase_if(arms, [&](const std::string& arm) {
    return std::ranges::find(run.manifest.plan.arms, arm) == run.manifest.plan.arms.end();
  });
  return arms;
}

std::vector<Level> common_levels(const RunData& run, const RunData& baseline) {
  std::vector<Level> levels = baseline.manifest.plan.levels();
  const std::vector<Level> others = run.manifest.plan.levels();
  std::erase_if(
      levels, [&](const Level& level) { return std::ranges::find(others, level) == others.end(); });
  return levels;
}

// What the load is, each with its name.
std::vector<std::pair<std::string, std::string>> load_of(const RunData& run) {
  const Plan& plan = run.manifest.plan;
  return {{"requests", fmt::format("{}", plan.requests)},
          {"requests_per_connection", fmt::format("{}", plan.requests_per_connection)},
          {"duration_s", fmt::format("{}", plan.duration_s)},
          {"keep_alive", fmt::format("{}", plan.keep_alive)},
          {"path", plan.path},
          {"arrivals", plan.poisson ? "poisson" : "constant"},
          {"warm_up", plan.warm_up == WarmUp::adaptive ? "adaptive" : "batch"},
          {"warm_up_requests", fmt::format("{}", plan.warm_up_requests)},
          {"pinning", std::string(to_string(run.manifest.placement.pinning))}};
}

std::string generators(const RunData& run, const std::string& arm) {
  std::set<std::string> names;
  for (const CellRow& cell : run.cells) {
    if (cell.arm == arm && cell.valid) {
      names.insert(cell.generator_engine);
    }
  }
  return fmt::format("{}", fmt::join(names, " and "));
}

std::optional<std::string> other_load(const RunData& run, const RunData& baseline) {
  const auto ours = load_of(run);
  const auto theirs = load_of(baseline);
  for (std::size_t at = 0; at < ours.size(); ++at) {
    if (ours[at].second != theirs[at].second) {
      return fmt::format("{} is {} in {} and {} in {}: another load", ours[at].first,
                         theirs[at].second, name_of(baseline), ours[at].second, name_of(run));
    }
  }
  for (const std::string& arm : common_arms(run, baseline)) {
    const std::string now = generators(run, arm);
    const std::string before = generators(baseline, arm);
    if (!now.empty() && !before.empty() && now != before) {
      return fmt::format("the generator of {} waits by {} in {} and by {} in {}: another load", arm,
                         before, name_of(baseline), now, name_of(run));
    }
  }
  return std::nullopt;
}

bool is_same_run(const RunData& run, const RunData& baseline) {
  const Manifest& now = run.manifest;
  const Manifest& before = baseline.manifest;
  return std::filesystem::weakly_canonical(run.folder) ==
             std::filesystem::weakly_canonical(baseline.folder) ||
         (now.started == before.started && now.seed == before.seed &&
          now.plan_text == before.plan_text);
}

std::optional<std::string> why_unfit(const RunData& run) {
  if (!run.manifest.build.measures) {
    return fmt::format("{} was measured by a build that is sanitized or not optimised",
                       name_of(run));
  }
  const bool one_block = std::ranges::all_of(
      run.cells, [&](const CellRow& cell) { return cell.block == run.cells.front().block; });
  if (one_block) {
    return fmt::format("{} has a single block: how far its runs differ is not known", name_of(run));
  }
  return std::nullopt;
}

std::vector<double> logs(Metric metric, const std::vector<const CellRow*>& cells) {
  std::vector<double> values;
  for (const CellRow* cell : cells) {
    if (const Real value = value_of(metric, *cell)) {
      values.push_back(std::log(*value));
    }
  }
  return values;
}

Verdict compare_cell(const RunData& run, const RunData& baseline, Metric metric,
                     const std::string& arm, const Level& level) {
  const auto now = logs(metric, cells_of(run.cells, arm, level));
  const auto before = logs(metric, cells_of(baseline.cells, arm, level));
  Verdict verdict;
  verdict.metric = metric;
  verdict.level = level;
  verdict.arm = arm;
  verdict.baseline = name_of(baseline);
  verdict.blocks = std::min(now.size(), before.size());
  if (verdict.blocks < 2) {
    verdict.doubt =
        fmt::format("{} and {} valid blocks: two of each are needed", before.size(), now.size());
    return verdict;
  }
  verdict.comparison = stats::compare_independent(now, before, run.manifest.seed);
  verdict.precise = stats::is_precise(*verdict.comparison, baseline.manifest.plan.precision);
  const auto share = [&](const RunData& of) {
    return facts_of(of.manifest.plan, of.cells, arm, level).generator_core_share;
  };
  verdict.bound = bound_of(metric, share(run), share(baseline));
  return verdict;
}

void judge_all(const std::vector<Verdict*>& family, double delta) {
  correct(family);
  for (Verdict* verdict : family) {
    if (verdict->comparison) {
      judge_bounded(*verdict, delta);
    }
  }
}

}  // namespace

std::optional<std::string> why_not_comparable(const RunData& run, const RunData& baseline) {
  if (is_same_run(run, baseline)) {
    return fmt::format("{} is given twice: a run says nothing against itself", name_of(run));
  }
  for (const RunData* each : {&baseline, &run}) {
    if (auto why = why_unfit(*each)) {
      return why;
    }
  }
  if (auto why = other_load(run, baseline)) {
    return why;
  }
  if (common_arms(run, baseline).empty() || common_levels(run, baseline).empty()) {
    return fmt::format("{} and {} have no arm and level in common", name_of(baseline),
                       name_of(run));
  }
  return std::nullopt;
}

std::vector<std::string> differences(const RunData& run, const RunData& baseline) {
  std::vector<std::string> found;
  const auto tell = [&](std::string_view what, const std::string& before, const std::string& now) {
    if (before != now) {
      found.push_back(fmt::format("another {}: {}, before {}", what, now, before));
    }
  };
  const Manifest& now = run.manifest;
  const Manifest& before = baseline.manifest;
  tell("machine", before.machine.to_string(), now.machine.to_string());
  tell("kernel", before.machine.kernel, now.machine.kernel);
  tell("commit", before.build.git_describe, now.build.git_describe);
  tell("compiler", before.build.compiler, now.build.compiler);
  for (const std::string& arm : common_arms(run, baseline)) {
    const auto command = [&](const Plan& plan) {
      const Arm which = plan.arm(arm);
      return fmt::format("{}", fmt::join(which.front.arguments, " "));
    };
    tell("command of " + arm, command(before.plan), command(now.plan));
  }
  return found;
}

std::vector<CellComparison> compare_runs(const RunData& run, const RunData& baseline,
                                         double delta) {
  std::vector<CellComparison> cells;
  for (const std::string& arm : common_arms(run, baseline)) {
    for (const Level& level : common_levels(run, baseline)) {
      CellComparison cell{arm, level, std::nullopt,
                          compare_cell(run, baseline, Metric::server_cpu, arm, level)};
      if (!level.load) {
        cell.throughput = compare_cell(run, baseline, Metric::throughput, arm, level);
      }
      cells.push_back(std::move(cell));
    }
  }
  std::vector<Verdict*> family;
  for (CellComparison& cell : cells) {
    family.push_back(&cell.server_cpu);
    if (cell.throughput) {
      family.push_back(&*cell.throughput);
    }
  }
  judge_all(family, delta);
  return cells;
}

bool got_worse(const Verdict& verdict, double delta) {
  if (!verdict.comparison) {
    return false;
  }
  const stats::Interval& interval = verdict.comparison->interval_95;
  if (verdict.metric == Metric::throughput) {
    const bool open = verdict.bound == Bound::at_least || verdict.bound == Bound::both;
    return !open && interval.upper < 1 / (1 + delta);
  }
  return interval.lower > 1 + delta;
}

}  // namespace tiga::suite
