// The counters of a server. The suite compares them with the load generator's.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace tiga::servers::core {

/// A counter that any thread may raise and read.
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
  Counter connections_rejected;  ///< answered 503 because too many were open
  Counter accept_pauses;       ///< accepting paused because descriptors, memory or threads ran out
  Counter requests;            ///< request heads that were read completely
  Counter requests_malformed;  ///< refused by the parser
  Counter requests_timed_out;  ///< 408: head or content took too long
  Counter replies;             ///< final replies whose last byte was passed to the kernel
  std::array<Counter, 6> replies_by_class;  ///< [2]: 2xx etc., by the status of the reply
  Counter bytes_received;
  Counter bytes_sent;
  Counter log_lines_dropped;  ///< because nobody read standard error in time

  /// One flat JSON object. Keys are the names above (bytes as octets_received, octets_sent), with
  /// replies_by_class as replies_1xx … replies_5xx.
  std::string to_json() const;
};

}  // namespace tiga::servers::core
