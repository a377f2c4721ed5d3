#include "suite/plan/hosts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/error.hpp"
#include "common/sequences.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::plan {
namespace {

using Positions = std::vector<std::size_t>;

[[noreturn]] void refuse_host(const NamedHost& host, std::string_view key, std::string_view what) {
  throw common::UsageError(fmt::format("{}: hosts.{}: {}", host.where, key, what));
}

std::size_t position_of(const NamedHost& host, std::string_view key,
                        std::span<const std::string> present) {
  const auto found = std::ranges::find(present, host.name);
  if (found == present.end()) {
    refuse_host(host, key,
                fmt::format("there is no host {}; there {} {}", host.name,
                            present.size() == 1 ? "is only" : "are", fmt::join(present, ", ")));
  }
  return static_cast<std::size_t>(found - present.begin());
}

Positions positions_of(const std::vector<NamedHost>& hosts, std::string_view key,
                       std::span<const std::string> present) {
  return common::transformed(
      hosts, [&](const NamedHost& host) { return position_of(host, key, present); });
}

// The first host that none of these lists names; the first of all if they name every one.
std::size_t first_without(std::size_t hosts, const std::vector<Positions>& lists) {
  for (std::size_t host = 0; host < hosts; ++host) {
    if (std::ranges::none_of(lists,
                             [&](const Positions& list) { return common::contains(list, host); })) {
      return host;
    }
  }
  return 0;
}

// All hosts that do not generate.
Positions others(std::size_t hosts, const Positions& generators) {
  Positions found;
  for (std::size_t host = 0; host < hosts; ++host) {
    if (!common::contains(generators, host)) {
      found.push_back(host);
    }
  }
  return found;
}

template <class Value>
std::optional<Value> value_of(const std::vector<std::pair<NamedHost, Value>>& values,
                              std::string_view host) {
  const auto* const found =
      common::find_where(values, [&](const auto& value) { return value.first.name == host; });
  return found == nullptr ? std::nullopt : std::optional<Value>(found->second);
}

bool lacks_address(const ServerCommand& command) {
  return !command.arguments.empty() && !command.has("address");
}

}  // namespace

std::optional<std::string> Hosts::address_of(std::string_view host) const {
  return value_of(addresses, host);
}

std::optional<std::uint32_t> Hosts::link_of(std::string_view host) const {
  return value_of(links_mbit, host);
}

std::vector<std::string> HostRoles::of(std::size_t host) const {
  std::vector<std::string> roles;
  const auto add = [&](bool has, const char* role) {
    if (has) {
      roles.emplace_back(role);
    }
  };
  add(common::contains(generators, host), "generate");
  add(balancer == host, "balance");
  add(front == host, "serve");
  add(common::contains(backends, host), "backends");
  return roles;
}

HostRoles assign_roles(const Hosts& hosts, std::span<const std::string> present) {
  for (const auto& [host, address] : hosts.addresses) {
    position_of(host, "address", present);
  }
  for (const auto& [host, link] : hosts.links_mbit) {
    position_of(host, "link_mbit", present);
  }
  const Positions balance = positions_of(hosts.balance, "balance", present);
  Positions serve = positions_of(hosts.serve, "serve", present);
  HostRoles roles;
  roles.backends = positions_of(hosts.backends, "backends", present);
  roles.generators = positions_of(hosts.generate, "generate", present);
  if (roles.generators.empty()) {
    roles.generators = {first_without(present.size(), {balance, serve, roles.backends})};
  }
  if (serve.empty()) {
    serve = others(present.size(), roles.generators);
  }
  if (serve.empty() && present.size() > 1) {
    refuse_host(hosts.generate.front(), "generate",
                "every host generates, so none is left to serve; name one in hosts.serve");
  }
  if (serve.empty()) {
    serve = {0};
  }
  roles.front = serve.front();
  roles.balancer = balance.empty() ? serve.front() : balance.front();
  if (roles.backends.empty()) {
    roles.backends =
        common::filtered(serve, [&](std::size_t host) { return host != roles.balancer; });
  }
  if (roles.backends.empty()) {
    roles.backends = serve;
  }
  return roles;
}

void require_addresses(const Plan& plan) {
  for (const std::string& name : plan.arms) {
    const Arm arm = plan.arm(name);
    if (lacks_address(arm.front) || lacks_address(arm.backend)) {
      throw common::UsageError(
          fmt::format("arm {} cannot run on several hosts: neither the command of its {} nor a "
                      "file has {{address}}, where it must listen",
                      name, lacks_address(arm.front) ? "server" : "backend"));
    }
  }
}

}  // namespace tiga::suite::plan
