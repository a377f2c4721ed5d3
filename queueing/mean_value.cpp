#include "queueing/mean_value.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>

namespace tiga::queueing {
namespace {

// Smaller chances count as none: arithmetic on denormal numbers is a hundred times as slow.
constexpr double no_chance = 1e-290;

bool is_multiple(const Station& station) { return station.servers > 1; }

bool has_too_many_servers(const Network& network) {
  return std::ranges::any_of(
      network, [](const Station& station) { return station.servers > most_exact_servers; });
}

// The network without some copies of its stations of several servers. Nothing but such a network
// tells the chance that one of them is empty.
struct Subnetwork {
  std::vector<std::uint32_t> copies;           // of each station, that are left
  std::vector<double> customers;               // at one copy of each
  std::vector<double> response_s;              // the same
  std::vector<std::vector<double>> marginals;  // [station][j]: the chance that a copy has j
                                               // customers, for j up to servers - 2
  double gap_s = 0;                            // between two completions; 0: no station is left
};

class Recursion {
 public:
  explicit Recursion(const Network& network) : network_(network) {
    std::size_t size = 1;
    for (const Station& station : network_) {
      strides_.push_back(is_multiple(station) ? size : 0);
      size *= is_multiple(station) ? station.copies + std::size_t{1} : 1;
    }
    for (std::size_t at = 0; at < size; ++at) {
      subnetworks_.push_back(without(at));
    }
  }

  // One customer more.
  void advance() {
    ++population_;
    for (std::size_t at = subnetworks_.size(); at > 0; --at) {  // those with fewer stations first
      advance(at - 1);
    }
  }

  Solution solution() const {
    const Subnetwork& whole = subnetworks_.front();
    Solution solution{population_,
                      Method::exact,
                      1 / whole.gap_s,
                      static_cast<double>(population_) * whole.gap_s,
                      {}};
    for (std::size_t at = 0; at < network_.size(); ++at) {
      const Station& station = network_[at];
      solution.stations.push_back({whole.response_s[at], whole.customers[at],
                                   station.servers == unlimited
                                       ? 0
                                       : solution.throughput * station.demand_s / station.servers});
    }
    return solution;
  }

 private:
  Subnetwork without(std::size_t index) const {
    Subnetwork made;
    for (std::size_t at = 0; at < network_.size(); ++at) {
      const Station& station = network_[at];
      std::uint32_t removed = 0;
      if (strides_[at] > 0) {
        removed = static_cast<std::uint32_t>(index / strides_[at] % (station.copies + 1));
      }
      made.copies.push_back(station.copies - removed);
      std::vector<double> marginals(is_multiple(station) ? station.servers - 1 : 0);
      if (!marginals.empty()) {
        marginals[0] = 1;
      }
      made.marginals.push_back(std::move(marginals));
    }
    made.customers.assign(network_.size(), 0);
    made.response_s.assign(network_.size(), 0);
    return made;
  }

  // The arrival theorem: an arriving customer finds what one customer fewer would leave there.
  static double response(const Station& station, double customers,
                         const std::vector<double>& marginals) {
    if (station.servers == unlimited) {
      return station.demand_s;
    }
    double ahead = 1 + customers;
    for (std::size_t j = 0; j < marginals.size(); ++j) {  // servers that stay free save waiting
      ahead += static_cast<double>(marginals.size() - j) * marginals[j];
    }
    return station.demand_s / station.servers * ahead;
  }

  void advance(std::size_t index) {
    Subnetwork& now = subnetworks_[index];
    double round_s = 0;
    for (std::size_t at = 0; at < network_.size(); ++at) {
      if (now.copies[at] > 0) {
        now.response_s[at] = response(network_[at], now.customers[at], now.marginals[at]);
        round_s += now.copies[at] * now.response_s[at];
      }
    }
    now.gap_s = round_s / static_cast<double>(population_);
    if (now.gap_s == 0) {
      return;
    }
    for (std::size_t at = 0; at < network_.size(); ++at) {
      now.customers[at] = now.response_s[at] / now.gap_s;
      if (strides_[at] > 0 && now.copies[at] > 0) {
        update(now.marginals[at], network_[at], now.gap_s,
               subnetworks_[index + strides_[at]].gap_s);
      }
    }
  }

  static void update(std::vector<double>& marginals, const Station& station, double gap_s,
                     double gap_without_s) {
    for (std::size_t j = marginals.size() - 1; j > 0; --j) {
      marginals[j] = station.demand_s / gap_s / static_cast<double>(j) * marginals[j - 1];
    }
    marginals[0] *= gap_without_s / gap_s;
    for (double& chance : marginals) {
      chance = chance < no_chance ? 0 : chance;
    }
  }

