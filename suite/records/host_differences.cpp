// How the hosts of a run differ: from each other, and from those that measured it before.
#include <fmt/format.h>

#include <cmath>

#include "common/sequences.hpp"
#include "suite/records/host_facts.hpp"

namespace tiga::suite::records {
namespace {

constexpr double much_clock_difference_s = 1;

using HostDifferences = std::vector<HostDifference>;

void refuse_host(HostDifferences& found, std::string line) {
  found.push_back({std::move(line), true});
}

void tell_host(HostDifferences& found, std::string line) {
  found.push_back({std::move(line), false});
}

// "git-1a2b by GNU 12.2.0 -O3": all that makes one build differ from another.
std::string build_text(const BuildFacts& build) {
  return fmt::format("{} by {} {} {}", build.git_describe, build.compiler, build.build_type,
                     build.flags);
}

std::string value_text(const std::optional<std::string>& value) { return value.value_or("none"); }

// The value of that name in a list of names and values.
template <class Value>
std::optional<std::string> value_of(const std::vector<std::pair<std::string, Value>>& values,
                                    const std::string& name) {
  const auto* const found =
      common::find_where(values, [&](const auto& value) { return value.first == name; });
  return found == nullptr ? std::nullopt : std::optional<std::string>(found->second);
}

void compare_builds(const HostFacts& first, const HostFacts& host, HostDifferences& found) {
  const bool same_source = first.build.git_describe == host.build.git_describe;
  if (build_text(first.build) != build_text(host.build)) {
    refuse_host(
        found,
        fmt::format("host {} has build {}, host {} has {}: install the same on all", host.name,
                    same_source ? build_text(host.build) : host.build.git_describe, first.name,
                    same_source ? build_text(first.build) : first.build.git_describe));
  }
  for (const auto& [name, version] : host.build.libraries) {
    const std::string other = value_of(first.build.libraries, name).value_or("none");
    if (other != version) {
      tell_host(found, fmt::format("host {} has {} {}, host {} {}", host.name, name, version,
                                   first.name, other));
    }
  }
}

void compare_kernels(const HostFacts& first, const HostFacts& host, HostDifferences& found) {
  if (first.machine.kernel != host.machine.kernel) {
    tell_host(found, fmt::format("host {} has kernel {}, host {} {}", host.name,
                                 host.machine.kernel, first.name, first.machine.kernel));
  }
  for (const auto& [name, value] : host.machine.sysctls) {
    const std::optional<std::string> other = value_of(first.machine.sysctls, name);
    if (value != other) {
      tell_host(found, fmt::format("host {} has {} = {}, host {} has {}", host.name, name,
                                   value_text(value), first.name, value_text(other)));
    }
  }
}

void compare_clocks(const HostFacts& first, const HostFacts& host, HostDifferences& found) {
  const double ahead = host.wall_clock_ahead_s.value_or(0);
  if (std::abs(ahead) > much_clock_difference_s) {
    tell_host(found, fmt::format("host {}: its clock is {:.1f} s {} that of host {}", host.name,
                                 std::abs(ahead), ahead > 0 ? "ahead of" : "behind", first.name));
  }
}

// What is wrong with a host by itself, of several.
void check_host(const HostFacts& host, std::uint64_t descriptors, HostDifferences& found) {
  if (host.descriptors < descriptors) {
    refuse_host(found, fmt::format("host {}: a process may open {} files, this plan needs {}; "
                                   "raise ulimit -n there",
                                   host.name, host.descriptors, descriptors));
  }
  if (host.address.empty() || host.address.starts_with("127.")) {
    refuse_host(found, fmt::format("host {} has the address {}, which others cannot reach; "
                                   "[hosts.address] in the plan may name another",
                                   host.name, host.address.empty() ? "none" : host.address));
  }
  if (host.roles.empty()) {
    tell_host(found, fmt::format("host {} has no role in this plan", host.name));
  }
}

// What two hosts may not share.
void compare_identities(const HostFacts& earlier, const HostFacts& host, HostDifferences& found) {
  if (earlier.name == host.name) {
    refuse_host(found, fmt::format("two processes run on host {}: start one on each "
                                   "(mpirun --map-by ppr:1:node)",
                                   host.name));
  } else if (earlier.address == host.address && !host.address.starts_with("127.")) {
    refuse_host(found, fmt::format("hosts {} and {} both have the address {}", earlier.name,
                                   host.name, host.address));
  }
}

}  // namespace

std::vector<HostDifference> differences(std::span<const HostFacts> hosts,
                                        std::uint64_t descriptors) {
  HostDifferences found;
  for (std::size_t at = 0; at < hosts.size() && hosts.size() > 1; ++at) {
    const HostFacts& host = hosts[at];
    for (const HostFacts& earlier : hosts.first(at)) {
      compare_identities(earlier, host, found);
    }
    if (at > 0) {
      compare_builds(hosts.front(), host, found);
      compare_kernels(hosts.front(), host, found);
      compare_clocks(hosts.front(), host, found);
    }
    check_host(host, descriptors, found);
  }
  return found;
}

std::string hosts_text(std::span<const HostFacts> hosts) {
  if (hosts.empty()) {
    return "one machine";
  }
  std::vector<std::string> texts;
  texts.reserve(hosts.size());
  for (const HostFacts& host : hosts) {
    texts.push_back(host.roles.empty()
                        ? host.name
                        : fmt::format("{} ({})", host.name, fmt::join(host.roles, ", ")));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string other_hosts(std::span<const HostFacts> then, std::span<const HostFacts> now) {
  if (hosts_text(then) != hosts_text(now)) {
    return fmt::format("it was measured on {}, this is {}", hosts_text(then), hosts_text(now));
  }
  for (std::size_t at = 0; at < then.size(); ++at) {
    const HostFacts& before = then[at];
    const HostFacts& after = now[at];
    if (build_text(before.build) != build_text(after.build)) {
      return fmt::format("host {} measured by {}, now has {}", after.name,
                         before.build.git_describe, after.build.git_describe);
    }
    const auto machine_of = [](const Machine& machine) {
      return fmt::format("{}, {} cores ({})", machine.cpu, machine.cores, machine.kernel);
    };
    if (machine_of(before.machine) != machine_of(after.machine)) {
      return fmt::format("host {} was {}, now is {}", after.name, machine_of(before.machine),
                         machine_of(after.machine));
    }
    if (cpus_of(before.machine.topology) != cpus_of(after.machine.topology)) {
      return fmt::format("host {} measured on cores {}, now may use {}", after.name,
                         common::to_string(cpus_of(before.machine.topology)),
                         common::to_string(cpus_of(after.machine.topology)));
    }
  }
  return "";
}

}  // namespace tiga::suite::records
