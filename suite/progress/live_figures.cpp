#include "suite/progress/live_figures.hpp"

#include <algorithm>
#include <cstdint>

#include "stats/median.hpp"
#include "stats/quantile_interval.hpp"
#include "suite/analysis/estimates.hpp"
#include "suite/analysis/level_verdicts.hpp"

namespace tiga::suite::progress {
namespace {

template <class Value>
std::optional<std::size_t> place_of(const std::vector<Value>& all, const Value& one) {
  const auto found = std::ranges::find(all, one);
  return found == all.end() ? std::nullopt
                            : std::optional(static_cast<std::size_t>(found - all.begin()));
}

records::Real value_of(const plan::Level& level, const records::CellRow& row) {
  const analysis::Metric metric = analysis::metric_of(level);
  const records::Real value = analysis::value_of(metric, row);
  return value && metric == analysis::Metric::latency_p99 ? records::Real(*value / 1000) : value;
}

LiveFigure figure_of(const std::vector<double>& values) {
  LiveFigure figure{stats::median(values), {}, values.size()};
  if (const auto interval = stats::quantile_interval(values, 0.5)) {
    figure.off = interval->half_width(*figure.median);
  }
  return figure;
}

}  // namespace

LiveFigures::LiveFigures(const plan::Plan& plan)
    : arms_(plan.measured_arms()),
      levels_(analysis::sorted_levels(plan)),
      values_(arms_.size(), std::vector<std::vector<double>>(levels_.size())),
      figures_(arms_.size(), std::vector<std::optional<LiveFigure>>(levels_.size())) {}

const LiveFigure& LiveFigures::at(LivePlace place) const {
  std::optional<LiveFigure>& figure = figures_.at(place.arm).at(place.level);
  if (!figure) {
    figure = figure_of(values_[place.arm][place.level]);
  }
  return *figure;
}

void LiveFigures::add(const records::CellRow& row) {
  const plan::Level level{static_cast<std::uint32_t>(row.concurrency), row.load};
  const auto arm = place_of(arms_, row.arm);
  const auto at = place_of(levels_, level);
  if (!arm || !at) {
    return;
  }
  newest_ = {*arm, *at};
  if (const records::Real value = value_of(level, row)) {
    values_[*arm][*at].push_back(*value);
    figures_[*arm][*at].reset();
  }
}

}  // namespace tiga::suite::progress
