// What a generator should have measured before a server with known delays, beside what loadgen did.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "tests/loadgen/latency/delaying_server.hpp"

namespace tiga::tests {

/// When requests are sent.
enum class Sending : std::uint8_t {
  closed,         ///< each place sends its next request after its last reply
  open_constant,  ///< at equal distances, whatever the server does
  open_poisson,   ///< at exponentially distributed distances, whatever the server does
};

/// One run of loadgen before a DelayingServer.
struct TruthCase {
  std::string delay = {};  ///< in words: "200 us"
  DelaySchedule schedule = {};
  Sending sending = Sending::closed;
  bool keep_alive = true;
  std::uint64_t concurrency = 1;  ///< in open loops so many that without a stall none waits for one
  std::uint64_t requests = 1;
  double rate = 0;  ///< of open loops, requests a second
};

/// Truth and measurement of one quantile, in microseconds.
struct Compared {
  const char* name = "";
  double truth_us = 0;
  std::optional<double> measured_us = {};  ///< none: loadgen gave none

  /// Whether they differ by at most `share` of the truth or `floor_us`, whichever is more.
  bool within(double share, double floor_us) const;
};

/// p50, p90, p99, and the largest.
struct TruthResult {
  std::vector<Compared> percentiles;  ///< p50, p90, p99
  Compared largest;  ///< of one request only: one late wake-up decides it, so it is no percentile
  double round_trip_us = 0;  ///< without the delay, the median
};

/// Runs `loadgen` (a path) on the case, server and generator pinned where the sets are not empty.
/// Throws CannotRun where a request did not end ok, or the server counted others than loadgen.
TruthResult observe(const TruthCase& run, const std::string& loadgen,
                    const common::CpuSet& server_cpus, const common::CpuSet& generator_cpus);

/// Whether this loadgen has open loops (--rate).
bool has_open_loop(const std::string& loadgen);

/// How late each reply was handed over, counted from the arrival of its request.
std::vector<common::Nanoseconds> recorded_delays(const std::vector<Served>& record);

/// How late each reply was handed over, counted from when its request should have arrived had it
/// been sent on time, for a constant rate (requests a second). `undisturbed`: so many first
/// requests may be trusted to have waited for nothing.
///
/// Request k is due at t0 + k/rate. Those that are late wait in a queue, first in, first out, so
/// the k-th that was read is the k-th that was due. Its time of reading is
///   read[k] = t0 + k/rate + way + wait[k],   wait[k] >= 0,
/// where `way` is the trip from client to server. Where nothing waits, read[k] - k/rate is t0 +
/// way; the least of the undisturbed ones is taken for it. What the client measures is
///   sent[k] + way back - (t0 + k/rate) = (sent[k] - k/rate - (t0 + way)) + way + way back,
/// so the term in brackets, which this function gives, is to be added to the round trip just as a
/// recorded delay is. With a stall of length S it falls from S to 0 over S x rate requests.
std::vector<common::Nanoseconds> delays_from_schedule(const std::vector<Served>& record,
                                                      double rate, std::size_t undisturbed);

/// The p-quantile (rank ceil(p n)) of the sum of two independent quantities of which samples are
/// given, neither empty: of all sums of one of each, thinned evenly past 1000 of each.
common::Nanoseconds quantile_of_sum(std::vector<common::Nanoseconds> left,
                                    std::vector<common::Nanoseconds> right, double p);

}  // namespace tiga::tests
