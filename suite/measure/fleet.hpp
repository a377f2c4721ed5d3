// The server processes of one arm, from start to end.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/clock.hpp"
#include "suite/measure/server.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/arm.hpp"

namespace tiga::suite::measure {

/// What the processes of a fleet used from start to end, summed, and counted.
struct FleetEnd {
  common::Nanoseconds cpu_time{0};         ///< by wait4(2), of all of them and who they started
  std::uint64_t voluntary_switches = 0;    ///< the same
  std::uint64_t involuntary_switches = 0;  ///< the same
  /// Of each process that ran when they were stopped the most memory it had; summed.
  std::uint64_t peak_memory_kib = 0;
  ServerCounters front;                  ///< the counters of the process that clients connect to
  std::vector<ServerCounters> backends;  ///< those of the others, in their order
  std::optional<records::Reason> wrong;  ///< which process did not end well, and how
};

/// What a process has used of the CPU, and its threads now.
struct ProcessUse {
  pid_t pid = 0;
  common::Nanoseconds cpu_time{0};
  std::uint64_t threads = 0;
  std::size_t cores = 0;  ///< that it may run on; 0: it has ended
  bool is_front = false;  ///< of the server in front of backends; false where there are none
};
using FleetUse = std::vector<ProcessUse>;

/// Fresh processes on free ports of 127.0.0.1: the backends first, then the front. The destructor
/// kills what still runs. Not thread-safe; start it from a thread that lives as long as it does
/// (see ChildProcess).
class Fleet {
 public:
  /// Starts all and waits until each is ready; each process gets a folder in `bench.work`, which
  /// must exist. Throws CannotRun with the program and what it said.
  static Fleet start(const plan::Arm& arm, const Bench& bench, const Pulse& pulse);

  /// The port that clients connect to.
  std::uint16_t port() const { return servers_.back().port(); }
  /// The processes that were started, and all that they have started since, now.
  std::vector<pid_t> pids() const;
  /// A process that has ended although it should not have, and how; nothing when all run.
  std::optional<records::Reason> unexpected_exit();
  /// What each process has used until now; nothing when one that was started has ended.
  std::optional<FleetUse> use() const;
  /// Threads now, of the processes that there were at the start or the last use(): cheap
  /// enough to ask for while they are measured.
  std::uint64_t threads() const;
  /// The stop signal to the front, then to the backends; how they ended. Call it once.
  FleetEnd stop();

 private:
  Fleet() = default;

  std::vector<Server> servers_;  // the front is the last
  mutable std::vector<pid_t> known_;
};

}  // namespace tiga::suite::measure
