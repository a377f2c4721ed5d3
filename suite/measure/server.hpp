// One server process, of ours or of anybody's, from start to end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "suite/measure/host.hpp"
#include "suite/measure/ports.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/arm.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::measure {

/// Where and how a server runs.
struct ServerPlace {
  std::filesystem::path work;          ///< folder of its own; made where it is missing
  plan::PlaceholderValues values;      ///< of the placeholders that do not depend on the process
  std::vector<std::string> backends;   ///< HOST:PORT of each server behind it
  std::optional<common::CpuSet> cpus;  ///< none: not pinned
  const common::GroupKeeper* keeper = nullptr;  ///< none: what it starts may outlive a SIGKILL
  std::string address = std::string(loopback);  ///< IPv4 address that it is to listen on
};

/// A server process of this host. Leads a process group of its own, which ends with it. Both its
/// outputs go to files: it may write as much as it likes.
class Server final : public ServerProcess {
 public:
  /// Starts it; what the placeholder `{port}` stands for is a free port. Throws CannotRun.
  Server(plan::ServerCommand command, ServerPlace place);

  /// Where another process took its port first, starts it on another one.
  void await_ready(common::Nanoseconds limit, const Pulse& pulse) override;
  std::string endpoint() const override;
  std::optional<records::Reason> unexpected_exit() override;
  std::optional<std::vector<ProcessUse>> use() override;
  std::uint64_t threads() const override;
  /// Ours have to exit with 0; of others dying of the signal is as good, and a shell's way of
  /// saying so. Of the counters what is not in its file, or no such file, is not known.
  ServerEnd stop(common::Nanoseconds limit, const Pulse& pulse) override;

 private:
  std::filesystem::path output() const { return place_.work / "stdout"; }
  std::filesystem::path error() const { return place_.work / "stderr"; }
  std::filesystem::path stats() const { return place_.work / "stats.json"; }
  common::ChildProcess launch();
  std::vector<std::string> arguments(const plan::PlaceholderValues& values) const;
  bool is_ready();
  bool has_answered();
  bool has_said_so();
  std::string program() const;
  std::string said() const;
  [[noreturn]] void fail(records::Reason why) const;
  std::vector<pid_t> members() const;
  common::ExitReport end_process(common::Nanoseconds limit, const Pulse& pulse);
  std::optional<records::Reason> wrong_end(const common::ExitReport& report) const;
  ServerCounters counters() const noexcept;

  plan::ServerCommand command_;
  ServerPlace place_;
  bool picks_port_;
  std::uint16_t port_ = 0;
  std::optional<common::TimePoint> answered_since_;
  common::ChildProcess process_;
  std::vector<pid_t> known_;  // of its group, when it got ready or at the last use()
};

}  // namespace tiga::suite::measure
