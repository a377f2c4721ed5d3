// Which host of a run does what: section [hosts] of a plan, and the roles that follow from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiga::suite::plan {

struct Plan;

/// A host that a plan names.
struct NamedHost {
  std::string name;   ///< its node name, uname(2)
  std::string where;  ///< "plan.toml:3", for complaints
};

/// Section [hosts] of a plan. A list is empty where the plan does not give it.
struct Hosts {
  std::vector<NamedHost> generate;  ///< generators: the load is divided among them
  std::vector<NamedHost> balance;   ///< at most one: the server in front of backends
  std::vector<NamedHost> serve;     ///< servers without backends: on the first
  std::vector<NamedHost> backends;  ///< backends: the first on the first host, and so on, in turn
  std::vector<std::pair<NamedHost, std::string>> addresses;     ///< IPv4
  std::vector<std::pair<NamedHost, std::uint32_t>> links_mbit;  ///< Mbit/s of its interface

  /// What the plan gives for that host; nothing if it does not.
  std::optional<std::string> address_of(std::string_view host) const;
  std::optional<std::uint32_t> link_of(std::string_view host) const;
};

/// The roles of a run's hosts, each a position in the list of hosts that there are.
struct HostRoles {
  std::vector<std::size_t> generators;  ///< each once, at least one
  std::size_t front = 0;                ///< servers without backends
  std::size_t balancer = 0;             ///< the server in front of backends
  std::vector<std::size_t> backends;    ///< backend j on [j mod size]; each once, at least one

  /// The roles of one host by their keys: "generate", "balance", "serve", "backends".
  std::vector<std::string> of(std::size_t host) const;
};

/// Gives the hosts that there are, by node name, their roles. Those that the plan leaves open: the
/// first host without another role generates; all that do not generate serve; the first of these is
/// the balancer; backends are on those that serve but for the balancer, or on it if there is no
/// other. A single host does all. Throws UsageError, "FILE:LINE: hosts.KEY: what is wrong", where
/// the plan names a host that there is not, or leaves none to serve.
HostRoles assign_roles(const Hosts& hosts, std::span<const std::string> present);

/// Throws UsageError for an arm of which a command does not say where to listen: on several hosts
/// servers listen at `{address}` only, so that its arguments or files must have this placeholder.
void require_addresses(const Plan& plan);

}  // namespace tiga::suite::plan
