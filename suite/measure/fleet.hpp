// The server processes of one arm, from start to end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "suite/measure/host.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/arm.hpp"

namespace tiga::suite::measure {

/// What the processes of a fleet used from start to end, summed, and counted.
struct FleetEnd {
  common::Nanoseconds cpu_time{0};         ///< by wait4(2), of all of them and who they started
  std::uint64_t voluntary_switches = 0;    ///< the same
  std::uint64_t involuntary_switches = 0;  ///< the same
  /// Of each process that ran when its server was stopped the most memory it had; summed.
  std::uint64_t peak_memory_kib = 0;
  ServerCounters front;                  ///< the counters of the process that clients connect to
  std::vector<ServerCounters> backends;  ///< those of the others, in their order
  std::optional<records::Reason> wrong;  ///< which process did not end well, and how
};

/// What the processes of one server of a fleet have used until now.
struct ServerUse {
  std::size_t host = 0;        ///< where it runs: the number of that host in the testbed
  std::size_t host_cores = 0;  ///< that servers may use there
  std::vector<ProcessUse> processes;
};
/// Of each server; the front is the last.
using FleetUse = std::vector<ServerUse>;

/// Fresh processes on free ports of their hosts' addresses: the backends first, then the front. The
/// destructor kills what still runs. Not thread-safe; start it from a thread that lives as long as
/// it does (see ChildProcess).
class Fleet {
 public:
  /// Starts all and waits until each is ready; each process gets a folder in that of its host's
  /// cell, which must exist. Throws CannotRun with the program and what it said.
  static Fleet start(const plan::Arm& arm, const Testbed& testbed, const Pulse& pulse);

  /// HOST:PORT that clients connect to.
  std::string endpoint() const { return servers_.back().process->endpoint(); }
  /// The name of the host of each server, the front's first.
  std::vector<std::string> host_names() const;
  /// A process that has ended although it should not have, and how; nothing when all run.
  std::optional<records::Reason> unexpected_exit();
  /// What each process has used until now; nothing when one that was started has ended.
  std::optional<FleetUse> use();
  /// Threads now, of the processes that there were at the start or the last use(): cheap
  /// enough to ask for while they are measured.
  std::uint64_t threads() const;
  /// The stop signal to the front, then to the backends; how they ended. Call it once.
  FleetEnd stop(const Pulse& pulse);

 private:
  struct Member {
    std::size_t host = 0;  // its number in the testbed
    const Host* place = nullptr;
    std::unique_ptr<ServerProcess> process;
  };

  Fleet() = default;

  std::vector<Member> servers_;  // the front is the last
};

}  // namespace tiga::suite::measure
