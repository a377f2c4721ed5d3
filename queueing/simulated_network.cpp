#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "queueing/simulation.hpp"

namespace tiga::queueing {

void check(const SimulatedNetwork& network) {
  Network stations;
  stations.reserve(network.stations.size());
  for (const SimulatedStation& each : network.stations) {
    if (each.with_previous && (stations.empty() || stations.back().copies != each.station.copies)) {
      throw std::invalid_argument("no station of as many copies comes before");
    }
    if (each.phases == 0) {
      throw std::invalid_argument("service has one phase at least");
    }
    stations.push_back(each.station);
  }
  check(stations);
  if (!std::isfinite(network.think_s) || network.think_s < 0) {
    throw std::invalid_argument("the time to think must be finite and not negative");
  }
  const FanOut& fan_out = network.fan_out;
  if (fan_out.parts == 0 || (fan_out.parts > 1 && (fan_out.first >= fan_out.end ||
                                                   fan_out.end > network.stations.size()))) {
    throw std::invalid_argument("a fan-out has one part at least, which visits a station");
  }
}

SimulatedNetwork simulated(const Network& network, Service service, Routing routing,
                           Discipline discipline) {
  SimulatedNetwork made;
  made.stations.reserve(network.size());
  for (const Station& station : network) {
    made.stations.push_back({station, service, routing, discipline});
  }
  return made;
}

std::uint64_t least_rounds(std::uint64_t customers) {
  return std::max<std::uint64_t>(1000, 10 * customers);
}

std::uint64_t events_per_round(const SimulatedNetwork& network) {
  const FanOut& fan_out = network.fan_out;
  const std::uint64_t in_parts = fan_out.parts > 1 ? fan_out.end - fan_out.first : 0;
  return network.stations.size() - in_parts + in_parts * fan_out.parts +
         (network.think_s > 0 ? 1 : 0);
}

}  // namespace tiga::queueing
