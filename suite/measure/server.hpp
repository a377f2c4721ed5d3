// One server process, of ours or of anybody's, from start to end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/child_process.hpp"
#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/arm.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::measure {

/// The counters that the suite compares with the generator's, as a server leaves them in its
/// --stats-file.
struct ServerCounters {
  std::optional<std::uint64_t> replies;  ///< final replies fully sent since the start
  std::string reply_times;  ///< "1:0.5 2:0.75": replies and seconds; empty: it does not say
};

/// Where and how a server runs.
struct ServerPlace {
  std::filesystem::path work;          ///< folder of its own; made where it is missing
  plan::PlaceholderValues values;      ///< of the placeholders that do not depend on the process
  std::vector<std::string> backends;   ///< HOST:PORT of each server behind it
  std::optional<common::CpuSet> cpus;  ///< none: not pinned
  const common::GroupKeeper* keeper = nullptr;  ///< none: what it starts may outlive a SIGKILL
};

/// Leads a process group of its own, which ends with it. Both its outputs go to files: it may write
/// as much as it likes. Not thread-safe.
class Server {
 public:
  /// Starts it; what the placeholder `{port}` stands for is a free port. Throws CannotRun.
  Server(plan::ServerCommand command, ServerPlace place);

  /// Waits until it is ready; where another process took its port first, starts it on another one.
  /// Throws CannotRun with what it said.
  void await_ready(common::Nanoseconds limit, const Pulse& pulse);

  /// Its name in messages.
  std::string program() const;
  std::uint16_t port() const { return port_; }
  pid_t pid() const { return process_.pid(); }
  /// How it ended although nobody asked it to; nothing while it runs.
  std::optional<records::Reason> unexpected_exit();
  /// Sends its stop signal, and SIGKILL at the deadline.
  common::ExitReport stop(common::Deadline deadline);
  /// What was wrong with an end that stop() brought about; nothing when it ended as it should. Ours
  /// exit with 0; of others dying of the signal is as good, and a shell's way of saying so.
  std::optional<records::Reason> wrong_end(const common::ExitReport& report) const;
  /// What it counted; known once it has ended. What is not in its file, or no such file, is not
  /// known.
  ServerCounters counters() const noexcept;

 private:
  std::filesystem::path output() const { return place_.work / "stdout"; }
  std::filesystem::path error() const { return place_.work / "stderr"; }
  std::filesystem::path stats() const { return place_.work / "stats.json"; }
  common::ChildProcess launch();
  std::vector<std::string> arguments(const plan::PlaceholderValues& values) const;
  bool is_ready();
  bool has_answered();
  bool has_said_so();
  std::string said() const;
  [[noreturn]] void fail(records::Reason why) const;

  plan::ServerCommand command_;
  ServerPlace place_;
  bool picks_port_;
  std::uint16_t port_ = 0;
  std::optional<common::TimePoint> answered_since_;
  common::ChildProcess process_;
};

}  // namespace tiga::suite::measure
