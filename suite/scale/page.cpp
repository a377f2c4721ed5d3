#include "suite/scale/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "common/sequences.hpp"
#include "suite/plan/method.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite::scale {
namespace {

constexpr text::Language english = text::Language::english;

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

std::string error_text(double error) {
  return fmt::format("{:+.1f} %", std::round(error * 1000) / 10 + 0.0);  // never "-0.0"
}

std::string level_line(const LevelPrediction& level) {
  const queueing::Station* busiest = level.busiest();
  std::string line = fmt::format(
      "{:>7} {:>12.1f} {:>14} {:>9} {:>9}  {:<29}", level.measured.concurrency,
      level.measured.per_second,
      fmt::format("{}{:.1f}", mark(level.solution), level.solution.throughput),
      error_text(level.error), level.regular_error ? error_text(*level.regular_error) : "-",
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

// What a handler that sleeps is in the model.
std::string sleep_text(const ArmPrediction& prediction) {
  if (prediction.demands.blocking_s == 0) {
    return "";
  }
  const std::string sleep =
      fmt::format("Its requests sleep {:.3g} ms", prediction.demands.blocking_s * 1e3);
  const auto* handlers = common::find_where(
      prediction.levels.back().network, [](const auto& each) { return each.name == "handlers"; });
  if (handlers == nullptr) {
    return text::note(
        sleep + ": a loop that sleeps serves nobody else, so that this is work of its station.");
  }
  return text::note(
      handlers->servers == queueing::unlimited
          ? sleep + " in a thread or process of their own: a delay, without a queue."
          : fmt::format("{}: a handler that sleeps serves nobody else, {} of {} at once.", sleep,
                        handlers->servers, handlers->copies > 1 ? "each backend" : "the server"));
}

std::string notes_text(const plan::Arm& arm, const ArmPrediction& prediction) {
  std::string text = split_text(prediction) + sleep_text(prediction);
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

// "+1.2 % (+0.3 %) \*"; "-" where the arm has no figures.
std::string accuracy_field(const ArmPrediction& prediction, std::uint32_t concurrency) {
  const auto* level = common::find_where(prediction.levels, [&](const LevelPrediction& each) {
    return each.measured.concurrency == concurrency;
  });
  if (level == nullptr) {
    return "-";
  }
  return fmt::format("{} ({}){}", error_text(level->error),
                     level->regular_error ? error_text(*level->regular_error) : "-",
                     level->must_be_right() ? " \\*" : "");
}

}  // namespace

std::string prediction_text(const plan::Plan& plan, const ArmPrediction& prediction) {
  std::string text = fmt::format("\n{}\n", records::named(plan, prediction.arm, english));
  text += stations_text(prediction);
  text += fmt::format("{:>7} {:>12} {:>14} {:>9} {:>9}  {:<29} {}\n", "c", "measured/s",
                      "predicted/s", "error", "regular", "busiest", "likely cause");
  for (const LevelPrediction& level : prediction.levels) {
    text += level_line(level);
  }
  return text + notes_text(plan.arm(prediction.arm), prediction);
}

std::string_view mark(const queueing::Solution& solution) {
  return solution.method == queueing::Method::exact ? "" : "~";
}

Accuracy accuracy_of(const std::vector<ArmPrediction>& predictions) {
  Accuracy accuracy;
  for (const ArmPrediction& prediction : predictions) {
    for (const LevelPrediction& level : prediction.levels) {
      if (level.must_be_right()) {
        ++accuracy.judged;
        accuracy.right += level.is_right() ? 1U : 0U;
      }
    }
  }
  return accuracy;
}

std::string accuracy_text(const plan::Plan& plan, const std::vector<ArmPrediction>& predictions) {
  std::vector<std::uint32_t> concurrencies = plan.concurrencies;
  std::ranges::sort(concurrencies);
  std::string text = "\n| error (of regular service) |";
  std::string rule = "\n|---|";
  for (const std::uint32_t concurrency : concurrencies) {
    text += fmt::format(" c={} |", concurrency);
    rule += "--:|";
  }
  text += rule + '\n';
  for (const ArmPrediction& prediction : predictions) {
    text += fmt::format("| `{}` |", prediction.arm);
    for (const std::uint32_t concurrency : concurrencies) {
      text += fmt::format(" {} |", accuracy_field(prediction, concurrency));
    }
    text += '\n';
  }
  const Accuracy accuracy = accuracy_of(predictions);
  return text + fmt::format(
                    "\n\\* one request at a time, or a station more than {:.0f} % busy: {} of "
                    "these {} predictions are within {:.0f} %.\n",
                    plan::method::full_core * 100, accuracy.right, accuracy.judged,
                    plan::method::model_tolerance * 100);
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
