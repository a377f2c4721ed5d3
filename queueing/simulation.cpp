#include "queueing/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>
#include <random>
#include <stdexcept>
#include <utility>

#include "queueing/batch_means.hpp"
#include "queueing/place.hpp"

namespace tiga::queueing {
namespace {

// The next departure from a place, as it was known when it was put here.
struct Departure {
  double at_s;
  std::uint64_t number;  // the order of those at the same time
  std::uint32_t place;
  std::uint64_t version;

  friend bool operator<(const Departure& one, const Departure& other) {  // the next is the top
    return one.at_s != other.at_s ? one.at_s > other.at_s : one.number > other.number;
  }
};

// A customer, or one of its parts.
struct Job {
  std::uint32_t customer;
  std::size_t station = 0;
  std::uint32_t copy = 0;
};

struct Customer {
  double begun_s = 0;
  std::uint32_t parts_left = 0;
};

constexpr double never = std::numeric_limits<double>::infinity();

// What the calendar has of a place: older departures of it no longer hold.
struct Schedule {
  double at_s = never;
  std::uint64_t version = 0;
};

class Simulation {
 public:
  Simulation(const SimulatedNetwork& network, std::uint64_t customers, std::uint64_t seed)
      : stations_(network.stations),
        fan_out_(network.fan_out),
        think_s_(network.think_s),
        random_(seed),
        customers_(customers),
        turns_(stations_.size()) {
    for (const SimulatedStation& each : stations_) {
      first_places_.push_back(places_.size());
      places_.insert(places_.end(), each.station.copies,
                     Place(each.discipline, each.station.servers));
    }
    first_places_.push_back(places_.size());
    places_.emplace_back(Discipline::first_come, unlimited);  // where customers think
    schedules_.resize(places_.size());
    make_jobs();
    for (std::uint32_t customer = 0; customer < customers; ++customer) {
      think(customer);
    }
  }

  void run(std::uint64_t rounds, std::uint64_t most_events) {
    while (rounds_.size() < rounds && events_ < most_events) {
      const Departure next = calendar_.top();
      calendar_.pop();
      if (schedules_[next.place].version == next.version) {
        ++events_;
        now_s_ = next.at_s;
        schedules_[next.place].at_s = never;
        const std::uint32_t job = places_[next.place].depart(now_s_);
        schedule(next.place);
        leave(job);
      }
    }
  }

  std::uint64_t events() const { return events_; }
  const std::vector<Round>& rounds() const { return rounds_; }

 private:
  // First the customers, then all parts of each.
  void make_jobs() {
    const std::uint32_t parts = fan_out_.parts > 1 ? fan_out_.parts : 0;
    jobs_.reserve(customers_.size() * (1 + parts));
    for (std::uint32_t customer = 0; customer < customers_.size(); ++customer) {
      jobs_.push_back({customer});
    }
    for (std::uint32_t customer = 0; customer < customers_.size(); ++customer) {
      jobs_.insert(jobs_.end(), parts, Job{customer});
    }
    shuffled_.resize(parts > 0 ? stations_[fan_out_.first].station.copies : 0);
    std::iota(shuffled_.begin(), shuffled_.end(), 0U);
  }

  bool is_part(std::uint32_t job) const { return job >= customers_.size(); }

  void think(std::uint32_t customer) {
    if (think_s_ == 0) {
      begin_round(customer);
      return;
    }
    jobs_[customer].station = stations_.size();
    jobs_[customer].copy = 0;
    put(customer, exponential_s(think_s_));
  }

  void begin_round(std::uint32_t customer) {
    customers_[customer].begun_s = now_s_;
    jobs_[customer].station = 0;
    enter(customer);
  }

  // The job goes to the station that is next for it.
  void enter(std::uint32_t job) {
    const std::size_t station = jobs_[job].station;
    if (fan_out_.parts > 1 && station == fan_out_.first && !is_part(job)) {
      split(job);
      return;
    }
    if (!stations_[station].with_previous) {
      jobs_[job].copy = chosen_copy(station);
    }
    visit(job);
  }

  void visit(std::uint32_t job) { put(job, service_s(stations_[jobs_[job].station])); }

  void put(std::uint32_t job, double service_s) {
    const std::size_t place = first_places_[jobs_[job].station] + jobs_[job].copy;
    places_[place].arrive(now_s_, job, service_s);
    schedule(static_cast<std::uint32_t>(place));
  }

