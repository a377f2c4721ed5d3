// What a server counts. The sweep compares these with what the load generator saw.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace tiga::servers::core {

/// A count that any thread may raise and read.
class Counter {
 public:
  void add(std::uint64_t amount = 1) { value_.fetch_add(amount, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

/// Counters of one server process. Thread-safe.
struct Counters {
  Counter connections_accepted;
  Counter connections_rejected;  ///< answered 503 since too many were open
  Counter accept_pauses;         ///< accepting rested since descriptors, memory or threads ran out
  Counter requests;              ///< heads that were read whole
  Counter requests_malformed;    ///< refused by the parser
  Counter requests_timed_out;    ///< 408: head or content came too late
  Counter replies;               ///< final replies whose last octet was handed to the kernel
  std::array<Counter, 6> replies_by_class;  ///< [2]: 2xx and so on, as decided
  Counter octets_received;
  Counter octets_sent;

  /// One flat JSON object, the names as above; replies_by_class as replies_1xx … replies_5xx.
  std::string to_json() const;
};

}  // namespace tiga::servers::core
