// The results of the requests of one thread: counts, times, an example of each failure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "loadgen/requests/close_waits.hpp"
#include "loadgen/requests/exchange.hpp"
#include "loadgen/summary.hpp"
#include "stats/samples.hpp"

namespace tiga::loadgen::requests {

/// Latency of the requests that ended ok, in nanoseconds, in ab's four parts.
struct LatencySamples {
  stats::Samples connect;     ///< start to connection made; of requests that opened one
  stats::Samples processing;  ///< connection made to end
  stats::Samples waiting;     ///< connection made to first byte
  stats::Samples total;       ///< from when it was due to its end
  stats::Samples delay;       ///< from when it was due to its start, in an open loop
  double from_start_s = 0;    ///< sum of the times from start to end

  void add(const Exchange& exchange);
  void merge(const LatencySamples& other);
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

/// Counts the end of each exchange. Not thread-safe: one per thread.
class Tally {
 public:
  /// `start`: of the counted part; times of examples count from it. `keep_records`: for -g.
  explicit Tally(common::TimePoint start, bool keep_records = false);

  /// `exchange` has ended; it went to `peer`.
  void record(const Exchange& exchange, const common::SocketAddress& peer);

  /// Adds the counts of another thread.
  void merge(const Tally& other);

  const OutcomeCounts& outcomes() const { return outcomes_; }
  const AbCounts& ab() const { return ab_; }
  const LatencySamples& latency() const { return latency_; }
  const Traffic& traffic() const { return traffic_; }
  const CloseWaits& close_waits() const { return close_waits_; }
  /// Interim (1xx) replies before all others.
  std::uint64_t interim_replies() const { return interim_replies_; }
  const std::vector<RequestRecord>& records() const { return records_; }
  const std::vector<Example>& examples() const { return examples_; }
  const std::string& software() const { return software_; }
  /// Bytes of content of the first reply that ab would call complete; 0 before.
  std::uint64_t document_length() const { return document_length_.value_or(0); }

 private:
  void count_as_ab(const Exchange& exchange);
  void keep_example(const Exchange& exchange, const common::SocketAddress& peer);
  void keep_record(const ExchangeTimes& times);

  const common::TimePoint start_;
  const std::optional<common::Nanoseconds> unix_time_of_clock_;  // set if records are kept
  OutcomeCounts outcomes_;
  AbCounts ab_;
  LatencySamples latency_;
  Traffic traffic_;
  CloseWaits close_waits_;
  std::uint64_t interim_replies_ = 0;
  std::vector<RequestRecord> records_;
  std::vector<Example> examples_;  // one for each kind
  std::string software_;
  std::optional<std::uint64_t> document_length_;
};

}  // namespace tiga::loadgen::requests
