#include "suite/fleet.hpp"

#include <fmt/format.h>
#include <sys/time.h>

#include <charconv>
#include <csignal>
#include <ctime>
#include <utility>

#include "common/error.hpp"
#include "suite/last_words.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;

constexpr auto time_to_start = 10s;
constexpr auto time_to_stop = 10s;

// The port in "listening on 127.0.0.1:PORT"; 0 if the line is another.
std::uint16_t port_in(const std::string& line) {
  std::uint16_t port = 0;
  if (line.starts_with("listening on ")) {
    const char* digits = line.data() + line.rfind(':') + 1;
    std::from_chars(digits, line.data() + line.size(), port);
  }
  return port;
}

common::Nanoseconds to_nanoseconds(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

void add_usage(const rusage& usage, FleetEnd& end) {
  end.cpu_time += to_nanoseconds(usage.ru_utime) + to_nanoseconds(usage.ru_stime);
  end.peak_memory_kib += static_cast<std::uint64_t>(usage.ru_maxrss);
  end.voluntary_switches += static_cast<std::uint64_t>(usage.ru_nvcsw);
  end.involuntary_switches += static_cast<std::uint64_t>(usage.ru_nivcsw);
}

}  // namespace

Fleet Fleet::start(const Architecture& architecture, const FleetPlace& place, const Pulse& pulse) {
  Fleet fleet;
  for (int backend = 0; backend < architecture.backends; ++backend) {
    fleet.launch(architecture.backend, place, {});
  }
  std::vector<std::string> behind;
  for (Server& server : fleet.servers_) {
    await_ready(server, pulse);
    behind.emplace_back("--backend");
    behind.push_back(fmt::format("127.0.0.1:{}", server.port));
  }
  await_ready(fleet.launch(architecture.front, place, behind), pulse);
  return fleet;
}

Fleet::Server& Fleet::launch(std::string_view program, const FleetPlace& place,
                             const std::vector<std::string>& more) {
  const auto file = [&](std::string_view what) {
    return place.work / fmt::format("server-{}.{}", servers_.size(), what);
  };
  common::Command command;
  command.arguments = {(place.programs / program).string(), "0", "--stats-file", file("json")};
  command.arguments.insert(command.arguments.end(), more.begin(), more.end());
  command.cpus = place.cpus;
  command.error_file = file("stderr");
  return servers_.emplace_back(Server{std::string(program), common::ChildProcess::start(command),
                                      file("json"), command.error_file});
}

void Fleet::await_ready(Server& server, const Pulse& pulse) {
  const auto line = wait_for_line(server.process, common::Deadline::after(time_to_start), pulse);
  server.port = port_in(line.value_or(""));
  if (server.port != 0) {
    return;
  }
  const auto ended = server.process.wait(common::Deadline::after(0ns));
  throw common::CannotRun(
      fmt::format("{} did not start: it {}{}", server.program,
                  ended  ? ended->describe()
                  : line ? fmt::format("said '{}'", *line)
                         : fmt::format("was not ready within {} s", time_to_start.count()),
                  last_words(server.error_file)));
}

std::vector<pid_t> Fleet::pids() const {
  std::vector<pid_t> pids;
  for (const Server& server : servers_) {
    pids.push_back(server.process.pid());
  }
  return pids;
}

std::optional<std::string> Fleet::casualty() {
  for (Server& server : servers_) {
    if (const auto ended = server.process.wait(common::Deadline::after(0ns))) {
      return fmt::format("{} {}{}", server.program, ended->describe(),
                         last_words(server.error_file));
    }
  }
  return std::nullopt;
}

std::optional<common::Nanoseconds> Fleet::cpu_time() const {
  common::Nanoseconds sum{0};
  for (const Server& server : servers_) {
    clockid_t clock = 0;
    timespec time{};
    if (::clock_getcpuclockid(server.process.pid(), &clock) != 0 ||
        ::clock_gettime(clock, &time) != 0) {
      return std::nullopt;
    }
    sum += std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  }
  return sum;
}

std::uint64_t Fleet::threads() const {
  std::uint64_t sum = 0;
  for (const pid_t pid : pids()) {
    std::error_code gone;
    sum += static_cast<std::uint64_t>(
        std::distance(std::filesystem::directory_iterator(fmt::format("/proc/{}/task", pid), gone),
                      std::filesystem::directory_iterator()));
  }
  return sum;
}

FleetEnd Fleet::stop() {
  FleetEnd end;
  for (std::size_t left = servers_.size(); left > 0; --left) {
    Server& server = servers_[left - 1];
    const common::ExitReport report = server.process.stop(common::Deadline::after(time_to_stop));
    add_usage(report.usage, end);
    if (!report.succeeded() && !end.wrong) {
      end.wrong = fmt::format("{} {}{}{}", server.program, report.describe(),
                              report.signal == SIGKILL ? " after SIGTERM" : "",
                              last_words(server.error_file));
    }
  }
  end.front = read_server_counters(servers_.back().stats_file);
  for (std::size_t at = 0; at + 1 < servers_.size(); ++at) {
    end.backends.push_back(read_server_counters(servers_[at].stats_file));
  }
  return end;
}

}  // namespace tiga::suite
