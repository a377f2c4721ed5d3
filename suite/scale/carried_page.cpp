// What `tiga predict` prints of arms that are carried to hosts that there are not.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "suite/scale/page.hpp"
#include "suite/scale/tails.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite::scale {
namespace {

// "1 balancer", "2 balancers".
std::string counted(double number, std::string_view thing) {
  return fmt::format("{:.0f} {}{}", number, thing, number == 1 ? "" : "s");
}

// "0.081 ms", "39.0 s".
std::string time_text(double seconds) {
  const bool is_long = seconds >= 1;
  return fmt::format("{:.3g} {}", seconds * (is_long ? 1 : 1e3), is_long ? "s" : "ms");
}

// The clients' throughput and response time: "12345/s 0.081 ms".
std::string outcome_text(const queueing::Solution& solution) {
  return fmt::format("{}{:.0f}/s {}", mark(solution), solution.throughput,
                     time_text(solution.response_s));
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

std::string backends_table(const plan::Arm& arm, const ArmPrediction& prediction,
                           const Extrapolation& to) {
  std::string text = fmt::format(
      "\n{}, carried to hosts of their own ({}, demands of c={})\n{:>8} {:>11} {:<12} {:>9} ",
      prediction.arm, counted(to.balancers, "balancer"), prediction.from, "backends", "limit",
      "set by", "full at c");
  for (const std::uint64_t clients : to.clients) {
    text += fmt::format(" {:>22}", fmt::format("c={}", clients));
  }
  text += '\n';
  for (const std::uint32_t backends : to.backends) {
    text += extrapolated_line(arm, prediction.demands,
                              {backends, to.balancers, to.network_us * 1e-6}, to.clients);
  }
  return text;
}

// With fewer backends so many balancers are never full.
double backends_for(const plan::Arm& arm, const Demands& demands, std::uint32_t balancers) {
  queueing::Network network = extrapolated(arm, demands, {1, balancers, 0});
  network.erase(network.begin());
  constexpr double rounding = 1e-9;
  return std::max(std::ceil(balancers / demands.front_s / capacity(network) - rounding), 1.0);
}

std::string response_with(const plan::Arm& arm, const Demands& demands, const Scale& scale,
                          std::uint64_t clients) {
  return time_text(
      queueing::solve(extrapolated(arm, demands, scale), std::array{clients}).front().response_s);
}

// Where the balancers are full, and what twice as many behind DNS or ECMP change.
std::string balancers_text(const plan::Arm& arm, const Demands& demands, const Extrapolation& to) {
  if (demands.front_s == 0) {
    return "";
  }
  const std::uint32_t some = to.balancers;
  const std::uint32_t twice = 2 * some;
  std::string text = text::note(fmt::format(
      "{} {} full at {:.0f} requests a second, which {} can answer: more of them change nothing "
      "but the waiting there. {} with equal shares of the clients, the best that DNS or ECMP can "
      "give, are full at {:.0f}, which takes {}.",
      counted(some, "balancer"), some == 1 ? "is" : "are", some / demands.front_s,
      counted(backends_for(arm, demands, some), "backend"), counted(twice, "balancer"),
      twice / demands.front_s, counted(backends_for(arm, demands, twice), "backend")));
  const std::uint32_t backends = *std::ranges::max_element(to.backends);
  std::string times;
  for (const std::uint64_t clients : to.clients) {
    times += fmt::format(
        "{}{} instead of {} at c={}", times.empty() ? "" : ", ",
        response_with(arm, demands, {backends, twice, to.network_us * 1e-6}, clients),
        response_with(arm, demands, {backends, some, to.network_us * 1e-6}, clients), clients);
  }
  text += text::note(fmt::format("With {} before {} a request takes {}.",
                                 counted(twice, "balancer"), counted(backends, "backend"), times));
  if (some == 1) {
    // The mean of the larger part: n / 2 + sqrt(n / (2 pi)), the binomial's mean deviation.
    const auto larger = [](double clients) {
      return clients / 2 + std::sqrt(clients / (2 * std::numbers::pi));
    };
    text += text::note(fmt::format(
        "DNS and ECMP share out clients and connections by chance, not by load: of 100 the fuller "
        "of two balancers has {:.0f} on average, of 10000 {:.0f}, and is full before the other.",
        larger(100), larger(10'000)));
  }
  return text;
}

std::string estimate_text(const queueing::Estimate& estimate) {
  return fmt::format("{:.4g} ±{:.2g}", estimate.value * 1e3, estimate.margin * 1e3);
}

std::string tail_line(const FanOutTail& tail, const std::optional<double>& p99_of_one_s) {
  std::string line = fmt::format("{:>8} {:>9.0f}/s", tail.answers, tail.limit);
  if (!tail.simulated) {
    return line + "  more events than are simulated\n";
  }
  const queueing::Simulated& figures = *tail.simulated;
  line += fmt::format(" {:>9.0f}/s", figures.throughput.value);
  for (const queueing::Estimate& estimate :
       {figures.mean_s, figures.p50_s, figures.p99_s, figures.p999_s}) {
    line += fmt::format(" {:>16}", estimate_text(estimate));
  }
  return line +
         (p99_of_one_s ? fmt::format(" {:>9.1f}\n", figures.p99_s.value / *p99_of_one_s) : "\n");
}

// From so many answers on half of the requests take longer than 99 of 100 that need one.
std::string half_text(const std::vector<FanOutTail>& tails, double p99_of_one_s) {
  for (const FanOutTail& tail : tails) {
    if (tail.simulated && tail.simulated->p50_s.value > p99_of_one_s) {
      return text::note(fmt::format(
          "Half of the requests that need {} answers take longer than 99 of 100 that need one.",
          tail.answers));
    }
  }
  return "";
}

std::string tails_text(const plan::Arm& arm, const ArmPrediction& prediction,
                       const Extrapolation& to) {
  const Scale scale{*std::ranges::max_element(to.backends), to.balancers, to.network_us * 1e-6};
  std::vector<std::uint32_t> answers = to.fan_out;
  std::ranges::sort(answers);
  std::vector<FanOutTail> tails;
  tails.reserve(answers.size());
  for (const std::uint32_t some : answers) {
    tails.push_back(tail_of(arm, prediction.demands, scale, some));
  }
  std::optional<double> p99_of_one_s;
  if (tails.front().answers == 1 && tails.front().simulated) {
    p99_of_one_s = tails.front().simulated->p99_s.value;
  }
  std::string text = fmt::format(
      "\n{}, requests that need several answers, from {}: a simulation, in ms\n{:>8} {:>11} "
      "{:>11} {:>16} {:>16} {:>16} {:>16} {:>9}\n",
      prediction.arm, counted(scale.backends, "backend"), "answers", "limit", "requests", "mean",
      "p50", "p99", "p99.9", "p99/one");
  for (const FanOutTail& tail : tails) {
    text += tail_line(tail, p99_of_one_s);
  }
  text += p99_of_one_s ? half_text(tails, *p99_of_one_s) : "";
  return text +
         text::note(
             "The analysis has no tails: these are a discrete-event simulation's, at half of the "
             "limit, with exponential service (sleeps do not vary) and backends at random; ± is "
             "half of a 95 % "
             "interval. A balancer that asks several backends works as for that many requests, and "
             "its client waits for the slowest. Regular service has shorter tails.");
}

}  // namespace

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
  return backends_table(arm, prediction, extrapolation) +
         balancers_text(arm, prediction.demands, extrapolation) +
         tails_text(arm, prediction, extrapolation);
}

}  // namespace tiga::suite::scale
