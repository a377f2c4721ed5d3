#include "loadgen/engine/engine.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace tiga::loadgen::engine {
namespace {

using common::TimePoint;

/// A place whose connection could not be made waits so long before its next try, lest the generator
/// spin.
constexpr std::chrono::milliseconds pause_after_failed_connect{10};

Outcome outcome_of_connect(int error) {
  switch (error) {
    case EADDRNOTAVAIL:
      return Outcome::no_local_port;
    case ETIMEDOUT:
      return Outcome::timed_out;
    case ECONNRESET:
      return Outcome::reset;
    default:
      return Outcome::refused;
  }
}

const char* what_timed_out(requests::Exchange::Phase phase) {
  switch (phase) {
    case requests::Exchange::Phase::connecting:
      return "no connection within the limit";
    case requests::Exchange::Phase::waiting:
      return "no octet of a reply within the limit";
    case requests::Exchange::Phase::closing:
      return "the reply was whole, but the server did not close the connection within the limit";
    default:
      return "no whole reply within the limit";
  }
}

}  // namespace

Engine::Engine(requests::Work& work)
    : work_(work), socket_setup_{work.request().size(), work.options().window_octets} {
  places_.reserve(work_.concurrency());
  for (std::uint32_t number = 0; number < work_.concurrency(); ++number) {
    places_.emplace_back(work_.checker(), number);
    places_.back().source = work_.first_source(number);
    free_.push_back(&places_.back());
  }
}

void Engine::run() {
  next_expiry_ = read_clock() + work_.options().timeout;
  start_due();
  while (!work_.over()) {
    wait_once();
    work_.look_at_clock(now_);
    expire();
    unpause();
    start_due();
  }
  abandon_all();
  work_.finish();
}

const common::SocketAddress& Engine::target_of(const Place& place) {
  return work_.addresses().at(place.address);
}

const common::SocketAddress* Engine::source_of(const Place& place) {
  return work_.sources(place.address).at(place.source);
}

common::Nanoseconds Engine::time_to_next_wake() {
  TimePoint wake = std::min(next_expiry_, work_.next_look());
  if (!paused_.empty()) {
    wake = std::min(wake, paused_.front().first);
  }
  woken_for_ = TimePoint::max();
  if (!free_.empty()) {
    const TimePoint due = work_.next_due();
    if (due <= now_) {
      return common::Nanoseconds::zero();
    }
    if (due - wake_aim_.lead() < wake) {
      wake = due - wake_aim_.lead();
      woken_for_ = wake > now_ ? due : TimePoint::max();
    }
  }
  return wake > now_ ? wake - now_ : common::Nanoseconds::zero();
}

void Engine::wait_once() {
  const common::Nanoseconds time = time_to_next_wake();
  const bool sleeps = time > common::Nanoseconds::zero();
  const TimePoint before = now_;
  const std::uint64_t deeds_before = deeds_;
  wait(time);
  learn_from_wake();
  if (!sleeps && deeds_ == deeds_before) {
    work_.waited_busily(now_ - before);
  }
}

void Engine::learn_from_wake() {
  const bool by_timer = woken_for_ != TimePoint::max() && now_ >= woken_for_ - wake_aim_.lead();
  if (by_timer) {
    wake_aim_.learn(now_ > woken_for_);
  }
}

void Engine::start_due() {
  while (!free_.empty()) {
    Place& place = *free_.front();
    if (!work_.begin(place.exchange, place.has_socket, now_)) {
      return;
    }
    free_.pop_front();
    start(place);
  }
}

void Engine::start(Place& place) {
  ++deeds_;
  place.sent = 0;
  if (place.has_socket) {
    send(place);
    return;
  }
  place.address = work_.addresses().current();
  place.more_sources = 0;
  place.has_socket = true;
  connect(place);
}

void Engine::connected(Place& place, TimePoint at) {
  ++deeds_;
  place.exchange.connected(at);
  work_.addresses().succeeded(place.address);
  work_.came_from(place.source);
}

void Engine::connect_failed(Place& place, int error) {
  const unsigned sources = work_.sources(place.address).count();
  if (error == EADDRNOTAVAIL && place.more_sources + 1 < sources) {
    disconnect(place);
    ++place.more_sources;
    place.source = (place.source + 1) % sources;
    connect(place);  // as deep as there are sources
    return;
  }
  if (const auto other = work_.addresses().after_failure(place.address)) {
    disconnect(place);
    place.address = *other;
    place.source = 0;
    connect(place);  // as deep as there are addresses
    return;
  }
  place.exchange.fail(outcome_of_connect(error), std::generic_category().message(error),
                      read_clock());
  finish(place, true);
}

void Engine::finish(Place& place, bool peer_gone) {
  ++deeds_;
  const requests::ExchangeEnd& end = place.exchange.end();
  if (!end.connection_stands || peer_gone || place.sent != work_.request().size()) {
    drop(place);
  }
  const bool no_connection =
      end.outcome == Outcome::refused || end.outcome == Outcome::no_local_port;
  now_ = place.exchange.times().end;
  work_.end(place.exchange, place.address);
  if (no_connection) {
    paused_.emplace_back(now_ + pause_after_failed_connect, &place);
  } else {
    free_.push_back(&place);
  }
}

void Engine::drop(Place& place) {
  disconnect(place);
  place.has_socket = false;
}

/// Looks through all places, but not before the oldest request could have timed out.
void Engine::expire() {
  if (now_ < next_expiry_) {
    return;
  }
  const common::Nanoseconds timeout = work_.options().timeout;
  const TimePoint now = now_;
  TimePoint oldest = now;
  for (Place& place : places_) {
    if (!place.exchange.going_on()) {
      continue;
    }
    const TimePoint start = place.exchange.times().start;
    if (start + timeout <= now) {
      place.exchange.fail(Outcome::timed_out, what_timed_out(place.exchange.phase()), now);
      finish(place, true);
    } else {
      oldest = std::min(oldest, start);
    }
  }
  next_expiry_ = oldest + timeout;
}

void Engine::unpause() {
  while (!paused_.empty() && paused_.front().first <= now_) {
    free_.push_back(paused_.front().second);
    paused_.pop_front();
  }
}

void Engine::abandon_all() {
  read_clock();
  for (Place& place : places_) {
    if (place.exchange.going_on()) {
      place.exchange.fail(Outcome::abandoned, "in flight when the run was ended", now_);
      work_.end(place.exchange, place.address);
    }
  }
}

}  // namespace tiga::loadgen::engine
