#include "loadgen/epoll_run.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "common/error.hpp"
#include "loadgen/engine.hpp"

namespace tiga::loadgen {
namespace {

using common::SteadyClock;
using common::TimePoint;

constexpr std::size_t buffer_size = std::size_t{64} * 1024;
constexpr std::size_t batch_size = 512;

const char* what_timed_out(Exchange::Phase phase) {
  switch (phase) {
    case Exchange::Phase::connecting:
      return "no connection within the limit";
    case Exchange::Phase::waiting:
      return "no octet of a reply within the limit";
    case Exchange::Phase::closing:
      return "the reply was whole, but the server did not close the connection within the limit";
    default:
      return "no whole reply within the limit";
  }
}

class EpollEngine : public Engine {
 public:
  std::string_view name() const override { return "epoll"; }
  void run(Work& work, int stop_fd) override { EpollRun(work, stop_fd).run(); }
};

}  // namespace

std::unique_ptr<Engine> make_epoll_engine() { return std::make_unique<EpollEngine>(); }

EpollRun::EpollRun(Work& work, int stop_fd)
    : work_(work), epoll_(::epoll_create1(EPOLL_CLOEXEC)), buffer_(buffer_size) {
  epoll_event event{};  // its data is null, which no place's is
  event.events = EPOLLIN;
  if (!epoll_ || ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, stop_fd, &event) != 0) {
    common::throw_errno("cannot set up epoll");
  }
  places_.reserve(work_.concurrency());
  for (std::uint64_t number = 0; number < work_.concurrency(); ++number) {
    places_.emplace_back(work_.checker());
  }
}

void EpollRun::run() {
  open_all();
  while (work_.stopped() == Stop::none && (work_.any_in_flight() || !paused_.empty())) {
    wait();
  }
  abandon_all();
}

void EpollRun::open_all() {
  next_expiry_ = SteadyClock::now() + work_.timeout();
  for (Place& place : places_) {
    start_next(place, SteadyClock::now());
  }
  restart_ended();
}

void EpollRun::wait() {
  const int timeout = common::Deadline(next_wake()).poll_milliseconds();
  std::array<epoll_event, batch_size> events;
  const int count =
      ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), timeout);
  if (count < 0 && errno != EINTR) {
    common::throw_errno("cannot wait for events");
  }
  for (int index = 0; index < count; ++index) {
    const epoll_event& event = events[static_cast<std::size_t>(index)];
    if (event.data.ptr == nullptr) {
      work_.stop(Stop::interrupted);
      return;
    }
    handle(*static_cast<Place*>(event.data.ptr), event.events);
    restart_ended();
  }
  const TimePoint now = SteadyClock::now();
  work_.look_at_clock(now);
  expire(now);
  restart_paused(now);
  restart_ended();
}

TimePoint EpollRun::next_wake() const {
  const TimePoint wake = std::min(next_expiry_, work_.next_look());
  return paused_.empty() ? wake : std::min(wake, paused_.front().first);
}

void EpollRun::restart_ended() {
  while (!ended_.empty()) {
    Place& place = *ended_.back();
    ended_.pop_back();
    start_next(place, place.exchange.times().end);
  }
}

void EpollRun::restart_paused(TimePoint now) {
  while (!paused_.empty() && paused_.front().first <= now) {
    Place& place = *paused_.front().second;
    paused_.pop_front();
    start_next(place, now);
  }
}

/// Looks through all places, but not before the oldest request could have timed out.
void EpollRun::expire(TimePoint now) {
  if (now < next_expiry_) {
    return;
  }
  TimePoint oldest = now;
  for (Place& place : places_) {
    if (!place.exchange.going_on()) {
      continue;
    }
    const TimePoint start = place.exchange.times().start;
    if (start + work_.timeout() <= now) {
      place.exchange.fail(Outcome::timed_out, what_timed_out(place.exchange.phase()), now);
      finish(place, true);
    } else {
      oldest = std::min(oldest, start);
    }
  }
  next_expiry_ = oldest + work_.timeout();
}

void EpollRun::abandon_all() {
  const TimePoint now = SteadyClock::now();
  for (Place& place : places_) {
    if (place.exchange.going_on()) {
      place.exchange.fail(Outcome::abandoned, "in flight when the run was ended", now);
      work_.end(place.exchange, place.address);
    }
    place.fd.reset();
  }
}

}  // namespace tiga::loadgen
