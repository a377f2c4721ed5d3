#include "suite/scale/page.hpp"

#include <fmt/format.h>

#include <cmath>

#include "suite/records/run_data.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite::scale {
namespace {

constexpr text::Language english = text::Language::english;

// Stands before what is approximate.
std::string_view mark(const queueing::Solution& solution) {
  return solution.method == queueing::Method::exact ? "" : "~";
}

// "1 at once", "no queue".
std::string servers_text(const queueing::Station& station) {
  if (station.servers == queueing::unlimited) {
    return "no queue";
  }
  return fmt::format("{} at once", station.servers);
}

std::string stations_text(const ArmPrediction& prediction) {
  std::string text;
  const LevelPrediction* shown = &prediction.levels.back();
  for (const LevelPrediction& level : prediction.levels) {
    shown = level.measured.concurrency == prediction.from ? &level : shown;
  }
  for (const queueing::Station& station : shown->network) {
    const std::string name =
        station.copies > 1 ? fmt::format("{}, of {}", station.name, station.copies) : station.name;
    text += fmt::format("  {:<26} {:>10.1f} µs a request at c={}, {}\n", name,
                        station.demand_s * 1e6, prediction.from, servers_text(station));
  }
  return text;
}

std::string cause_text(const LevelPrediction& level) {
  const LevelFigures& measured = level.measured;
  switch (level.cause) {
    case Cause::fits:
      return "";
    case Cause::fitted:
      return "the way comes from here";
    case Cause::other_demands:
      return fmt::format("a request costs {:.1f} + {:.1f} µs here", measured.server_cpu_s * 1e6,
                         measured.generator_cpu_s * 1e6);
    case Cause::short_run: {
      const std::string requests =
          fmt::format("{:.3g}", measured.requests / static_cast<double>(measured.concurrency));
      return fmt::format("{} request{} a client: no steady state", requests,
                         requests == "1" ? "" : "s");
    }
    case Cause::stolen:
      return fmt::format("the hypervisor took {:.0f} % of the cores' time",
                         measured.stolen_share.value_or(0) * 100);
    case Cause::disturbed:
      return "other programs took time from this run";
    case Cause::waits: {
      const auto customers = static_cast<double>(measured.concurrency);
      return fmt::format("{:.1f} µs of a request's time are at no station{}",
                         (customers / measured.per_second - level.solution.response_s) * 1e6,
                         measured.server_core_share
                             ? fmt::format("; servers {:.2f} busy", *measured.server_core_share)
                             : "");
    }
    case Cause::overlap:
      return "stations work on one request at once";
    case Cause::fewer_wake_ups:
      return "busy threads are not woken: the way is shorter";
    case Cause::regular_service:
      return "service varies less than exponential";
  }
  return "";
}

std::string level_line(const LevelPrediction& level) {
  const queueing::Station* busiest = level.busiest();
  std::string line = fmt::format(
      "{:>7} {:>12.1f} {:>14} {:>+7.1f} %  {:<29}", level.measured.concurrency,
      level.measured.per_second,
      fmt::format("{}{:.1f}", mark(level.solution), level.solution.throughput),
      std::round(level.error * 1000) / 10 + 0.0,  // never "-0.0"
      busiest == nullptr ? "-" : fmt::format("{} {:.2f}", busiest->name, level.utilisation()));
  const std::string cause = cause_text(level);
  line += cause.empty() ? "" : " " + cause;
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string split_text(const ArmPrediction& prediction) {
  if (!prediction.split) {
    return "";
  }
  const std::string shares =
      fmt::format("The balancer takes {:.1f} µs of a request, its backend {:.1f} µs",
                  prediction.split->front_s * 1e6, prediction.split->backend_s * 1e6);
  return text::note(prediction.split->from.empty() ? shares + "."
                                                   : fmt::format("{}: as arm {} takes alone.",
                                                                 shares, prediction.split->from));
}

std::string notes_text(const plan::Arm& arm, const ArmPrediction& prediction) {
  std::string text = split_text(prediction);
  if (prediction.merged) {
    text += text::note(
        "This run does not tell the CPU of balancer and backends apart: their cores are one "
        "station.");
  }
  if (arm.backends > 0 && !arm.front.is_ours()) {
    text += text::note(
        "It is not known how many threads or processes its balancer has: it counts as one.");
  }
  if (!prediction.way_is_known) {
    text += text::note(
        "The run has no level of one request at a time: what wake-ups and the network add is not "
        "known, and counts as nothing.");
  }
  if (prediction.is_overlapped) {
    text += text::note(
        "At c=1 a request takes less time than its demands sum to: stations work on it at once. "
        "What wake-ups and the network add counts as nothing.");
  }
  return text;
}

// The clients' throughput and response time: "12345/s 0.081 ms", "25641/s 39.0 s".
std::string outcome_text(const queueing::Solution& solution) {
  const bool is_long = solution.response_s >= 1;
  return fmt::format("{}{:.0f}/s {:.3g} {}", mark(solution), solution.throughput,
                     solution.response_s * (is_long ? 1 : 1e3), is_long ? "s" : "ms");
}

std::string extrapolated_line(const plan::Arm& arm, const Demands& demands, const Scale& scale,
                              const std::vector<std::uint64_t>& clients) {
  const queueing::Network network = extrapolated(arm, demands, scale);
  const queueing::Station* slowest = bottleneck(network);
  std::string line =
      fmt::format("{:>8} {:>9.0f}/s {:<12} {:>9.0f} ", scale.backends, capacity(network),
                  slowest == nullptr ? "-" : slowest->name, saturation_point(network));
  for (const queueing::Solution& solution : queueing::solve(network, clients)) {
    line += fmt::format(" {:>22}", outcome_text(solution));
  }
  return line + "\n";
}

}  // namespace

std::string prediction_text(const plan::Plan& plan, const ArmPrediction& prediction) {
  std::string text = fmt::format("\n{}\n", records::named(plan, prediction.arm, english));
  text += stations_text(prediction);
  text += fmt::format("{:>7} {:>12} {:>14} {:>9}  {:<29} {}\n", "c", "measured/s", "predicted/s",
                      "error", "busiest", "likely cause");
  for (const LevelPrediction& level : prediction.levels) {
    text += level_line(level);
  }
  return text + notes_text(plan.arm(prediction.arm), prediction);
}

std::string extrapolation_text(const plan::Plan& plan, const ArmPrediction& prediction,
                               const Extrapolation& extrapolation) {
  const plan::Arm arm = plan.arm(prediction.arm);
  if (arm.backends == 0) {
    return "";
  }
  if (!prediction.split) {
    return fmt::format(
        "\n{}: not carried to other numbers of backends, since this run does not "
        "tell the CPU of balancer and backends apart\n",
        prediction.arm);
  }
  std::string text = fmt::format(
      "\n{}, carried to hosts of their own ({} balancer{}, demands of c={})\n{:>8} {:>11} {:<12} "
      "{:>9} ",
      prediction.arm, extrapolation.balancers, extrapolation.balancers == 1 ? "" : "s",
      prediction.from, "backends", "limit", "set by", "full at c");
  for (const std::uint64_t clients : extrapolation.clients) {
    text += fmt::format(" {:>22}", fmt::format("c={}", clients));
  }
  text += '\n';
  for (const std::uint32_t backends : extrapolation.backends) {
    text += extrapolated_line(arm, prediction.demands,
                              {backends, extrapolation.balancers, extrapolation.network_us * 1e-6},
                              extrapolation.clients);
  }
  return text;
}

std::string unmodelled_text(const plan::Plan& plan) {
  std::string names;
  for (const std::string& name : plan.arms) {
    if (!can_be_modelled(plan.arm(name))) {
      names += (names.empty() ? "" : ", ") + name;
    }
  }
  return names.empty() ? ""
                       : fmt::format(
                             "\n{}: not predicted, since it is not known how many requests are "
                             "worked on at once (concurrency_model in the plan)\n",
                             names);
}

}  // namespace tiga::suite::scale
