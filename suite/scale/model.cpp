#include "suite/scale/model.hpp"

#include <algorithm>
#include <string>

#include "suite/plan/handlers.hpp"

namespace tiga::suite::scale {
namespace {

// Of one server of an arm; `unlimited`: as many as there are requests.
struct ServerThreads {
  std::uint32_t computing = queueing::unlimited;  // that use CPU at once
  std::uint32_t handling = queueing::unlimited;   // requests that are in a handler at once
};

ServerThreads threads_of(const plan::Arm& arm, const Demands& demands, std::size_t cores) {
  const plan::ConcurrencyModel& model = arm.concurrency_model;
  const auto of_all = plan::handlers_of(model, cores);
  if (!of_all) {
    return {};
  }
  const auto servers = static_cast<unsigned>(std::max(arm.backends, 1));
  const std::uint32_t handlers = model.most > 0 ? std::max(*of_all / servers, 1U) : *of_all;
  const bool only_loop_computes = !demands.handler_computes && model.behind_loop;
  return {only_loop_computes ? 1 : handlers, handlers};
}

// Of that many cores those that so many threads can use.
std::uint32_t usable(std::size_t cores, std::uint32_t threads) {
  const auto all = static_cast<std::uint32_t>(std::max<std::size_t>(cores, 1));
  return threads == queueing::unlimited ? all : std::min(all, threads);
}

std::uint32_t servers_of(const plan::Arm& arm) {
  return static_cast<std::uint32_t>(std::max(arm.backends, 1));
}

// One server, or several equal ones, each of which may use so many cores. A handler that blocks
// serves nobody else: where there is a core for each handler both are one station.
void add_servers(queueing::Network& network, const Demands& demands, std::size_t cores,
                 const ServerThreads& threads, std::uint32_t copies) {
  const double share = 1.0 / copies;
  const std::uint32_t working = usable(cores, threads.computing);
  const bool is_one_station = demands.blocking_s > 0 && threads.handling == working;
  const double blocking_s = demands.blocking_s * share;
  network.push_back({copies > 1 ? "each backend" : "server",
                     demands.server_s * share + (is_one_station ? blocking_s : 0), working,
                     copies});
  if (demands.blocking_s > 0 && !is_one_station) {
    network.push_back({"handlers", blocking_s, threads.handling, copies});
  }
}

void add_generator(queueing::Network& network, const Demands& demands, const Cores& cores) {
  network.push_back(
      {"generator", demands.generator_s, static_cast<std::uint32_t>(cores.generator_threads)});
}

// Each process is a station; a server may use so many cores.
void add_processes(queueing::Network& network, const plan::Arm& arm, const Demands& demands,
                   const Cores& cores, std::size_t cores_of_server) {
  if (arm.backends > 0) {
    network.push_back({"balancer", demands.front_s, 1});
  }
  add_servers(network, demands, cores_of_server, threads_of(arm, demands, cores_of_server),
              servers_of(arm));
  add_generator(network, demands, cores);
}

// The cores that processes share are one station; handlers that block are stations beside it.
void add_shared_cores(queueing::Network& network, const plan::Arm& arm, const Demands& demands,
                      const Cores& cores) {
  const ServerThreads threads = threads_of(arm, demands, cores.servers);
  const std::uint32_t copies = servers_of(arm);
  std::uint32_t working = queueing::unlimited;  // at once, without cores as a limit
  if (threads.computing != queueing::unlimited) {
    working = threads.computing * copies + (arm.backends > 0 ? 1 : 0) +
              (cores.shared ? static_cast<std::uint32_t>(cores.generator_threads) : 0);
  }
  const std::string name = cores.shared       ? "all processes"
                           : arm.backends > 0 ? "balancer and backends"
                                              : "server";
  const double cpu_s =
      demands.front_s + demands.server_s + (cores.shared ? demands.generator_s : 0);
  network.push_back({name, cpu_s, usable(cores.servers, working)});
  if (demands.blocking_s > 0) {
    network.push_back({"handlers", demands.blocking_s / copies, threads.handling, copies});
  }
  if (!cores.shared) {
    add_generator(network, demands, cores);
  }
}

// Whether the processes have cores in common, and these are full before the busiest of them, which
// may have a single thread. What is not told apart is always taken together.
bool shares_cores(const plan::Arm& arm, const Demands& demands, const Cores& cores) {
  const bool is_shared = cores.shared || (arm.backends > 0 && cores.front == 0);
  if (!is_shared || (arm.backends > 0 && demands.front_s == 0)) {
    return is_shared;
  }
  Demands cpu = demands;
  cpu.blocking_s = 0;
  cpu.generator_s = cores.shared ? cpu.generator_s : 0;
  queueing::Network apart;
  add_processes(apart, arm, cpu, cores, cores.servers);
  queueing::Network together;
  add_shared_cores(together, arm, cpu, cores);
  constexpr double rounding = 1e-9;
  return capacity(together) <= capacity(apart) * (1 + rounding);
}

}  // namespace

bool can_be_modelled(const plan::Arm& arm) {
  return arm.concurrency_model.by != plan::ConcurrencyModel::By::unknown;
}

Cores cores_of(const records::Manifest& manifest, const plan::Arm& arm, std::uint64_t concurrency) {
  const records::Placement& placement = manifest.placement;
  if (!placement.servers || !placement.generator) {
    return {std::max<std::size_t>(manifest.machine.cores, 1), 0, 0, 1, true};
  }
  const common::Topology& all = manifest.machine.topology;
  Cores cores{placement.servers->size(), 0, 0, 1, false};
  if (arm.generator == plan::Generator::loadgen) {
    cores.generator_threads =
        records::generator_threads(records::part_of(all, *placement.generator).size(), concurrency);
  }
  const auto sets = records::own_cores(records::part_of(all, *placement.servers),
                                       static_cast<std::size_t>(arm.backends));
  if (!sets.empty()) {
    cores.backend = sets.front().size();
    cores.front = sets.back().size();
  }
  return cores;
}

queueing::Network network_of(const plan::Arm& arm, const Demands& demands, const Cores& cores) {
  queueing::Network network;
  if (shares_cores(arm, demands, cores)) {
    add_shared_cores(network, arm, demands, cores);
  } else {
    add_processes(network, arm, demands, cores, cores.front > 0 ? cores.backend : cores.servers);
  }
  network.push_back({"way", demands.way_s, queueing::unlimited});
  return network;
}

queueing::Network extrapolated(const plan::Arm& arm, const Demands& demands, const Scale& scale) {
  queueing::Network network{{"balancer", demands.front_s / scale.balancers, 1, scale.balancers}};
  add_servers(network, demands, 1, threads_of(arm, demands, 1), scale.backends);
  network.push_back({"generators, way and network",
                     demands.generator_s + demands.way_s + scale.network_s, queueing::unlimited});
  return network;
}

}  // namespace tiga::suite::scale
