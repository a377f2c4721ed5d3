#include "suite/hosts/remote_processes.hpp"

#include <nlohmann/json.hpp>

#include "suite/hosts/wire.hpp"

namespace tiga::suite::hosts {
namespace {

using namespace std::chrono_literals;

// Beyond the limit that the host itself keeps to.
constexpr auto time_to_answer = 30s;

}  // namespace

RemoteServer::RemoteServer(HostCalls& host, std::uint64_t number) : host_(host), number_(number) {
  host_.servers[number_] = {};
}

RemoteServer::~RemoteServer() {
  host_.tell({{"do", "drop_server"}, {"server", number_}});
  host_.servers.erase(number_);
}

void RemoteServer::await_ready(common::Nanoseconds limit, const measure::Pulse& pulse) {
  const auto answer =
      host_.ask({{"do", "await_ready"}, {"server", number_}, {"limit_ns", limit.count()}},
                limit + time_to_answer, pulse);
  endpoint_ = answer.at("endpoint").get<std::string>();
  host_.servers[number_].threads = answer.at("threads").get<std::uint64_t>();
}

std::optional<records::Reason> RemoteServer::unexpected_exit() {
  host_.take_in(common::Deadline::after(0s));
  return host_.servers[number_].ended;
}

std::optional<std::vector<measure::ProcessUse>> RemoteServer::use() {
  const auto answer = host_.ask({{"do", "use"}, {"server", number_}});
  host_.servers[number_].threads = answer.at("threads").get<std::uint64_t>();
  return answer.contains("use") ? std::optional(use_from(answer.at("use"))) : std::nullopt;
}

measure::ServerEnd RemoteServer::stop(common::Nanoseconds limit, const measure::Pulse& pulse) {
  return server_end_from(
      host_
          .ask({{"do", "stop"}, {"server", number_}, {"limit_ns", limit.count()}},
               limit + time_to_answer, pulse)
          .at("end"));
}

RemoteRun::RemoteRun(HostCalls& host, std::uint64_t number) : host_(host), number_(number) {
  host_.runs[number_] = {};
}

RemoteRun::~RemoteRun() {
  host_.tell({{"do", "drop_run"}, {"run", number_}});
  host_.runs.erase(number_);
}

std::optional<loadgen::Summary> RemoteRun::wait(common::Deadline deadline) {
  const RunEnd& end = host_.runs.at(number_);
  do {
    host_.take_in(deadline);
    if (end.fail) {
      end.fail();
    }
    if (end.summary) {
      return end.summary;
    }
  } while (!deadline.passed());
  return std::nullopt;
}

}  // namespace tiga::suite::hosts
