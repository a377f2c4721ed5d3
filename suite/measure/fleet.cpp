#include "suite/measure/fleet.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace tiga::suite::measure {
namespace {

using namespace std::chrono_literals;

constexpr auto time_to_stop = 10s;

// Where each server of an arm runs: its backends, then its front.
std::vector<Host*> hosts_of(const plan::Arm& arm, const Testbed& testbed) {
  std::vector<Host*> hosts;
  for (std::size_t number = 0; number < static_cast<std::size_t>(arm.backends); ++number) {
    hosts.push_back(testbed.backends.at(number % testbed.backends.size()));
  }
  hosts.push_back(hosts.empty() ? testbed.front : testbed.balancer);
  return hosts;
}

ServerStart order_of(std::size_t number, std::span<Host* const> hosts) {
  const auto on_the_same = [&](std::span<Host* const> some) {
    return static_cast<std::size_t>(std::ranges::count(some, hosts[number]));
  };
  return {.number = number,
          .backends = {},
          .index = on_the_same(hosts.first(number)),
          .count = on_the_same(hosts),
          .with_front = hosts[number] == hosts.back()};
}

}  // namespace

Fleet Fleet::start(const plan::Arm& arm, const Testbed& testbed, const Pulse& pulse) {
  Fleet fleet;
  const std::vector<Host*> hosts = hosts_of(arm, testbed);
  const auto launch = [&](const ServerStart& order) {
    Host& host = *hosts[order.number];
    const auto place = std::ranges::find(testbed.all, &host) - testbed.all.begin();
    fleet.servers_.push_back({static_cast<std::size_t>(place), &host, host.start(arm, order)});
  };
  const std::size_t front = hosts.size() - 1;
  for (std::size_t number = 0; number < front; ++number) {
    launch(order_of(number, hosts));
  }
  ServerStart last = order_of(front, hosts);
  for (const Member& backend : fleet.servers_) {
    backend.process->await_ready(testbed.time_to_start, pulse);
    last.backends.push_back(backend.process->endpoint());
  }
  launch(last);
  fleet.servers_.back().process->await_ready(testbed.time_to_start, pulse);
  return fleet;
}

std::vector<std::string> Fleet::host_names() const {
  std::vector<std::string> names{servers_.back().place->name()};
  for (std::size_t backend = 0; backend + 1 < servers_.size(); ++backend) {
    names.push_back(servers_[backend].place->name());
  }
  return names;
}

std::optional<records::Reason> Fleet::unexpected_exit() {
  for (const Member& server : servers_) {
    if (auto how = server.process->unexpected_exit()) {
      return how;
    }
  }
  return std::nullopt;
}

std::optional<FleetUse> Fleet::use() {
  FleetUse fleet;
  fleet.reserve(servers_.size());
  for (const Member& server : servers_) {
    auto processes = server.process->use();
    if (!processes) {
      return std::nullopt;
    }
    fleet.push_back({server.host, server.place->server_cores(), *std::move(processes)});
  }
  return fleet;
}

std::uint64_t Fleet::threads() const {
  std::uint64_t sum = 0;
  for (const Member& server : servers_) {
    sum += server.process->threads();
  }
  return sum;
}

FleetEnd Fleet::stop(const Pulse& pulse) {
  FleetEnd sum;
  for (std::size_t left = servers_.size(); left > 0; --left) {
    ServerEnd end = servers_[left - 1].process->stop(time_to_stop, pulse);
    sum.cpu_time += end.cpu_time;
    sum.voluntary_switches += end.voluntary_switches;
    sum.involuntary_switches += end.involuntary_switches;
    sum.peak_memory_kib += end.peak_memory_kib;
    if (!sum.wrong) {
      sum.wrong = std::move(end.wrong);
    }
    if (left == servers_.size()) {
      sum.front = std::move(end.counters);
    } else {
      sum.backends.push_back(std::move(end.counters));
    }
  }
  std::ranges::reverse(sum.backends);
  return sum;
}

}  // namespace tiga::suite::measure
