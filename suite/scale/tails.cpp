#include "suite/scale/tails.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tiga::suite::scale {
namespace {

using queueing::SimulatedNetwork;
using queueing::SimulatedStation;

// The balancer is the first station, what does not queue the last, the backends stand between.
// Sleeps and delays do not vary.
SimulatedNetwork fanned_out(const queueing::Network& network, std::uint32_t answers, bool sleeps) {
  SimulatedNetwork made =
      queueing::simulated(network, queueing::Service::exponential, queueing::Routing::at_random,
                          queueing::Discipline::first_come);
  SimulatedStation& balancer = made.stations.front();
  balancer.station.demand_s *= answers;
  balancer.phases = answers;
  for (std::size_t at = 1; at < made.stations.size(); ++at) {
    SimulatedStation& other = made.stations[at];
    other.with_previous = at > 1 && at + 1 < made.stations.size();
    other.service = sleeps || other.station.servers == queueing::unlimited
                        ? queueing::Service::constant
                        : queueing::Service::exponential;
  }
  made.fan_out = {answers, 1, made.stations.size() - 1};
  return made;
}

// Such requests a second.
double limit_of(queueing::Network network, std::uint32_t answers) {
  network.pop_back();
  for (queueing::Station& station : network) {
    station.demand_s *= answers;
  }
  return capacity(network);
}

// Without waiting, if all answers take as long as each other.
double alone_s(const SimulatedNetwork& network) {
  double sum_s = 0;
  for (const SimulatedStation& each : network.stations) {
    sum_s += each.station.demand_s * each.station.copies;
  }
  return sum_s;
}

// With pauses after which that many rounds a second are made. A first, shorter simulation tells how
// long the rounds themselves take.
std::optional<queueing::Simulated> half_busy(SimulatedNetwork network, double rate) {
  constexpr std::uint64_t most_events = 2'000'000;
  const double round_s = alone_s(network);
  // So many that most of them pause: hardly a closed loop.
  const double clients = std::max(200.0, std::ceil(10 * rate * round_s));
  if (clients > static_cast<double>(most_events)) {
    return std::nullopt;
  }
  const auto customers = static_cast<std::uint64_t>(clients);
  network.think_s = clients / rate - round_s;
  const auto first = simulate(network, customers, {1, 10'000, most_events});
  if (!first) {
    return std::nullopt;
  }
  network.think_s = std::max(clients / rate - first->mean_s.value, 0.0);
  return simulate(network, customers, {2, 50'000, most_events});
}

}  // namespace

std::optional<double> regular_throughput(const queueing::Network& network,
                                         std::uint64_t customers) {
  SimulatedNetwork regular =
      queueing::simulated(network, queueing::Service::constant, queueing::Routing::in_turn,
                          queueing::Discipline::first_come);
  for (std::size_t at = 1; at < network.size(); ++at) {
    regular.stations[at].with_previous =
        network[at].copies > 1 && network[at].copies == network[at - 1].copies;
  }
  queueing::SimulationOrder order;
  order.rounds = std::max<std::uint64_t>(20'000, 50 * customers);
  const auto simulated = simulate(regular, customers, order);
  return simulated ? std::optional(simulated->throughput.value) : std::nullopt;
}

FanOutTail tail_of(const plan::Arm& arm, const Demands& demands, const Scale& scale,
                   std::uint32_t answers) {
  const queueing::Network network = extrapolated(arm, demands, scale);
  FanOutTail tail{answers, limit_of(network, answers), {}};
  if (!std::isfinite(tail.limit)) {
    return tail;
  }
  tail.simulated = half_busy(fanned_out(network, answers, demands.blocking_s > 0), tail.limit / 2);
  return tail;
}

}  // namespace tiga::suite::scale
