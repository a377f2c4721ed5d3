// A run on several hosts, one process on each (docs/hosts.md): what its first process does to get
// its hosts, and all that the others do.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/group_keeper.hpp"
#include "suite/hosts/gathering.hpp"
#include "suite/hosts/launched.hpp"
#include "suite/measure/host.hpp"
#include "suite/plan/hosts.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/host_facts.hpp"

namespace tiga::suite {

/// The hosts of a run, by its first process. Not thread-safe.
class SeveralHosts {
 public:
  /// Waits until all others have connected. Throws CannotRun.
  SeveralHosts(hosts::Listener listener, const hosts::Launch& launch);

  /// Gives each host its part in that plan: roles, address, placement. Throws UsageError if the
  /// plan names a host that there is not, CannotRun.
  void assign(const plan::Plan& plan);
  /// In the order of ranks; this one first.
  const std::vector<records::HostFacts>& facts() const { return facts_; }
  /// Sends each host the plan, of which `text` is the whole file. Throws CannotRun if one of them
  /// cannot do its part, or they are too different, after a line for each fault. After assign().
  void prepare(const plan::Plan& plan, const std::string& text, bool force);
  /// Whether another run measures on one of the other hosts, which `force` permits. After
  /// prepare().
  bool is_beside_another_run() const;
  /// Where cells run; `local` is this host with its part. After prepare().
  measure::Testbed testbed(measure::Host& local);
  /// Says goodbye to the others: they end. Nothing but facts() can be called then.
  void release() { others_.clear(); }

 private:
  std::string own_address(std::size_t host, std::size_t towards);
  std::vector<std::string> problems(const plan::Plan& plan, const std::string& text, bool force);

  std::vector<hosts::Gathered> others_;
  std::vector<std::string> reached_at_;  // of each host, by the first one or the other way round
  std::vector<records::HostFacts> facts_;
  plan::HostRoles roles_;
};

/// Does what each process does that was started together with others: all exchange greetings, then
/// the first one calls `lead` with its hosts, and the others serve it until it ends. `lead` gives
/// the exit status. What the processes cannot be together for is said by the first one alone, a
/// line for each host; `cannot_run` then. Throws CannotRun.
common::Exit run_together(const hosts::Started& started, const std::filesystem::path& programs,
                          const common::GroupKeeper& keeper,
                          const std::function<common::Exit(SeveralHosts&)>& lead);

/// For a command that knows one host only: throws UsageError if this is the first of several
/// processes, and gives the exit status of the others, which say nothing. Nothing if this process
/// is alone.
std::optional<common::Exit> refuse_several_hosts(const std::string& command);

}  // namespace tiga::suite
