// What runs on a host for another one: servers and generators, and what is to be told of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "suite/measure/host.hpp"

namespace tiga::suite::hosts {

/// What `act` returns; if it throws InvalidCell `{"invalid": REASON}`, CannotRun or another
/// std::runtime_error of the system `{"cannot": TEXT}`. LineLost, and what is none of these, gets
/// out.
nlohmann::json failure_or(const std::function<nlohmann::json()>& act);

/// By the numbers that the other host gave them. Its end kills them. Not thread-safe.
class AgentProcesses {
 public:
  /// Its end is no event before watch(): until it is ready, await_ready() tells how it ended, or
  /// starts it again.
  void add_server(std::uint64_t number, std::unique_ptr<measure::ServerProcess> server);
  /// Throws LineLost if there is none.
  measure::ServerProcess& server(std::uint64_t number);
  /// From now on its end is an event, once.
  void watch(std::uint64_t number);
  /// From now on its end is no event.
  void expect_end(std::uint64_t number);
  void drop_server(std::uint64_t number) { servers_.erase(number); }
  void add_run(std::uint64_t number, std::unique_ptr<measure::GeneratorRun> run);
  void drop_run(std::uint64_t number) { runs_.erase(number); }
  bool any() const { return !servers_.empty() || !runs_.empty(); }

  /// What has happened since the last call, as messages: `ended` of a server, `generated` of a run,
  /// each once, and every 500 ms the `threads` of the servers.
  std::vector<nlohmann::json> events();

 private:
  struct Server {
    std::unique_ptr<measure::ServerProcess> process;
    bool is_watched = false;
  };

  std::map<std::uint64_t, Server> servers_;
  std::map<std::uint64_t, std::unique_ptr<measure::GeneratorRun>> runs_;
  common::TimePoint threads_told_ = {};
};

}  // namespace tiga::suite::hosts
