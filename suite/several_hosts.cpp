#include "suite/several_hosts.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "common/machine/interfaces.hpp"
#include "common/sequences.hpp"
#include "suite/hosts/agent.hpp"
#include "suite/hosts/host_setup.hpp"
#include "suite/runs/active_run.hpp"
#include "suite/runs/interrupt.hpp"

namespace tiga::suite {
namespace {

constexpr std::chrono::seconds time_to_connect{30};
constexpr std::chrono::seconds time_to_end{10};
constexpr int time_for_the_first_ms = 5000;
// The status of all processes but the first where that one says what is wrong: with any other,
// mpirun might end the first one before it has.
constexpr common::Exit nothing_to_say = common::Exit::ok;

common::Deadline connected_by() { return common::Deadline::after(time_to_connect); }

void say_each(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    runs::say(fmt::format("tiga: {}\n", line));
  }
}

bool serves(const records::HostFacts& host) {
  return host.has_role("serve") || host.has_role("balance") || host.has_role("backends");
}

// A signal that ends the run goes to all processes, and the first one decides what becomes of it:
// after one SIGINT it measures its cell to the end.
measure::Pulse outlast(runs::Interrupt& interrupt) {
  return [&interrupt, until = std::optional<common::Deadline>()]() mutable {
    try {
      interrupt.wants_end();
    } catch (const runs::Interrupted&) {
      until = until ? until : common::Deadline::after(time_to_end);
      if (until->passed()) {
        throw;
      }
    }
  };
}

common::Exit serve_first(const hosts::Launch& launch, const std::filesystem::path& programs,
                         const common::GroupKeeper& keeper) {
  runs::Interrupt interrupt;
  hosts::serve_host(hosts::connect_to_first(launch, connected_by()),
                    {.programs = programs,
                     .keeper = keeper,
                     .name = launch.all[launch.rank].host,
                     .check_interrupt = outlast(interrupt)});
  return common::Exit::ok;
}

}  // namespace

SeveralHosts::SeveralHosts(hosts::Listener listener, const hosts::Launch& launch)
    : others_(hosts::gather(std::move(listener), launch, connected_by())) {
  facts_.push_back(records::this_host());
  reached_at_.push_back(hosts::address_towards(others_.front().address));
  for (const hosts::Gathered& other : others_) {
    facts_.push_back(other.facts);
    reached_at_.push_back(other.address);
  }
}

// The address by which `host` sends to `towards`.
std::string SeveralHosts::own_address(std::size_t host, std::size_t towards) {
  const std::string& peer = reached_at_[towards];
  return host == 0 ? hosts::address_towards(peer) : others_[host - 1].host->address_towards(peer);
}

void SeveralHosts::assign(const plan::Plan& plan) {
  const plan::Hosts wanted = plan.hosts.value_or(plan::Hosts{});
  const std::vector<std::string> names =
      common::transformed(facts_, [](const records::HostFacts& host) { return host.name; });
  roles_ = plan::assign_roles(wanted, names);
  const std::size_t generator = roles_.generators.front();
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    records::HostFacts& host = facts_[i];
    const std::size_t peer = i != generator ? generator : roles_.front;
    host.address = wanted.address_of(host.name).value_or("");
    if (host.address.empty()) {
      // One that does everything is reached as the others reach it.
      host.address = peer != i ? own_address(i, peer) : reached_at_[i];
    }
    host.roles = roles_.of(i);
    host.placement = records::place_host(plan.pinning, host.machine.topology, serves(host),
                                         host.has_role("generate"));
    if (const auto link = wanted.link_of(host.name)) {
      host.link_mbit = link;
    }
  }
}

// What hosts tell of themselves, then what differs.
std::vector<std::string> SeveralHosts::problems(const plan::Plan& plan, const std::string& text,
                                                bool force) {
  std::vector<std::string> found;
  records::HostFacts& own = facts_.front();
  own.link_mbit = own.link_mbit ? own.link_mbit : common::link_mbit(own.address);
  if (const std::string why = hosts::why_not_bindable(own.address); !why.empty()) {
    found.push_back(fmt::format("host {}: {}", own.name, why));
  }
  for (std::size_t i = 0; i < others_.size(); ++i) {
    records::HostFacts& host = facts_[i + 1];
    const hosts::HostSetup setup{.plan_text = text,
                                 .plan_file = plan.folder / (plan.name + ".toml"),
                                 .arms = plan.arms,
                                 .aa = plan.aa,
                                 .pinning = plan.pinning,
                                 .address = host.address,
                                 .serves = serves(host),
                                 .generates = host.has_role("generate"),
                                 .force = force};
    for (const std::string& problem : others_[i].host->prepare(setup)) {
      found.push_back(fmt::format("host {}: {}", host.name, problem));
    }
    host.link_mbit = host.link_mbit ? host.link_mbit : others_[i].host->link_mbit();
  }
  for (const auto& difference : differences(facts_, records::descriptors_for(plan))) {
    if (difference.refuses) {
      found.push_back(difference.line);
    } else {
      say_each({difference.line});
    }
  }
  return found;
}

void SeveralHosts::prepare(const plan::Plan& plan, const std::string& text, bool force) {
  std::vector<std::string> found = problems(plan, text, force);
  if (found.empty()) {
    return;
  }
  const std::string last = std::move(found.back());
  found.pop_back();
  say_each(found);
  throw common::CannotRun(last);
}

bool SeveralHosts::is_beside_another_run() const {
  return std::ranges::any_of(
      others_, [](const hosts::Gathered& other) { return other.host->is_beside_another_run(); });
}

measure::Testbed SeveralHosts::testbed(measure::Host& local) {
  measure::Testbed bed;
  bed.all.push_back(&local);
  for (const hosts::Gathered& other : others_) {
    bed.all.push_back(other.host.get());
  }
  const auto host = [&](std::size_t i) { return bed.all[i]; };
  bed.generators = common::transformed(roles_.generators, host);
  bed.front = host(roles_.front);
  bed.balancer = host(roles_.balancer);
  bed.backends = common::transformed(roles_.backends, host);
  bed.tend = [this] {
    for (const hosts::Gathered& other : others_) {
      other.host->tend();
    }
  };
  return bed;
}

common::Exit run_together(const hosts::Started& started, const std::filesystem::path& programs,
                          const common::GroupKeeper& keeper,
                          const std::function<common::Exit(SeveralHosts&)>& lead) {
  const std::string token = hosts::make_token();
  hosts::Listener listener(token);
  hosts::Launch launch;
  try {
    launch =
        hosts::exchange_greetings(started, hosts::this_greeting(listener.port(), token), programs);
  } catch (const common::CannotRun&) {
    if (started.rank > 0) {
      ::poll(nullptr, 0, time_for_the_first_ms);  // it says the same, and mpirun ends all then
    }
    throw;
  }
  const std::vector<std::string> refused = hosts::why_not_together(launch.all);
  if (launch.rank > 0) {
    return refused.empty() ? serve_first(launch, programs, keeper) : nothing_to_say;
  }
  if (!refused.empty()) {
    say_each(refused);
    return common::Exit::cannot_run;
  }
  SeveralHosts all(std::move(listener), launch);
  return lead(all);
}

std::optional<common::Exit> refuse_several_hosts(const std::string& command) {
  const auto started = hosts::started_by_launcher();
  if (!started) {
    return std::nullopt;
  }
  if (started->rank > 0) {
    return nothing_to_say;
  }
  throw common::UsageError(
      fmt::format("{} works on one host only; tiga run measures on several", command));
}

}  // namespace tiga::suite
