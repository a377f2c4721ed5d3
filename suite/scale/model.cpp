#include "suite/scale/model.hpp"

#include <algorithm>
#include <string>

namespace tiga::suite::scale {
namespace {

using By = plan::ConcurrencyModel::By;

// Requests that one server of the arm works on at once; `unlimited`: as many as there are.
std::uint32_t handlers_of(const plan::Arm& arm, std::size_t cores) {
  const plan::ConcurrencyModel& model = arm.concurrency_model;
  if (model.most > 0) {
    const auto servers = static_cast<unsigned>(std::max(arm.backends, 1));
    return std::max(model.most / servers, 1U);
  }
  return model.by == By::loops ? static_cast<std::uint32_t>(cores) : queueing::unlimited;
}

// Of that many cores those that a server with so many handlers can use.
std::uint32_t usable(std::size_t cores, std::uint32_t handlers) {
  const auto all = static_cast<std::uint32_t>(std::max<std::size_t>(cores, 1));
  return handlers == queueing::unlimited ? all : std::min(all, handlers);
}

// One server, or several equal ones, on cores of their own. A handler that blocks serves nobody
// else: where there is a core for each handler both are one station.
void add_servers(queueing::Network& network, const Demands& demands, std::size_t cores,
                 std::uint32_t handlers, std::uint32_t copies) {
  const double share = 1.0 / copies;
  const std::uint32_t working = usable(cores, handlers);
  const bool one_station = demands.blocking_s > 0 && handlers == working;
  const double blocking_s = demands.blocking_s * share;
  network.push_back({copies > 1 ? "each backend" : "server",
                     demands.server_s * share + (one_station ? blocking_s : 0), working, copies});
  if (demands.blocking_s > 0 && !one_station) {
    network.push_back({"handlers", blocking_s, handlers, copies});
  }
}

// All processes of the arm on the same cores; handlers that block are stations beside them.
void add_shared(queueing::Network& network, const plan::Arm& arm, const Demands& demands,
                const Cores& cores) {
  const std::uint32_t handlers = handlers_of(arm, cores.servers);
  const auto copies = static_cast<std::uint32_t>(std::max(arm.backends, 1));
  std::uint32_t working = queueing::unlimited;  // at once, without cores as a limit
  if (handlers != queueing::unlimited) {
    working = handlers * copies + (arm.backends > 0 ? 1 : 0) +
              (cores.shared ? static_cast<std::uint32_t>(cores.generator_threads) : 0);
  }
  const std::string name = cores.shared       ? "all processes"
                           : arm.backends > 0 ? "balancer and backends"
                                              : "server";
  const double cpu_s =
      demands.front_s + demands.server_s + (cores.shared ? demands.generator_s : 0);
  network.push_back({name, cpu_s, usable(cores.servers, working)});
  if (demands.blocking_s > 0) {
    network.push_back({"handlers", demands.blocking_s / copies, handlers, copies});
  }
}

}  // namespace

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
  if (arm.backends > 0 && cores.front > 0) {
    network.push_back({"balancer", demands.front_s, 1});
    add_servers(network, demands, cores.backend, handlers_of(arm, cores.backend),
                static_cast<std::uint32_t>(arm.backends));
  } else if (arm.backends == 0 && !cores.shared) {
    add_servers(network, demands, cores.servers, handlers_of(arm, cores.servers), 1);
  } else {
    add_shared(network, arm, demands, cores);
  }
  if (!cores.shared) {
    network.push_back(
        {"generator", demands.generator_s, static_cast<std::uint32_t>(cores.generator_threads)});
  }
  network.push_back({"way", demands.way_s, queueing::unlimited});
  return network;
}

queueing::Network carried(const plan::Arm& arm, const Demands& demands, const Scale& scale) {
  queueing::Network network{{"balancer", demands.front_s / scale.balancers, 1, scale.balancers}};
  add_servers(network, demands, 1, handlers_of(arm, 1), scale.backends);
  network.push_back({"generators, way and network",
                     demands.generator_s + demands.way_s + scale.network_s, queueing::unlimited});
  return network;
}

}  // namespace tiga::suite::scale
