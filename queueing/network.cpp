#include "queueing/network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace tiga::queueing {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// How long one server's worth of a station is taken by one customer; 0: never a limit.
double slowness(const Station& station) {
  return station.servers == unlimited ? 0 : station.demand_s / station.servers;
}

}  // namespace

void check(const Network& network) {
  for (const Station& station : network) {
    if (!std::isfinite(station.demand_s) || station.demand_s < 0) {
      throw std::invalid_argument("a station's demand must be finite and not negative");
    }
    if (station.copies == 0) {
      throw std::invalid_argument("a station has one copy at least");
    }
  }
  if (!(total_demand_s(network) > 0)) {
    throw std::invalid_argument("no station of the network has a demand");
  }
}

double total_demand_s(const Network& network) {
  double sum = 0;
  for (const Station& station : network) {
    sum += station.demand_s * station.copies;
  }
  return sum;
}

const Station* bottleneck(const Network& network) {
  const auto slowest = std::ranges::max_element(network, {}, slowness);
  return slowest == network.end() || slowness(*slowest) == 0 ? nullptr : &*slowest;
}

double capacity(const Network& network) {
  const Station* slowest = bottleneck(network);
  return slowest == nullptr ? infinite : 1 / slowness(*slowest);
}

double saturation_point(const Network& network) {
  return capacity(network) * total_demand_s(network);
}

double throughput_bound(const Network& network, std::uint64_t population) {
  return std::min(static_cast<double>(population) / total_demand_s(network), capacity(network));
}

}  // namespace tiga::queueing
