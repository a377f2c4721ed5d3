#include "suite/hosts/agent_processes.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "suite/hosts/line.hpp"

namespace tiga::suite::hosts {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto time_between_threads = 500ms;

}  // namespace

json failure_or(const std::function<json()>& act) {
  try {
    return act();
  } catch (const LineLost&) {
    throw;
  } catch (const measure::InvalidCell& problem) {
    return {{"invalid", problem.reason().field()}};
  } catch (const common::CannotRun& problem) {
    return {{"cannot", problem.what()}};
  } catch (const common::UsageError& problem) {
    return {{"cannot", problem.what()}};
  } catch (const std::filesystem::filesystem_error& problem) {
    return {{"cannot", problem.what()}};
  }
}

void AgentProcesses::add_server(std::uint64_t number,
                                std::unique_ptr<measure::ServerProcess> server) {
  servers_[number] = {std::move(server), false};
}

measure::ServerProcess& AgentProcesses::server(std::uint64_t number) {
  const auto found = servers_.find(number);
  if (found == servers_.end()) {
    throw LineLost(fmt::format("it asked for server {}, which there is not", number));
  }
  return *found->second.process;
}

void AgentProcesses::watch(std::uint64_t number) { servers_.at(number).is_watched = true; }

void AgentProcesses::expect_end(std::uint64_t number) { servers_.at(number).is_watched = false; }

void AgentProcesses::add_run(std::uint64_t number, std::unique_ptr<measure::GeneratorRun> run) {
  runs_[number] = std::move(run);
}

std::vector<json> AgentProcesses::events() {
  std::vector<json> events;
  for (auto& [number, server] : servers_) {
    if (server.is_watched) {
      if (const auto reason = server.process->unexpected_exit()) {
        server.is_watched = false;
        events.push_back({{"event", "ended"}, {"server", number}, {"reason", reason->field()}});
      }
    }
  }
  for (auto run = runs_.begin(); run != runs_.end();) {
    json end = failure_or([&]() -> json {
      const auto summary = run->second->wait(common::Deadline::after(0s));
      return summary ? json{{"summary", loadgen::to_json(*summary)}} : json();
    });
    if (end.is_null()) {
      ++run;
      continue;
    }
    end["event"] = "generated";
    end["run"] = run->first;
    events.push_back(std::move(end));
    run = runs_.erase(run);
  }
  const common::TimePoint now = common::SteadyClock::now();
  if (!servers_.empty() && now - threads_told_ >= time_between_threads) {
    threads_told_ = now;
    json threads = json::array();
    for (const auto& [number, server] : servers_) {
      threads.push_back(json::array({number, server.process->threads()}));
    }
    events.push_back({{"event", "threads"}, {"servers", threads}});
  }
  return events;
}

}  // namespace tiga::suite::hosts
