// What the hosts of a run are, as each tells it before anything starts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/build_facts.hpp"
#include "suite/records/machine.hpp"
#include "suite/records/placement.hpp"

namespace tiga::suite::records {

struct HostFacts {
  std::string name;                ///< its node name, uname(2)
  std::string address;             ///< IPv4: servers listen there
  std::vector<std::string> roles;  ///< as plan::HostRoles::of() has them; empty: it has none
  Machine machine;
  Placement placement;
  BuildFacts build;
  std::uint64_t descriptors = 0;                  ///< that a process may open
  std::optional<std::uint64_t> link_mbit = {};    ///< speed of that address's interface, Mbit/s
  std::int64_t wall_clock_ns = 0;                 ///< its CLOCK_REALTIME when it told this
  std::optional<double> wall_clock_ahead_s = {};  ///< of the first host's; set by who was told

  bool has_role(std::string_view role) const;
};

/// The node name of this host (uname(2)). Throws CannotRun.
std::string node_name();

/// This host, now: its name, machine, build, descriptors and wall clock; nothing of its part in a
/// run.
HostFacts this_host();

/// One line, without a line feed.
std::string to_json(const HostFacts& host);
/// Reads what to_json wrote. Throws CannotRun.
HostFacts host_facts_from_json(std::string_view json);

/// Descriptors that one process needs under the largest load of the plan, with room.
std::uint64_t descriptors_for(const plan::Plan& plan);

/// One line on a host that differs from the first, or cannot do its part.
struct HostDifference {
  std::string line;
  bool refuses = false;  ///< nothing may start; else it is only told

  friend bool operator==(const HostDifference&, const HostDifference&) = default;
};

/// All that is to be said of these hosts before a run that needs so many descriptors, in the order
/// of hosts. Refused are two processes on one host, another build, an address that others cannot
/// reach or that two hosts have, and too few descriptors; told are other kernels, kernel settings
/// and libraries, a wall clock off by more than a second, and a host without a role.
std::vector<HostDifference> differences(std::span<const HostFacts> hosts,
                                        std::uint64_t descriptors);

/// How the hosts of a run differ from those that measured it before: in their names, roles, cores
/// or builds, a sentence's part; "" if in nothing. A run on one machine has no hosts.
std::string other_hosts(std::span<const HostFacts> then, std::span<const HostFacts> now);

/// "a (generate), b (balance, serve)"; "one machine" if there are none.
std::string hosts_text(std::span<const HostFacts> hosts);

}  // namespace tiga::suite::records
