#include "suite/records/host_facts.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "common/error.hpp"
#include "common/sequences.hpp"
#include "suite/records/host_json.hpp"

namespace tiga::suite::records {
namespace {

// Our programs raise their limit to this.
std::uint64_t most_descriptors() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : 0;
}

}  // namespace

std::string node_name() {
  utsname name{};
  if (::uname(&name) != 0) {
    common::throw_errno("cannot ask for the name of this host");
  }
  return name.nodename;
}

bool HostFacts::has_role(std::string_view role) const { return common::contains(roles, role); }

HostFacts this_host() {
  HostFacts host;
  host.name = node_name();
  host.machine = this_machine();
  host.build = build_facts();
  host.descriptors = most_descriptors();
  host.wall_clock_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(
                           std::chrono::system_clock::now().time_since_epoch())
                           .count();
  return host;
}

std::uint64_t descriptors_for(const plan::Plan& plan) {
  constexpr std::uint64_t room = 100;     // files, libraries, listening sockets
  constexpr std::uint64_t a_request = 2;  // a balancer has a client's connection and a backend's
  const auto largest = std::ranges::max_element(plan.concurrencies);
  const std::uint64_t clients = largest == plan.concurrencies.end() ? 0 : *largest;
  return a_request *
             (clients + plan.background_clients.idle + plan.background_clients.slow_readers) +
         room;
}

Json host_json(const HostFacts& host) {
  return {{"name", host.name},
          {"address", host.address},
          {"roles", host.roles},
          {"machine", machine_json(host.machine)},
          {"placement", placement_json(host.placement)},
          {"build", build_json(host.build)},
          {"descriptors", host.descriptors},
          {"link_mbit", or_null(host.link_mbit)},
          {"wall_clock_ns", host.wall_clock_ns},
          {"wall_clock_ahead_s", or_null(host.wall_clock_ahead_s)}};
}

HostFacts read_host(const Json& json) {
  HostFacts host;
  host.name = json.at("name");
  host.address = json.at("address");
  json.at("roles").get_to(host.roles);
  host.machine = read_machine(json.at("machine"));
  host.placement = read_placement(json.at("placement"));
  host.build = read_build(json.at("build"));
  host.descriptors = json.at("descriptors");
  host.link_mbit = read_optional<std::uint64_t>(json.at("link_mbit"));
  host.wall_clock_ns = json.at("wall_clock_ns");
  host.wall_clock_ahead_s = read_optional<double>(json.at("wall_clock_ahead_s"));
  return host;
}

std::string to_json(const HostFacts& host) {
  return host_json(host).dump(-1, ' ', false, Json::error_handler_t::replace);
}

HostFacts host_facts_from_json(std::string_view json) {
  try {
    return read_host(Json::parse(json));
  } catch (const std::exception& error) {
    throw common::CannotRun(fmt::format("these are no facts of a host: {}", error.what()));
  }
}

}  // namespace tiga::suite::records
