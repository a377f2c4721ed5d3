#include "loadgen/engine/engine.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include "common/error.hpp"
#include "common/uring/uring.hpp"
#include "loadgen/engine/reasons.hpp"

namespace tiga::loadgen::engine {
namespace {

using common::TimePoint;

/// How long a slot waits after a failed connect before it tries again, so that the generator does
/// not spin.
constexpr std::chrono::milliseconds pause_after_failed_connect{10};

/// Figures: docs/loadgen.md, Engines.
bool io_uring_pays(const Options& options) {
  constexpr std::uint64_t most_standing_connections = 4096;
  return options.keep_alive ? options.concurrency / options.threads <= most_standing_connections
                            : options.concurrency > 1;
}

}  // namespace

EngineChoice choose_engine(const Options& options) {
  if (options.engine == EngineChoice::automatic) {
    return common::Uring::offered() && io_uring_pays(options) ? EngineChoice::io_uring
                                                              : EngineChoice::epoll;
  }
  if (options.engine == EngineChoice::io_uring && !common::Uring::offered()) {
    throw common::CannotRun(
        "--engine io_uring: this kernel (Linux 6.1 or newer) or its settings do not offer it; use "
        "--engine epoll");
  }
  return options.engine;
}

std::unique_ptr<Engine> make_engine(EngineChoice engine, requests::Work& work, int stop_fd) {
  return engine == EngineChoice::io_uring ? make_uring_engine(work, stop_fd)
                                          : make_epoll_engine(work, stop_fd);
}

Engine::Engine(requests::Work& work)
    : work_(work), socket_setup_{work.request().size(), work.options().window_bytes} {
  slots_.reserve(work_.concurrency());
  for (std::uint32_t number = 0; number < work_.concurrency(); ++number) {
    slots_.emplace_back(work_.checker(), number);
    slots_.back().source = work_.first_source(number);
    free_.push_back(&slots_.back());
  }
}

void Engine::run() {
  next_expiry_ = read_clock() + time_of_address(work_.addresses().current());
  work_.check_clock(now_);
  start_due();
  while (!work_.over()) {
    wait_once();
    work_.check_clock(now_);
    expire();
    unpause();
    start_due();
  }
  abandon_all();
  work_.finish();
}

common::Nanoseconds Engine::time_to_next_wake() {
  TimePoint wake = std::min(next_expiry_, work_.next_check());
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
  const std::uint64_t progress_before = progress_count_;
  wait(time);
  if (woken_for_ != TimePoint::max() && now_ >= woken_for_ - wake_aim_.lead()) {  // by the timer
    wake_aim_.learn(now_ > woken_for_);
  }
  if (!sleeps && progress_count_ == progress_before) {
    work_.waited_busily(now_ - before);
  }
}

void Engine::start_due() {
  while (!free_.empty()) {
    RequestSlot& slot = *free_.front();
    if (!work_.begin(slot.exchange, slot.has_socket, now_)) {
      return;
    }
    free_.pop_front();
    start(slot);
  }
}

void Engine::start(RequestSlot& slot) {
  ++progress_count_;
  slot.sent = 0;
  if (slot.has_socket) {
    send(slot);
    return;
  }
  slot.address = work_.addresses().current();
  slot.more_sources = 0;
  slot.has_socket = true;
  connect(slot);
}

void Engine::connected(RequestSlot& slot, TimePoint at) {
  ++progress_count_;
  slot.exchange.connected(at);
  work_.addresses().succeeded(slot.address);
  work_.used_source(slot.source);
}

void Engine::connect_failed(RequestSlot& slot, int error) {
  const unsigned sources = work_.sources(slot.address).count();
  if (error == EADDRNOTAVAIL && slot.more_sources + 1 < sources) {
    disconnect(slot);
    ++slot.more_sources;
    slot.source = (slot.source + 1) % sources;
    connect(slot);  // recursion is bounded by the number of sources
    return;
  }
  const std::string why = error_text(error);
  if (!try_next_address(slot, why)) {
    slot.exchange.fail(outcome_of_connect(error), why, read_clock());
    finish(slot, true);
  }
}

/// The address of `slot` did not accept its connection. False if there is no other.
bool Engine::try_next_address(RequestSlot& slot, std::string_view why) {
  const auto other = work_.addresses().after_failure(slot.address, why);
  if (!other) {
    return false;
  }
  disconnect(slot);
  slot.address = *other;
  slot.source = 0;
  connect(slot);  // recursion is bounded by the number of addresses
  return true;
}

/// How long after the start of its request a connection to that address is given up: until one
/// address has accepted, each has an equal share of the limit.
common::Nanoseconds Engine::time_of_address(std::size_t index) const {
  const requests::Addresses& addresses = work_.addresses();
  const common::Nanoseconds limit = work_.options().timeout;
  return addresses.has_other(index) ? limit / static_cast<std::int64_t>(addresses.count()) *
                                          static_cast<std::int64_t>(index + 1)
                                    : limit;
}

/// When the request of `slot`, or the address that it connects to, is late.
TimePoint Engine::due_of(const RequestSlot& slot) const {
  const bool connecting = slot.exchange.phase() == requests::Exchange::Phase::connecting;
  return slot.exchange.times().start +
         (connecting ? time_of_address(slot.address) : work_.options().timeout);
}

void Engine::finish(RequestSlot& slot, bool peer_gone) {
  ++progress_count_;
  const requests::ExchangeEnd& end = slot.exchange.end();
  if (!end.stays_open || peer_gone || slot.sent != work_.request().size()) {
    drop(slot);
  }
  const bool no_connection =
      end.outcome == Outcome::refused || end.outcome == Outcome::no_local_port;
  now_ = slot.exchange.times().end;
  work_.end(slot.exchange, slot.address);
  if (no_connection) {
    paused_.emplace_back(now_ + pause_after_failed_connect, &slot);
  } else {
    free_.push_back(&slot);
  }
}

void Engine::drop(RequestSlot& slot) {
  disconnect(slot);
  slot.has_socket = false;
}

/// Checks all slots, but not before the oldest request could have timed out.
void Engine::expire() {
  if (now_ < next_expiry_) {
    return;
  }
  const TimePoint now = now_;
  for (RequestSlot& slot : slots_) {
    if (slot.exchange.in_progress() && due_of(slot) <= now) {
      expire(slot, now);
    }
  }
  next_expiry_ = now + time_of_address(work_.addresses().current());
  for (const RequestSlot& slot : slots_) {
    if (slot.exchange.in_progress()) {
      next_expiry_ = std::min(next_expiry_, due_of(slot));
    }
  }
}

void Engine::expire(RequestSlot& slot, TimePoint now) {
  const std::string why = why_timed_out(slot.exchange, work_.options());
  const bool connecting = slot.exchange.phase() == requests::Exchange::Phase::connecting;
  const bool over = slot.exchange.times().start + work_.options().timeout <= now;
  if (connecting && !over && try_next_address(slot, why)) {
    return;
  }
  work_.addresses().after_failure(slot.address, why);
  slot.exchange.fail(Outcome::timed_out, why, now);
  finish(slot, true);
}

void Engine::unpause() {
  while (!paused_.empty() && paused_.front().first <= now_) {
    free_.push_back(paused_.front().second);
    paused_.pop_front();
  }
}

/// The oldest first, so that it is the example of its kind.
void Engine::abandon_all() {
  read_clock();
  std::vector<RequestSlot*> left;
  for (RequestSlot& slot : slots_) {
    if (slot.exchange.in_progress()) {
      left.push_back(&slot);
    }
  }
  std::sort(left.begin(), left.end(), [](const RequestSlot* one, const RequestSlot* other) {
    return one->exchange.times().intended < other->exchange.times().intended;
  });
  for (RequestSlot* const slot : left) {
    slot->exchange.fail(Outcome::abandoned, why_abandoned(slot->exchange, work_.options(), now_),
                        now_);
    work_.end(slot->exchange, slot->address);
  }
}

}  // namespace tiga::loadgen::engine
