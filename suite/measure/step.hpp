// What the steps of a cell have in common: where they run, how they are interrupted, and how they
// fail.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "common/child_process.hpp"
#include "common/cpu_set.hpp"
#include "common/error.hpp"
#include "common/group_keeper.hpp"
#include "suite/records/placement.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::measure {

/// What of this host is the same for all cells of a run.
struct Bench {
  std::filesystem::path programs;                ///< folder of servers and loadgen
  std::filesystem::path work;                    ///< emptied and used by each cell
  std::optional<common::CpuSet> servers = {};    ///< none: not pinned
  std::optional<common::CpuSet> generator = {};  ///< none: not pinned
  const common::GroupKeeper* keeper =
      nullptr;  ///< ends servers when this process is killed; none: only their parents
  common::Topology server_topology = {};  ///< of pinned servers; empty: an arm's processes share
  std::size_t generator_cores = 1;        ///< physical ones; not pinned: 1

  /// Cores that the servers may use.
  std::size_t server_cores() const;
};

/// The bench of a run with that placement on these cores.
Bench make_bench(const std::filesystem::path& programs, const std::filesystem::path& work,
                 const records::Placement& placement, const common::Topology& cores,
                 const common::GroupKeeper& keeper);

/// Called at least every 20 ms while the suite waits. It throws to end the wait.
using Pulse = std::function<void()>;

/// Thrown by a step of a cell that failed.
class InvalidCell : public common::CannotRun {
 public:
  explicit InvalidCell(records::Reason why);
  const records::Reason& reason() const { return reason_; }

 private:
  records::Reason reason_;
};

/// Thrown when a host of the run does not answer any more, or says what cannot be: nothing else can
/// be measured there.
class HostLost : public InvalidCell {
 public:
  /// `how` is a sentence's part: "it was silent for 5 s".
  HostLost(const std::string& host, std::string_view how);
  /// Its name.
  const std::string& host() const { return host_; }

 private:
  std::string host_;
};

/// That a program ended, how, and what it said last.
records::Reason ended(std::string_view program, const common::ExitReport& end,
                      std::string_view said);

}  // namespace tiga::suite::measure
