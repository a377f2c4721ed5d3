#include "suite/scale/prediction.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "common/sequences.hpp"
#include "suite/analysis/pressure.hpp"
#include "suite/plan/method.hpp"
#include "suite/scale/tails.hpp"

namespace tiga::suite::scale {
namespace {

using plan::method::model_tolerance;

// What the levels of an arm have in common.
struct Subject {
  const records::RunData& run;
  plan::Arm arm;
  Demands demands;  // but for the CPU times
  bool is_disturbed = false;
};

Subject subject_of(const records::RunData& run, const std::string& arm) {
  const std::string& path = run.manifest.plan.path;
  Demands demands;
  demands.blocking_s = blocking_s(path);
  demands.handler_computes = has_computing_handler(path);
  return {run, run.manifest.plan.arm(arm), demands,
          analysis::pressure_of(run.manifest, run.cells).is_much()};
}

std::optional<Split> split_at(const Subject& subject, const LevelFigures& figures) {
  return subject.arm.backends > 0 ? split_of(subject.run, subject.arm.name, figures) : std::nullopt;
}

Demands demands_of(const Subject& subject, const LevelFigures& figures,
                   const std::optional<Split>& split) {
  Demands demands = subject.demands;
  demands.front_s = split ? split->front_s : 0;
  demands.server_s = split ? split->backend_s : figures.server_cpu_s;
  demands.generator_s = figures.generator_cpu_s;
  return demands;
}

// Of a lone request's time what nobody worked on it; negative if stations worked on it at once.
double way_of(const LevelFigures& alone, double blocking) {
  return 1 / alone.per_second - alone.server_cpu_s - alone.generator_cpu_s - blocking;
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
  return throughput_bound(network, level.measured.concurrency);
}

Cause cause_of(const LevelPrediction& level, const LevelFigures& demanded, double way_s,
               bool is_disturbed) {
  const LevelFigures& measured = level.measured;
  if (level.is_right()) {
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
  const bool is_regular = level.regular_error && std::abs(*level.regular_error) <= model_tolerance;
  return !is_regular && way_s > 0 && level.utilisation() < plan::method::full_core
             ? Cause::fewer_wake_ups
             : Cause::regular_service;
}

std::size_t busiest_index(const LevelPrediction& level) {
  const auto busiest =
      std::ranges::max_element(level.solution.stations, {}, &queueing::StationUse::utilisation);
  return static_cast<std::size_t>(busiest - level.solution.stations.begin());
}

LevelPrediction predict_level(const Subject& subject, const LevelFigures& measured,
                              const LevelFigures& demanded, const Cores& cores) {
  LevelPrediction level;
  level.measured = measured;
  const Demands demands = demands_of(subject, demanded, split_at(subject, demanded));
  level.network = network_of(subject.arm, demands, cores);
  level.solution = queueing::solve(level.network, std::array{measured.concurrency}).front();
  level.error = level.solution.throughput / measured.per_second - 1;
  if (const auto regular = regular_throughput(level.network, measured.concurrency)) {
    level.regular_error = *regular / measured.per_second - 1;
  }
  level.cause = cause_of(level, demanded, demands.way_s, subject.is_disturbed);
  return level;
}

}  // namespace

const queueing::Station* LevelPrediction::busiest() const {
  return utilisation() > 0 ? &network[busiest_index(*this)] : nullptr;
}

double LevelPrediction::utilisation() const {
  return solution.stations.empty() ? 0 : solution.stations[busiest_index(*this)].utilisation;
}

bool LevelPrediction::is_right() const { return std::abs(error) <= model_tolerance; }

bool LevelPrediction::must_be_right() const {
  return measured.concurrency == 1 || utilisation() > plan::method::full_core;
}

std::optional<ArmPrediction> predict_arm(const records::RunData& run, const std::string& arm,
                                         std::optional<std::uint64_t> from) {
  const std::vector<LevelFigures> figures = figures_of(run, arm);
  const auto* source =
      from ? common::find_where(figures, [&](const auto& one) { return one.concurrency == *from; })
           : nullptr;
  Subject subject = subject_of(run, arm);
  if (!can_be_modelled(subject.arm) || figures.empty() || (from && source == nullptr)) {
    return std::nullopt;
  }
  ArmPrediction all;
  all.arm = arm;
  all.way_is_known = figures.front().concurrency == 1;
  const double way_s = all.way_is_known ? way_of(figures.front(), subject.demands.blocking_s) : 0;
  all.is_overlapped = way_s < 0;
  subject.demands.way_s = std::max(way_s, 0.0);
  const LevelFigures& taken = source != nullptr ? *source : figures.back();
  all.from = taken.concurrency;
  all.split = split_at(subject, taken);
  all.demands = demands_of(subject, taken, all.split);
  for (const LevelFigures& measured : figures) {
    const LevelFigures& demanded = source != nullptr ? *source : measured;
    Cores cores = cores_of(run.manifest, subject.arm, measured.concurrency);
    if (subject.arm.backends > 0 && cores.servers > 1 && !split_at(subject, demanded)) {
      all.merged = true;
      cores.front = 0;
    }
    all.levels.push_back(predict_level(subject, measured, demanded, cores));
  }
  return all;
}

}  // namespace tiga::suite::scale
