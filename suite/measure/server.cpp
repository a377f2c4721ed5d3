#include "suite/measure/server.hpp"

#include <fmt/format.h>
#include <sys/time.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstring>
#include <exception>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <utility>

#include "common/files.hpp"
#include "common/process_group.hpp"
#include "common/sequences.hpp"

namespace tiga::suite::measure {
namespace {

using namespace std::chrono_literals;

constexpr int attempts_to_bind = 5;
constexpr auto time_between_looks = 2ms;
constexpr auto time_to_end_without_its_port = 1s;

// The first whole line of a file that begins so.
std::optional<std::string> line_in(const std::filesystem::path& file, std::string_view beginning) {
  std::istringstream lines(common::read_file(file));
  for (std::string line; std::getline(lines, line) && !lines.eof();) {
    if (line.starts_with(beginning)) {
      return line;
    }
  }
  return std::nullopt;
}

// The port in "listening on ADDRESS:PORT"; 0 if there is none.
std::uint16_t port_in(const std::string& line) {
  std::uint16_t port = 0;
  const std::size_t colon = line.rfind(':');
  if (colon != std::string::npos) {
    std::from_chars(line.data() + colon + 1, line.data() + line.size(), port);
  }
  return port;
}

common::Nanoseconds to_nanoseconds(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

}  // namespace

Server::Server(plan::ServerCommand command, ServerPlace place)
    : command_(std::move(command)),
      place_(std::move(place)),
      picks_port_(command_.has("port")),
      process_(launch()) {}

common::ChildProcess Server::launch() {
  std::filesystem::create_directories(place_.work);
  plan::PlaceholderValues values = place_.values;
  values["work"] = place_.work.string();
  values["stats"] = stats().string();
  values["address"] = place_.address;
  if (picks_port_) {
    port_ = pick_free_port(place_.address);
    values["port"] = std::to_string(port_);
  }
  for (std::size_t at = 0; at < place_.backends.size(); ++at) {
    values[fmt::format("backend{}", at + 1)] = place_.backends[at];
  }
  for (const auto& [name, content] : command_.files) {
    common::write_file(place_.work / name, plan::fill(content, values));
  }
  return common::ChildProcess::start({.arguments = arguments(values),
                                      .cpus = place_.cpus,
                                      .output_file = output(),
                                      .error_file = error(),
                                      .own_group = true,
                                      .keeper = place_.keeper});
}

std::vector<std::string> Server::arguments(const plan::PlaceholderValues& values) const {
  std::vector<std::string> filled;
  for (const std::string& argument : command_.arguments) {
    if (argument != "{backends}") {
      filled.push_back(plan::fill(argument, values));
      continue;
    }
    for (const std::string& backend : place_.backends) {
      filled.emplace_back("--backend");
      filled.push_back(backend);
    }
  }
  if (place_.address != loopback) {
    for (const std::string& argument : command_.off_loopback) {
      filled.push_back(plan::fill(argument, values));
    }
  }
  return filled;
}

void Server::await_ready(common::Nanoseconds limit, const Pulse& pulse) {
  const common::Deadline deadline = common::Deadline::after(limit);
  int attempts = 1;
  while (!is_ready()) {
    pulse();
    if (const auto ended = process_.wait(common::Deadline::after(0ns))) {
      const bool lost_its_port = picks_port_ && !is_free(place_.address, port_);
      if (!lost_its_port || attempts == attempts_to_bind) {
        fail(ended->status ? records::Reason("start_exited", program(), *ended->status)
                           : records::Reason("start_killed", program(), ended->signal,
                                             ::strsignal(ended->signal)));
      }
      ++attempts;
      answered_since_.reset();
      process_ = launch();
    } else if (deadline.passed()) {
      fail({"start_too_slow", program(), std::chrono::duration<double>(limit).count()});
    }
    std::this_thread::sleep_for(time_between_looks);
  }
  known_ = members();
}

std::string Server::endpoint() const { return fmt::format("{}:{}", place_.address, port_); }

bool Server::is_ready() { return command_.ready_line.empty() ? has_answered() : has_said_so(); }

// Another process may have been quicker to take the port: then it is that one which answers, and
// ours ends soon. One that stays and is not seen to listen (another user's, in a container) is
// believed.
bool Server::has_answered() {
  if (!answers(place_.address, port_)) {
    return false;
  }
  if (!answered_since_) {
    answered_since_ = common::SteadyClock::now();
  }
  const bool stays = common::SteadyClock::now() - *answered_since_ > time_to_end_without_its_port;
  return (stays || listens(process_.pid(), port_)) && !process_.wait(common::Deadline::after(0ns));
}

bool Server::has_said_so() {
  for (const auto& file : {output(), error()}) {
    if (const auto line = line_in(file, command_.ready_line)) {
      port_ = picks_port_ ? port_ : port_in(*line);
      if (port_ == 0) {
        fail({"start_without_port", program(), *line});
      }
      return true;
    }
  }
  return false;
}

std::string Server::program() const {
  return std::filesystem::path(command_.arguments.at(0)).filename().string();
}

std::string Server::said() const {
  const std::string words = common::stderr_tail(error());
  return words.empty() ? common::stderr_tail(output()) : words;
}

void Server::fail(records::Reason why) const {
  why.add("said", said());
  throw InvalidCell(std::move(why));
}

std::optional<records::Reason> Server::unexpected_exit() {
  if (const auto report = process_.wait(common::Deadline::after(0ns))) {
    return ended(program(), *report, said());
  }
  return std::nullopt;
}

std::vector<pid_t> Server::members() const {
  return common::members_of(std::array{process_.pid()});
}

std::optional<std::vector<ProcessUse>> Server::use() {
  known_ = members();
  if (!common::contains(known_, process_.pid())) {
    return std::nullopt;
  }
  return common::transformed(known_, [](pid_t pid) {
    // One that just ended is its parent's by now.
    return ProcessUse{pid, common::cpu_time_of(pid).value_or(0ns), common::threads_of(pid),
                      common::allowed_cpus(pid)};
  });
}

std::uint64_t Server::threads() const {
  std::uint64_t sum = 0;
  for (const pid_t pid : known_) {
    sum += common::threads_of(pid);
  }
  return sum;
}

ServerEnd Server::stop(common::Nanoseconds limit, const Pulse& pulse) {
  ServerEnd end;
  for (const pid_t pid : members()) {
    end.peak_memory_kib += common::peak_memory_kib_of(pid);
  }
  const common::ExitReport report = end_process(limit, pulse);
  const rusage& usage = report.usage;
  end.cpu_time = to_nanoseconds(usage.ru_utime) + to_nanoseconds(usage.ru_stime);
  end.voluntary_switches = static_cast<std::uint64_t>(usage.ru_nvcsw);
  end.involuntary_switches = static_cast<std::uint64_t>(usage.ru_nivcsw);
  end.counters = counters();
  end.wrong = wrong_end(report);
  return end;
}

common::ExitReport Server::end_process(common::Nanoseconds limit, const Pulse& pulse) {
  const common::Deadline deadline = common::Deadline::after(limit);
  process_.signal(command_.stop_signal);
  while (!process_.wait(common::Deadline::after(10ms)) && !deadline.passed()) {
    pulse();
  }
  return process_.stop(common::Deadline::after(0ns), SIGKILL);  // if it still runs
}

std::optional<records::Reason> Server::wrong_end(const common::ExitReport& report) const {
  const bool by_signal =
      report.signal == command_.stop_signal || report.status == 128 + command_.stop_signal;
  if (report.succeeded() || (by_signal && !command_.is_ours())) {
    return std::nullopt;
  }
  if (report.signal != SIGKILL) {
    return ended(program(), report, said());
  }
  records::Reason why("killed_at_stop", program(), SIGKILL, ::strsignal(SIGKILL),
                      fmt::format("SIG{}", ::sigabbrev_np(command_.stop_signal)));
  why.add("said", said());
  return why;
}

ServerCounters Server::counters() const noexcept {
  ServerCounters counters;
  try {
    const auto json = nlohmann::json::parse(common::read_file(stats()));
    const auto replies = json.find("replies");
    if (replies != json.end() && replies->is_number_unsigned()) {
      counters.replies = replies->get<std::uint64_t>();
    }
    std::string times;
    for (const auto& pair : json.value("reply_times", nlohmann::json::array())) {
      times += fmt::format("{}{}:{}", times.empty() ? "" : " ", pair.at(0).get<std::uint64_t>(),
                           pair.at(1).get<double>());
    }
    counters.reply_times = times;
  } catch (const std::exception&) {
    // A server that died leaves no file, or half of one: nothing is known.
  }
  return counters;
}

}  // namespace tiga::suite::measure
