#include "loadgen/requests/close_waits.hpp"

namespace tiga::loadgen::requests {

void CloseWaits::add(const Exchange& exchange) {
  const ExchangeTimes& times = exchange.times();
  if (!times.whole || times.end - *times.whole < shortest) {
    return;
  }
  const common::Nanoseconds wait = times.end - *times.whole;
  whole_.add(static_cast<std::uint64_t>((*times.whole - times.start).count()));
  wait_.add(static_cast<std::uint64_t>(wait.count()));
  announced_ += exchange.end().reply.persistent ? 0u : 1u;
  time_s_ += std::chrono::duration<double>(wait).count();
}

void CloseWaits::merge(const CloseWaits& other) {
  whole_.merge(other.whole_);
  wait_.merge(other.wait_);
  announced_ += other.announced_;
  time_s_ += other.time_s_;
}

}  // namespace tiga::loadgen::requests
