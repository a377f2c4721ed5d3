// A discrete-event simulation of a closed network, for what mean-value analysis cannot say: tails
// of response times, service times that do not vary, servers that are shared, routing in turn, and
// requests that need several answers. Its figures are estimates, each with its uncertainty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "queueing/network.hpp"

namespace tiga::queueing {

/// How service times vary about their mean.
enum class Service : std::uint8_t { exponential, constant };

/// Which of several equal stations a customer visits.
enum class Routing : std::uint8_t { at_random, in_turn };

/// In which order a station serves its customers.
enum class Discipline : std::uint8_t {
  first_come,  ///< in the order of their arrival, each by one server
  sharing,     ///< all at once: each gets an equal share of the servers, one server at most
};

/// One station of a network, or several equal ones, of which a customer visits one on each round.
/// A visit takes `station.demand_s * station.copies` of service on average, so that the demand of
/// a round is that of the analysis.
struct SimulatedStation {
  Station station;
  Service service = Service::exponential;
  Routing routing = Routing::at_random;
  Discipline discipline = Discipline::first_come;
  std::uint32_t phases = 1;    ///< exponential ones, one after the other, of a visit (Erlang)
  bool with_previous = false;  ///< at the copy that was visited at the station before
};

/// What a customer does in several parts at once; it goes on when the last one is done. Each part
/// visits the stations from `first` up to, but not including, `end`, each part other copies as far
/// as there are so many.
struct FanOut {
  std::uint32_t parts = 1;
  std::size_t first = 0;
  std::size_t end = 0;
};

/// Stations in the order in which a customer visits them, round after round.
struct SimulatedNetwork {
  std::vector<SimulatedStation> stations;
  FanOut fan_out = {};
  double think_s = 0;  ///< mean of an exponential pause before each round, no part of its response
};

/// A network of the analysis, all of whose stations are simulated alike.
SimulatedNetwork simulated(const Network& network, Service service, Routing routing,
                           Discipline discipline);

/// Throws std::invalid_argument as that of Network does, and if there is no part or no phase, the
/// parts' stations are none of the network's, `think_s` is no time, or `with_previous` follows no
/// station of as many copies.
void check(const SimulatedNetwork& network);

/// How long a simulation is, and its random numbers. The same order gives the same figures.
struct SimulationOrder {
  std::uint64_t seed = 1;
  std::uint64_t rounds = 200'000;  ///< of all customers; more if there are many (least_rounds)
  std::uint64_t most_events = 4'000'000;  ///< departures; it ends then in any case
};

/// An estimate and half the width of its 95 % interval, from the spread of 20 batches (batch means;
/// A. M. Law, Simulation Modeling and Analysis, §9.5).
struct Estimate {
  double value = 0;
  double margin = 0;
};

/// A simulated network, after its first fifth, which is not counted. Response times are those of
/// rounds, delays included; percentiles are of nearest rank over all counted rounds. A batch of
/// less than 1000 rounds says little of p99.9.
struct Simulated {
  std::uint64_t customers = 0;
  std::uint64_t rounds = 0;  ///< that were counted
  std::uint64_t events = 0;  ///< of the whole simulation
  Estimate throughput;       ///< rounds a second
  Estimate mean_s;
  Estimate p50_s;
  Estimate p99_s;
  Estimate p999_s;
};

/// Rounds of all customers together below which a simulation says nothing: 1000, and ten of each.
std::uint64_t least_rounds(std::uint64_t customers);

/// Departures in one round: from stations, and from thinking.
std::uint64_t events_per_round(const SimulatedNetwork& network);

/// Simulates that many customers, who all begin at the same time. Nothing if the
/// events that are allowed do not suffice for least_rounds(). Throws std::invalid_argument (see
/// check), also if there is no customer.
std::optional<Simulated> simulate(const SimulatedNetwork& network, std::uint64_t customers,
                                  const SimulationOrder& order = {});

}  // namespace tiga::queueing
