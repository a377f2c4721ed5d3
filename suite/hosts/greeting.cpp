#include "suite/hosts/greeting.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/build_info.hpp"
#include "common/cpu_set.hpp"
#include "common/error.hpp"
#include "common/machine/interfaces.hpp"
#include "common/sequences.hpp"
#include "suite/records/host_facts.hpp"

namespace tiga::suite::hosts {
namespace {

constexpr std::size_t most_addresses = 64;

std::string build_identity() {
  const common::BuildInfo& build = common::build_info();
  return fmt::format("{} ({}, {}, {})", build.git_describe, build.compiler, build.build_type,
                     build.flags);
}

// At which other hosts may reach this one.
std::vector<std::string> own_addresses() {
  std::vector<std::string> found;
  for (const common::InterfaceAddress& each : common::interface_addresses()) {
    if (each.leads_out) {
      found.push_back(each.address);
    }
  }
  return found;
}

// Asks for all cores: the kernel grants those that control groups allow. Then takes back what was.
std::uint64_t cores_without_affinity() {
  constexpr std::size_t most_cores = 8192;
  cpu_set_t* set = CPU_ALLOC(most_cores);
  const std::size_t size = CPU_ALLOC_SIZE(most_cores);
  const common::CpuSet before = common::available_cpus();
  std::uint64_t cores = before.size();
  CPU_ZERO_S(size, set);
  for (std::size_t cpu = 0; cpu < most_cores; ++cpu) {
    CPU_SET_S(cpu, size, set);
  }
  if (::sched_setaffinity(0, size, set) == 0) {
    cores = common::available_cpus().size();
    common::pin_to(before);
  }
  CPU_FREE(set);
  return cores;
}

}  // namespace

Greeting this_greeting(std::uint16_t port, std::string token) {
  return {.host = records::node_name(),
          .build = build_identity(),
          .addresses = own_addresses(),
          .port = port,
          .token = std::move(token),
          .pid = ::getpid(),
          .cores = common::available_cpus().size(),
          .cores_of_host = cores_without_affinity()};
}

GreetingRecord to_record(const Greeting& greeting) {
  std::vector<std::string> addresses = greeting.addresses;
  addresses.resize(std::min(addresses.size(), most_addresses));
  const nlohmann::json json = {
      {"host", greeting.host},   {"build", greeting.build},
      {"addresses", addresses},  {"port", greeting.port},
      {"token", greeting.token}, {"pid", greeting.pid},
      {"cores", greeting.cores}, {"cores_of_host", greeting.cores_of_host}};
  const std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  GreetingRecord record{};
  if (text.size() >= record.size()) {
    throw common::CannotRun(fmt::format("the greeting of host {} has {} bytes, more than {}",
                                        greeting.host, text.size(), record.size() - 1));
  }
  std::ranges::copy(text, record.begin());
  return record;
}

Greeting greeting_from(std::string_view record) {
  try {
    const auto json = nlohmann::json::parse(record.substr(0, record.find('\0')));
    return {.host = json.at("host"),
            .build = json.at("build"),
            .addresses = json.at("addresses"),
            .port = json.at("port"),
            .token = json.at("token"),
            .pid = json.at("pid"),
            .cores = json.at("cores"),
            .cores_of_host = json.at("cores_of_host")};
  } catch (const nlohmann::json::exception&) {
    throw common::CannotRun(
        "a host speaks in another way than this one: build the same source on all hosts");
  }
}

std::vector<std::string> why_not_together(const std::vector<Greeting>& all) {
  std::vector<std::string> lines;
  std::vector<std::string> hosts;
  for (const Greeting& one : all) {
    const Greeting& first = all.front();
    if (common::contains(hosts, one.host)) {
      lines.push_back(fmt::format(
          "two processes run on host {}: start one on each (mpirun --map-by ppr:1:node); if they "
          "are two hosts, each needs a name of its own",
          one.host));
      continue;
    }
    hosts.push_back(one.host);
    if (one.build != first.build) {
      lines.push_back(fmt::format("host {} has build {}, host {} has {}: build the same on all",
                                  one.host, one.build, first.host, first.build));
    }
    if (one.cores < one.cores_of_host) {
      lines.push_back(
          fmt::format("host {}: this process may use {} of {} cores; give mpirun --bind-to none, "
                      "srun --cpu-bind=none",
                      one.host, one.cores, one.cores_of_host));
    }
  }
  return lines;
}

}  // namespace tiga::suite::hosts
