// What became of the requests of one thread: counts, times, an example of each failure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "loadgen/exchange.hpp"
#include "loadgen/summary.hpp"
#include "stats/samples.hpp"

namespace tiga::loadgen {

/// Latency of the requests that ended ok, in nanoseconds, in ab's four parts.
struct LatencySamples {
  stats::Samples connect;     ///< start to connection made
  stats::Samples processing;  ///< connection made to end
  stats::Samples waiting;     ///< connection made to first octet
  stats::Samples total;       ///< start to end

  void add(const ExchangeTimes& times);
};

/// The time integral of the number of requests in flight.
class InFlight {
 public:
  void change(int by, common::TimePoint now) {
    integral_s_ +=
        static_cast<double>(count_) * std::chrono::duration<double>(now - since_).count();
    count_ += by;
    since_ = now;
  }
  std::int64_t count() const { return count_; }
  /// Requests x seconds.
  double integral_s() const { return integral_s_; }

 private:
  std::int64_t count_ = 0;
  double integral_s_ = 0;
  common::TimePoint since_ = {};
};

/// Takes in the end of each exchange. Not thread-safe: one a thread.
class Tally {
 public:
  /// `start`: of the run; examples are dated from it.
  explicit Tally(common::TimePoint start) : start_(start) {}

  /// `exchange` has ended; it went to `peer`.
  void record(const Exchange& exchange, const common::SocketAddress& peer);

  const OutcomeCounts& outcomes() const { return outcomes_; }
  const AbCounts& ab() const { return ab_; }
  const LatencySamples& latency() const { return latency_; }
  const std::vector<Example>& examples() const { return examples_; }
  const std::string& software() const { return software_; }
  /// Octets of content of the first reply that ab would call complete; 0 before.
  std::uint64_t document_length() const { return document_length_.value_or(0); }

 private:
  void count_as_ab(const Exchange& exchange);
  void keep_example(const Exchange& exchange, const common::SocketAddress& peer);

  common::TimePoint start_;
  OutcomeCounts outcomes_;
  AbCounts ab_;
  LatencySamples latency_;
  std::vector<Example> examples_;  // one for each kind
  std::string software_;
  std::optional<std::uint64_t> document_length_;
};

}  // namespace tiga::loadgen
