#include "suite/measure/fleet.hpp"

#include <fmt/format.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/files.hpp"
#include "common/process_group.hpp"
#include "common/sequences.hpp"

namespace tiga::suite::measure {
namespace {

using namespace std::chrono_literals;

constexpr auto time_to_stop = 10s;
// What `GET /` of our own servers answers: others that serve files have the same to send.
constexpr std::string_view content_of_root = "OK\n";

common::Nanoseconds to_nanoseconds(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

void add_usage(const rusage& usage, FleetEnd& end) {
  end.cpu_time += to_nanoseconds(usage.ru_utime) + to_nanoseconds(usage.ru_stime);
  end.voluntary_switches += static_cast<std::uint64_t>(usage.ru_nvcsw);
  end.involuntary_switches += static_cast<std::uint64_t>(usage.ru_nivcsw);
}

std::filesystem::path make_root(const Bench& bench) {
  std::filesystem::path root = std::filesystem::absolute(bench.work) / "root";
  std::filesystem::create_directory(root);
  common::write_file(root / "index.html", content_of_root);
  return root;
}

ServerPlace place_of(const plan::ServerCommand& command, std::size_t number, const plan::Arm& arm,
                     const Bench& bench) {
  ServerPlace own;
  // Absolute: nginx takes relative names from a folder of its own.
  own.work = std::filesystem::absolute(bench.work) / fmt::format("server-{}", number);
  own.values = command.values;
  own.values.emplace("programs", bench.programs.string());
  own.values.emplace("arm", arm.name);
  if (command.has("root") && !own.values.contains("root")) {
    own.values.emplace("root", make_root(bench).string());
  }
  own.cpus = bench.servers;
  if (const auto sets =
          records::own_cores(bench.server_topology, static_cast<std::size_t>(arm.backends));
      number < sets.size()) {
    own.cpus = sets[number];
  }
  own.keeper = bench.keeper;
  return own;
}

}  // namespace

Fleet Fleet::start(const plan::Arm& arm, const Bench& bench, const Pulse& pulse) {
  Fleet fleet;
  const auto backends = static_cast<std::size_t>(arm.backends);
  for (std::size_t number = 0; number < backends; ++number) {
    fleet.servers_.emplace_back(arm.backend, place_of(arm.backend, number, arm, bench));
  }
  ServerPlace front = place_of(arm.front, backends, arm, bench);
  for (Server& server : fleet.servers_) {
    server.await_ready(bench.time_to_start, pulse);
    front.backends.push_back(fmt::format("127.0.0.1:{}", server.port()));
  }
  fleet.servers_.emplace_back(arm.front, std::move(front));
  fleet.servers_.back().await_ready(bench.time_to_start, pulse);
  fleet.known_ = fleet.pids();
  return fleet;
}

std::vector<pid_t> Fleet::pids() const {
  std::vector<pid_t> leaders;
  for (const Server& server : servers_) {
    leaders.push_back(server.pid());
  }
  return common::members_of(leaders);
}

std::optional<records::Reason> Fleet::unexpected_exit() {
  for (Server& server : servers_) {
    if (auto how = server.unexpected_exit()) {
      return how;
    }
  }
  return std::nullopt;
}

std::optional<FleetUse> Fleet::use() const {
  known_ = pids();
  for (const Server& server : servers_) {
    if (std::ranges::find(known_, server.pid()) == known_.end()) {
      return std::nullopt;
    }
  }
  std::vector<pid_t> front;
  if (servers_.size() > 1) {
    front = common::members_of(std::array{servers_.back().pid()});
  }
  FleetUse use;
  use.reserve(known_.size());
  for (const pid_t pid : known_) {
    // One that just ended is its parent's by now.
    use.push_back({pid, common::cpu_time_of(pid).value_or(0ns), common::threads_of(pid),
                   common::allowed_cpus(pid), common::contains(front, pid)});
  }
  return use;
}

std::uint64_t Fleet::threads() const {
  std::uint64_t sum = 0;
  for (const pid_t pid : known_) {
    sum += common::threads_of(pid);
  }
  return sum;
}

FleetEnd Fleet::stop() {
  FleetEnd end;
  for (const pid_t pid : pids()) {
    end.peak_memory_kib += common::peak_memory_kib_of(pid);
  }
  for (std::size_t left = servers_.size(); left > 0; --left) {
    Server& server = servers_[left - 1];
    const common::ExitReport report = server.stop(common::Deadline::after(time_to_stop));
    add_usage(report.usage, end);
    if (!end.wrong) {
      end.wrong = server.wrong_end(report);
    }
  }
  end.front = servers_.back().counters();
  for (std::size_t number = 0; number + 1 < servers_.size(); ++number) {
    end.backends.push_back(servers_[number].counters());
  }
  return end;
}

}  // namespace tiga::suite::measure