  void leave(std::uint32_t job) {
    ++jobs_[job].station;
    if (jobs_[job].station > stations_.size()) {
      begin_round(job);
    } else if (!is_part(job)) {
      go_on(job);
    } else if (jobs_[job].station < fan_out_.end) {
      enter(job);
    } else {
      const std::uint32_t customer = jobs_[job].customer;
      if (--customers_[customer].parts_left == 0) {
        jobs_[customer].station = fan_out_.end;
        go_on(customer);
      }
    }
  }

  void go_on(std::uint32_t customer) {
    if (jobs_[customer].station < stations_.size()) {
      enter(customer);
      return;
    }
    rounds_.push_back({now_s_, now_s_ - customers_[customer].begun_s});
    think(customer);
  }

  void split(std::uint32_t customer) {
    const auto first = static_cast<std::uint32_t>(customers_.size()) + customer * fan_out_.parts;
    customers_[customer].parts_left = fan_out_.parts;
    for (std::uint32_t part = 0; part < fan_out_.parts; ++part) {
      jobs_[first + part].station = fan_out_.first;
      jobs_[first + part].copy = copy_of_part(part);
      visit(first + part);
    }
  }

  // Each part another copy; once all have one, from the beginning.
  std::uint32_t copy_of_part(std::uint32_t part) {
    if (stations_[fan_out_.first].routing == Routing::in_turn) {
      return chosen_copy(fan_out_.first);
    }
    const std::size_t at = part % shuffled_.size();
    std::swap(shuffled_[at], shuffled_[at + below(shuffled_.size() - at)]);
    return shuffled_[at];
  }

  std::uint32_t chosen_copy(std::size_t station) {
    const std::uint32_t copies = stations_[station].station.copies;
    return static_cast<std::uint32_t>(stations_[station].routing == Routing::in_turn
                                          ? turns_[station]++ % copies
                                          : below(copies));
  }

  // 0 to 1, without 1. Distributions of the standard library differ from one to another.
  double unit() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }

  std::size_t below(std::size_t end) {
    return static_cast<std::size_t>(unit() * static_cast<double>(end));
  }

  double exponential_s(double mean_s) { return -std::log1p(-unit()) * mean_s; }

  double service_s(const SimulatedStation& visited) {
    const double mean_s = visited.station.demand_s * visited.station.copies;
    if (visited.service == Service::constant) {
      return mean_s;
    }
    double sum_s = 0;
    for (std::uint32_t phase = 0; phase < visited.phases; ++phase) {
      sum_s += exponential_s(mean_s / visited.phases);
    }
    return sum_s;
  }

  void schedule(std::uint32_t place) {
    Schedule& known = schedules_[place];
    const double next_s = places_[place].next_departure_s();
    if (next_s == known.at_s) {
      return;
    }
    known.at_s = next_s;
    ++known.version;
    if (std::isfinite(next_s)) {
      calendar_.push({next_s, number_++, place, known.version});
    }
  }

  const std::vector<SimulatedStation>& stations_;
  FanOut fan_out_;
  double think_s_;
  std::mt19937_64 random_;
  std::vector<Customer> customers_;
  std::vector<std::uint64_t> turns_;       // of each station
  std::vector<std::size_t> first_places_;  // of each station, then where customers think
  std::vector<Place> places_;              // each copy of each station, then that one
  std::vector<Schedule> schedules_;
  std::vector<Job> jobs_;
  std::vector<std::uint32_t> shuffled_;  // copies that the parts visit
  std::priority_queue<Departure> calendar_;
  std::vector<Round> rounds_;
  double now_s_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t events_ = 0;
};

}  // namespace

std::optional<Simulated> simulate(const SimulatedNetwork& network, std::uint64_t customers,
                                  const SimulationOrder& order) {
  check(network);
  if (customers == 0 || customers > std::numeric_limits<std::uint32_t>::max()) {
    throw std::invalid_argument("a simulation has one customer at least, and fewer than 2^32");
  }
  const std::uint64_t least = least_rounds(customers);
  // What is under way when the last round ends takes events, too.
  if (least + customers > order.most_events / events_per_round(network)) {
    return std::nullopt;
  }
  Simulation simulation(network, customers, order.seed);
  simulation.run(std::max(order.rounds, least), order.most_events);
  if (simulation.rounds().size() < least) {
    return std::nullopt;
  }
  Simulated result = summary_of(simulation.rounds());
  result.customers = customers;
  result.events = simulation.events();
  return result;
}

}  // namespace tiga::queueing
