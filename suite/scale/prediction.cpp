#include "suite/scale/prediction.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "common/sequences.hpp"
#include "suite/analysis/pressure.hpp"
#include "suite/plan/method.hpp"

namespace tiga::suite::scale {
namespace {

using plan::method::model_tolerance;

Demands demands_of(const LevelFigures& figures, const std::optional<Split>& split, double blocking,
                   double way_s) {
  return {split ? split->front_s : 0, split ? split->backend_s : figures.server_cpu_s,
          figures.generator_cpu_s, blocking, way_s};
}

// Of a lone request's time what nobody worked on it.
double way_of(const LevelFigures& alone, double blocking) {
  const double worked = alone.server_cpu_s + alone.generator_cpu_s + blocking;
  return std::max(1 / alone.per_second - worked, 0.0);
}

bool costs_something_else(const LevelFigures& here, const LevelFigures& there) {
  const double one = here.server_cpu_s + here.generator_cpu_s;
  const double other = there.server_cpu_s + there.generator_cpu_s;
  return std::abs(one / other - 1) > model_tolerance;
}

// What no order of the same work would exceed, however short the way.
double most_without_way(const LevelPrediction& level) {
  queueing::Network network = level.network;
  network.back().demand_s = 0;
  return asymptotic_bounds(network, level.measured.concurrency).at_most;
}

Cause cause_of(const LevelPrediction& level, const LevelFigures& demanded, double way_s,
               bool is_disturbed) {
  const LevelFigures& measured = level.measured;
  if (std::abs(level.error) <= model_tolerance) {
    const bool is_source = measured.concurrency == demanded.concurrency;
    return is_source && measured.concurrency == 1 && way_s > 0 ? Cause::fitted : Cause::fits;
  }
  if (costs_something_else(measured, demanded)) {
    return Cause::other_demands;
  }
  if (level.error > 0) {
    const auto clients = static_cast<double>(measured.concurrency);
    if (measured.requests > 0 && measured.requests < plan::method::steady_requests * clients) {
      return Cause::short_run;
    }
    if (measured.stolen_share.value_or(0) > plan::method::much_stolen) {
      return Cause::stolen;
    }
    return is_disturbed ? Cause::disturbed : Cause::waits;
  }
  if (measured.per_second > most_without_way(level) * (1 + model_tolerance)) {
    return Cause::overlap;
  }
  return way_s > 0 && level.utilisation() < plan::method::full_core ? Cause::fewer_wake_ups
                                                                    : Cause::regular_service;
}

std::size_t place_of_busiest(const LevelPrediction& level) {
  const auto busiest =
      std::ranges::max_element(level.solution.stations, {}, &queueing::StationUse::utilisation);
  return static_cast<std::size_t>(busiest - level.solution.stations.begin());
}

}  // namespace

const queueing::Station* LevelPrediction::busiest() const {
  return utilisation() > 0 ? &network[place_of_busiest(*this)] : nullptr;
}

double LevelPrediction::utilisation() const {
  return solution.stations.empty() ? 0 : solution.stations[place_of_busiest(*this)].utilisation;
}

std::optional<ArmPrediction> predict_arm(const records::RunData& run, const std::string& arm,
                                         std::optional<std::uint64_t> from) {
  const std::vector<LevelFigures> figures = figures_of(run, arm);
  const auto* source =
      from ? common::find_where(figures, [&](const auto& one) { return one.concurrency == *from; })
           : nullptr;
  if (figures.empty() || (from && source == nullptr)) {
    return std::nullopt;
  }
  const plan::Arm served = run.manifest.plan.arm(arm);
  const double blocking = blocking_s(run.manifest.plan.path);
  const auto split = [&](const LevelFigures& one) {
    return served.backends > 0 ? split_of(run, arm, one) : std::nullopt;
  };
  const bool is_disturbed = analysis::pressure_of(run.manifest, run.cells).is_much();
  ArmPrediction all;
  all.arm = arm;
  all.way_is_known = figures.front().concurrency == 1;
  const double way_s = all.way_is_known ? way_of(figures.front(), blocking) : 0;
  const LevelFigures& taken = source != nullptr ? *source : figures.back();
  all.from = taken.concurrency;
  all.split = split(taken);
  all.demands = demands_of(taken, all.split, blocking, way_s);
  for (const LevelFigures& measured : figures) {
    const LevelFigures& demanded = source != nullptr ? *source : measured;
    const std::optional<Split> parts = split(demanded);
    all.cores = cores_of(run.manifest, served, measured.concurrency);
    if (served.backends > 0 && all.cores.front > 0 && !parts) {
      all.merged = true;
      all.cores.front = 0;
    }
    LevelPrediction level;
    level.measured = measured;
    level.network = network_of(served, demands_of(demanded, parts, blocking, way_s), all.cores);
    level.solution = queueing::solve(level.network, std::array{measured.concurrency}).front();
    level.error = level.solution.throughput / measured.per_second - 1;
    level.cause = cause_of(level, demanded, way_s, is_disturbed);
    all.levels.push_back(std::move(level));
  }
  return all;
}

}  // namespace tiga::suite::scale
