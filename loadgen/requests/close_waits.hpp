// Requests whose reply was complete long before the server closed their connection.
#pragma once

#include <chrono>
#include <cstdint>

#include "loadgen/requests/exchange.hpp"
#include "stats/samples.hpp"

namespace tiga::loadgen::requests {

/// A request that ends with the close of its connection includes the wait for it, in its latency or
/// its timeout. Requests that waited at least `shortest` are kept apart here. Not thread-safe: one
/// per thread, merged at the end.
class CloseWaits {
 public:
  /// A server that closes at once may still need this long on a busy machine.
  static constexpr std::chrono::milliseconds shortest{10};

  /// `exchange` has ended, in whatever way.
  void add(const Exchange& exchange);
  void merge(const CloseWaits& other);

  std::uint64_t count() const { return wait_.count(); }
  /// How many of these replies said that the server closes.
  std::uint64_t announced() const { return announced_; }
  /// Start of the request to its complete reply, in nanoseconds.
  const stats::Samples& whole() const { return whole_; }
  /// From there to the end, in nanoseconds.
  const stats::Samples& wait() const { return wait_; }
  /// Sum of the waits.
  double time_s() const { return time_s_; }

 private:
  stats::Samples whole_;
  stats::Samples wait_;
  std::uint64_t announced_ = 0;
  double time_s_ = 0;
};

}  // namespace tiga::loadgen::requests
