// How long a round trip takes without the server's delay, measured by a client that is not loadgen.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "tests/loadgen/latency/delaying_server.hpp"

namespace tiga::tests {

/// A thread that asks a DelayingServer for `/probe` every few milliseconds with blocking calls. It
/// runs beside the generator, on its core, and waits as long as the generator's requests do: so
/// what wakes late, or comes with cold caches, does so for both.
class RoundTripProbe {
 public:
  /// What is timed.
  enum class Timed : std::uint8_t {
    after_pause,  ///< a request after a pause, as an open loop sends
    after_reply,  ///< the one that follows such a request at once, as a closed loop sends
  };

  /// Starts it, pinned to `cpus` where that is not empty. `keep_alive`: on one connection, else
  /// each on its own, timed from before its connection to the server's close.
  RoundTripProbe(std::uint16_t port, bool keep_alive, Timed timed, const common::CpuSet& cpus = {});
  ~RoundTripProbe();

  /// Ends it after the probe under way; once. Throws CannotRun where a probe failed.
  void stop();
  /// The times of the timed probes, less the delays that the server recorded for them (the record
  /// of all probes). After stop(); at least one.
  std::vector<common::Nanoseconds> round_trips(const std::vector<Served>& probes) const;

 private:
  void run(std::uint16_t port, bool keep_alive);

  struct Time {
    std::size_t probe;  // in the server's record
    common::Nanoseconds elapsed;
  };

  const Timed timed_;
  std::atomic<bool> stopped_{false};
  bool failed_ = false;
  std::vector<Time> times_;
  std::thread thread_;
};

}  // namespace tiga::tests
