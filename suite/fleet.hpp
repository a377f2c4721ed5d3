// The server processes of one architecture, from start to end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "suite/registry.hpp"
#include "suite/server_counters.hpp"
#include "suite/waiting.hpp"

namespace tiga::suite {

/// Where a fleet finds its programs, runs, and leaves its files.
struct FleetPlace {
  std::filesystem::path programs;      ///< folder of the executables
  std::filesystem::path work;          ///< folder for standard errors and counters; must exist
  std::optional<common::CpuSet> cpus;  ///< none: not pinned
};

/// What the processes of a fleet used from start to end, summed (wait4(2)), and counted.
struct FleetEnd {
  common::Nanoseconds cpu_time{0};
  std::uint64_t peak_memory_kib = 0;
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  ServerCounters front;                  ///< the counters of the process that clients connect to
  std::vector<ServerCounters> backends;  ///< those of the others
  std::optional<std::string> wrong;      ///< which process did not end well, and how
};

/// Fresh processes on free ports of 127.0.0.1: the backends first, then the front. The destructor
/// kills what still runs. Not thread-safe; start it from a thread that lives as long as it does
/// (see ChildProcess).
class Fleet {
 public:
  /// Starts all and waits until each is ready. Throws CannotRun with the program and what it said.
  static Fleet start(const Architecture& architecture, const FleetPlace& place, const Pulse& pulse);

  /// The port that clients connect to.
  std::uint16_t port() const { return servers_.back().port; }
  std::vector<pid_t> pids() const;
  /// A process that has ended although it should not have, and how; nothing when all run.
  std::optional<std::string> casualty();
  /// CPU time of all processes until now; nothing when one has ended.
  std::optional<common::Nanoseconds> cpu_time() const;
  /// Threads of all processes now.
  std::uint64_t threads() const;
  /// SIGTERM to the front, then to the backends; how they ended. Call it once.
  FleetEnd stop();

 private:
  struct Server {
    std::string program;
    common::ChildProcess process;
    std::filesystem::path stats_file;
    std::filesystem::path error_file;
    std::uint16_t port = 0;
  };

  Fleet() = default;
  Server& launch(std::string_view program, const FleetPlace& place,
                 const std::vector<std::string>& more);
  static void await_ready(Server& server, const Pulse& pulse);

  std::vector<Server> servers_;  // the front is the last
};

}  // namespace tiga::suite