  const Network& network_;
  std::vector<std::size_t> strides_;  // of a station's removed copies in subnetworks_; 0: none are
  std::vector<Subnetwork> subnetworks_;  // [0] is the whole network
  std::uint64_t population_ = 0;
};

// What of a station's demand is a delay, and what is queued for.
struct Parts {
  double delay_s = 0;
  double queued_s = 0;
};

Parts parts_of(const Station& station) {
  if (station.servers == unlimited) {
    return {station.demand_s, 0};
  }
  const double queued_s = station.demand_s / station.servers;
  return {station.demand_s - queued_s, queued_s};
}

// Where the approximation begins.
Solution evenly_spread(const Network& network, std::uint64_t population) {
  double copies = 0;
  for (const Station& station : network) {
    copies += station.copies;
  }
  Solution solution{population, Method::approximate, 0, 0, {}};
  solution.stations.assign(network.size(), {0, static_cast<double>(population) / copies, 0});
  return solution;
}

// One round of the approximation; returns the largest relative change.
double improve(Solution& solution, const Network& network) {
  const auto customers = static_cast<double>(solution.population);
  double round_s = 0;
  for (std::size_t at = 0; at < network.size(); ++at) {
    StationUse& use = solution.stations[at];
    const Parts parts = parts_of(network[at]);
    // Of its delay no customer is in the queue.
    const double queued = use.customers - solution.throughput * parts.delay_s;
    const double found = std::max(queued, 0.0) * (customers - 1) / customers;
    use.response_s = parts.delay_s + parts.queued_s * (1 + found);
    round_s += use.response_s * network[at].copies;
  }
  const double throughput = customers / round_s;
  double change = std::abs(throughput - solution.throughput) / throughput;
  solution.throughput = throughput;
  for (StationUse& use : solution.stations) {
    const double before = use.customers;
    use.customers = throughput * use.response_s;
    change = std::max(change, std::abs(use.customers - before) / customers);
  }
  return change;
}

}  // namespace

double exact_steps(const Network& network, std::uint64_t population) {
  if (has_too_many_servers(network)) {
    return std::numeric_limits<double>::infinity();
  }
  double subnetworks = 1;
  double steps = 0;
  for (const Station& station : network) {
    subnetworks *= is_multiple(station) ? station.copies + 1.0 : 1.0;
    steps += 3.0 + station.servers;
  }
  return static_cast<double>(population) * subnetworks * steps;
}

std::vector<Solution> solve_exactly(const Network& network,
                                    std::span<const std::uint64_t> populations) {
  check(network);
  std::vector<Solution> solutions(populations.size());
  if (populations.empty()) {
    return solutions;
  }
  if (has_too_many_servers(network)) {
    throw std::invalid_argument("a station has too many servers for an exact solution");
  }
  Recursion recursion(network);
  const std::uint64_t last = *std::ranges::max_element(populations);
  for (std::uint64_t population = 1; population <= last; ++population) {
    recursion.advance();
    for (std::size_t at = 0; at < populations.size(); ++at) {
      if (populations[at] == population) {
        solutions[at] = recursion.solution();
      }
    }
  }
  return solutions;
}

Solution approximate(const Network& network, std::uint64_t population) {
  check(network);
  constexpr int most_rounds = 1'000'000;
  constexpr double close_enough = 1e-12;
  Solution solution = evenly_spread(network, population);
  int rounds = 1;
  while (improve(solution, network) > close_enough && rounds < most_rounds) {
    ++rounds;
  }
  solution.response_s = static_cast<double>(population) / solution.throughput;
  for (std::size_t at = 0; at < network.size(); ++at) {
    solution.stations[at].utilisation = solution.throughput * parts_of(network[at]).queued_s;
  }
  return solution;
}

std::vector<Solution> solve(const Network& network, std::span<const std::uint64_t> populations,
                            double most_steps) {
  std::vector<std::uint64_t> exact;
  for (const std::uint64_t population : populations) {
    if (exact_steps(network, population) <= most_steps) {
      exact.push_back(population);
    }
  }
  const std::vector<Solution> found = solve_exactly(network, exact);
  std::vector<Solution> solutions;
  solutions.reserve(populations.size());
  std::size_t next = 0;
  for (const std::uint64_t population : populations) {
    const bool is_exact = next < exact.size() && exact[next] == population;
    solutions.push_back(is_exact ? found[next++] : approximate(network, population));
  }
  return solutions;
}

}  // namespace tiga::queueing
