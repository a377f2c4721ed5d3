#include "suite/analysis/level_verdicts.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

namespace tiga::suite::analysis {

records::Real mean_of(Metric metric, const Cells& cells) {
  double sum = 0;
  double count = 0;
  for (const records::CellRow* cell : cells) {
    if (const records::Real value = value_of(metric, *cell)) {
      sum += std::log(*value);
      ++count;
    }
  }
  return count > 0 ? records::Real(std::exp(sum / count)) : std::nullopt;
}

Metric metric_of(const plan::Level& level) {
  return level.load ? Metric::latency_p99 : Metric::throughput;
}

std::optional<Verdict> LevelVerdicts::find(Metric by, const std::string& arm,
                                           const std::string& baseline) const {
  for (const Verdict& verdict : all) {
    if (verdict.metric == by && !verdict.copy) {
      if (verdict.arm == arm && verdict.baseline == baseline) {
        return verdict;
      }
      if (verdict.arm == baseline && verdict.baseline == arm) {
        return inverted(verdict);
      }
    }
  }
  return std::nullopt;
}

LevelVerdicts verdicts_of(const plan::Plan& plan, std::span<const records::CellRow> cells,
                          std::span<const Verdict> verdicts, const plan::Level& level) {
  LevelVerdicts here;
  here.metric = metric_of(level);
  std::ranges::copy_if(verdicts, std::back_inserter(here.all),
                       [&](const Verdict& verdict) { return verdict.level == level; });
  std::map<std::string, double> costs;
  for (const std::string& arm : plan.arms) {
    const records::Real mean = mean_of(here.metric, cells_of(cells, arm, level));
    costs[arm] = !mean ? HUGE_VAL : here.metric == Metric::throughput ? -*mean : *mean;
    if (std::ranges::any_of(here.all, [&](const Verdict& verdict) {
          return verdict.arm == arm || verdict.baseline == arm;
        })) {
      here.arms.push_back(arm);
    }
  }
  std::ranges::stable_sort(here.arms, {}, [&](const std::string& arm) { return costs[arm]; });
  return here;
}

}  // namespace tiga::suite::analysis
