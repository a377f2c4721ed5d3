// One station while it is simulated: who is there, and who leaves next.
#pragma once

#include <cstdint>
#include <deque>
#include <queue>
#include <vector>

#include "queueing/simulation.hpp"

namespace tiga::queueing {

/// Time only goes on: each `now` is at least the one before.
class Place {
 public:
  /// `servers` as in Station.
  Place(Discipline discipline, std::uint32_t servers)
      : is_shared_(discipline == Discipline::sharing), servers_(servers) {}

  void arrive(double now, std::uint32_t job, double service_s);
  /// In seconds; infinite if nobody is there.
  double next_departure_s() const;
  /// The job that leaves at next_departure_s(), which is `now`.
  std::uint32_t depart(double now);

 private:
  struct AtWork {
    double end_s;          // of its service, as work_s_ counts
    std::uint64_t number;  // of arrival: the order of those that end together
    std::uint32_t job;

    friend bool operator<(const AtWork& one, const AtWork& other) {  // the first to end is the top
      return one.end_s != other.end_s ? one.end_s > other.end_s : one.number > other.number;
    }
  };
  struct Waiting {
    double service_s;
    std::uint32_t job;
  };

  double pace() const;
  void advance(double now);
  void begin(const Waiting& next);

  bool is_shared_;
  std::uint32_t servers_;
  double now_s_ = 0;
  double work_s_ = 0;  // service that a job has got that has been at work from the start
  std::uint64_t begun_ = 0;
  std::priority_queue<AtWork> at_work_;
  std::deque<Waiting> waiting_;
};

}  // namespace tiga::queueing
