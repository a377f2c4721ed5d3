// One host of a run, as the steps of a cell see it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "loadgen/summary.hpp"
#include "suite/measure/load_order.hpp"
#include "suite/measure/step.hpp"
#include "suite/measure/system_use.hpp"
#include "suite/plan/arm.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::measure {

/// What one process of a server's group has used of the CPU, and its threads now.
struct ProcessUse {
  pid_t pid = 0;  ///< unique on its host only
  common::Nanoseconds cpu_time{0};
  std::uint64_t threads = 0;
  std::size_t cores = 0;  ///< that it may run on; 0: it has ended
};

/// The counters that the suite compares with the generator's, as a server leaves them in its
/// --stats-file.
struct ServerCounters {
  std::optional<std::uint64_t> replies;  ///< final replies fully sent since the start
  std::string reply_times;  ///< "1:0.5 2:0.75": replies and seconds; empty: it does not say
};

/// What a server process and all that it started used from start to end, and what it counted.
struct ServerEnd {
  common::Nanoseconds cpu_time{0};         ///< by wait4(2)
  std::uint64_t voluntary_switches = 0;    ///< the same
  std::uint64_t involuntary_switches = 0;  ///< the same
  std::uint64_t peak_memory_kib = 0;  ///< summed over the processes that ran when it was stopped
  ServerCounters counters;
  std::optional<records::Reason> wrong;  ///< how it ended, if not well
};

/// One server process of an arm, from start to end, wherever it runs. The destructor kills it and
/// all that it started, and never throws. Not thread-safe. Each member function may throw HostLost
/// (step.hpp).
class ServerProcess {
 public:
  virtual ~ServerProcess() = default;
  /// Waits until it is ready. Throws InvalidCell with what it said.
  virtual void await_ready(common::Nanoseconds limit, const Pulse& pulse) = 0;
  /// HOST:PORT at which clients reach it; known once it is ready.
  virtual std::string endpoint() const = 0;
  /// How it ended although nobody asked it to; nothing while it runs.
  virtual std::optional<records::Reason> unexpected_exit() = 0;
  /// What each process of its group has used until now; nothing if the server itself has ended.
  virtual std::optional<std::vector<ProcessUse>> use() = 0;
  /// Threads now, of the processes that there were when it got ready or at the last use(): cheap
  /// enough to ask for while they are measured. Of another host: as it told last, at most 0.5 s
  /// ago.
  virtual std::uint64_t threads() const = 0;
  /// Its stop signal, SIGKILL at the limit; how it ended. Call it once.
  virtual ServerEnd stop(common::Nanoseconds limit, const Pulse& pulse) = 0;
};

/// One run of a load generator on its way. The destructor kills it, and never throws.
class GeneratorRun {
 public:
  virtual ~GeneratorRun() = default;
  /// Its summary once it has ended; nothing if it still runs at the deadline. Throws InvalidCell
  /// when the generator itself failed, with what it said, or took too long, and HostLost.
  virtual std::optional<loadgen::Summary> wait(common::Deadline deadline) = 0;
};

/// Which process of an arm to start.
struct ServerStart {
  std::size_t number = 0;             ///< backends count from 0; the front comes behind them
  std::vector<std::string> backends;  ///< HOST:PORT of each server behind it
  std::size_t index = 0;              ///< among the arm's processes on this host
  std::size_t count = 1;              ///< the arm's processes on this host
  bool with_front = true;             ///< the last of them is the arm's front
};

/// A clock of a host beside this one's.
struct ClockOffset {
  common::Nanoseconds offset{0};  ///< its CLOCK_MONOTONIC minus ours
  common::Nanoseconds bound{0};   ///< how far that may be wrong
};

/// A file of a cell's folder, as logs show it.
struct LogFile {
  std::string name;     ///< within the folder: "server-0/stderr"
  std::string content;  ///< 16 KiB at most, or the middle is left out; bytes not printable escaped
};

/// One host: starts and reads processes there. This one is a LocalHost (local_host.hpp). Each
/// member function may throw HostLost (step.hpp), those without a comment apart.
class Host {
 public:
  virtual ~Host() = default;
  virtual const std::string& name() const = 0;  ///< its node name (uname(2))
  /// IPv4 address on which servers listen there and at which clients reach them; 127.0.0.1 if there
  /// is no other host.
  virtual const std::string& address() const = 0;
  virtual std::size_t server_cores() const = 0;  ///< cores that servers may use there
  /// Empties the folder of the cell: what an earlier one left is not this one's.
  virtual void begin_cell() = 0;
  /// Empties it; throws CannotRun or filesystem_error if it has no room for so many bytes.
  virtual void require_room(std::uint64_t bytes) = 0;
  /// Throws CannotRun.
  virtual std::unique_ptr<ServerProcess> start(const plan::Arm& arm, const ServerStart& order) = 0;
  /// Throws CannotRun.
  virtual std::unique_ptr<GeneratorRun> generate(const LoadOrder& order) = 0;
  /// Reads the counters of kernel and machine.
  virtual void begin_count() = 0;
  /// What has happened since the last begin_count().
  virtual SystemUse end_count() = 0;
  /// Measured anew.
  virtual ClockOffset clock_offset() = 0;
  /// What is in the cell's folder, for the log of a cell that failed.
  virtual std::vector<LogFile> log_files() = 0;
};

/// The hosts of a run by role. A run on one host has the same in each.
struct Testbed {
  std::vector<Host*> all;         ///< each once; [0] is this one
  std::vector<Host*> generators;  ///< each once, at least one
  Host* front = nullptr;          ///< where servers without backends run
  Host* balancer = nullptr;       ///< where the server in front of backends runs
  std::vector<Host*> backends;    ///< backend j runs on [j mod size]
  common::Nanoseconds time_to_start = std::chrono::seconds(20);  ///< for each server process
  /// Called with each pulse: keeps the connections to other hosts alive. Throws HostLost.
  Pulse tend = {};
};

/// All of a run on one host.
inline Testbed on_one_host(Host& host) {
  return {.all = {&host},
          .generators = {&host},
          .front = &host,
          .balancer = &host,
          .backends = {&host}};
}

}  // namespace tiga::suite::measure
