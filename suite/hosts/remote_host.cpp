#include "suite/hosts/remote_host.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "suite/hosts/clock_offset.hpp"
#include "suite/hosts/remote_processes.hpp"
#include "suite/hosts/wire.hpp"

namespace tiga::suite::hosts {
namespace {

constexpr std::size_t clock_exchanges = 32;

common::Nanoseconds clock_now() { return common::SteadyClock::now().time_since_epoch(); }

}  // namespace

RemoteHost::RemoteHost(Line line) : calls_(std::move(line)) {
  facts_ = records::host_facts_from_json(
      calls_.ask({{"do", "hello"}}).at("facts").get_ref<const std::string&>());
  calls_.set_name(facts_.name);
}

RemoteHost::~RemoteHost() { calls_.tell({{"do", "bye"}}); }

std::string RemoteHost::address_towards(const std::string& peer) {
  return calls_.ask({{"do", "way"}, {"peer", peer}}).at("address").get<std::string>();
}

std::vector<std::string> RemoteHost::prepare(const HostSetup& setup) {
  const auto answer = calls_.ask({{"do", "prepare"}, {"setup", json_of(setup)}});
  address_ = setup.address;
  server_cores_ = answer.at("server_cores").get<std::size_t>();
  if (!answer.at("link_mbit").is_null()) {
    link_mbit_ = answer.at("link_mbit").get<std::uint64_t>();
  }
  beside_another_run_ = answer.at("beside_another_run").get<bool>();
  return answer.at("problems").get<std::vector<std::string>>();
}

void RemoteHost::tend() { calls_.take_in(common::Deadline::after(common::Nanoseconds(0))); }

void RemoteHost::begin_cell() { calls_.ask({{"do", "begin_cell"}}); }

void RemoteHost::require_room(std::uint64_t bytes) {
  calls_.ask({{"do", "require_room"}, {"bytes", bytes}});
}

std::unique_ptr<measure::ServerProcess> RemoteHost::start(const plan::Arm& arm,
                                                          const measure::ServerStart& order) {
  auto server = std::make_unique<RemoteServer>(calls_, calls_.next_number());
  calls_.ask({{"do", "start"},
              {"server", server->number()},
              {"arm", arm.name},
              {"order", json_of(order)}});
  return server;
}

std::unique_ptr<measure::GeneratorRun> RemoteHost::generate(const measure::LoadOrder& order) {
  auto run = std::make_unique<RemoteRun>(calls_, calls_.next_number());
  calls_.ask({{"do", "generate"}, {"run", run->number()}, {"order", json_of(order)}});
  return run;
}

void RemoteHost::begin_count() { calls_.ask({{"do", "begin_count"}}); }

measure::SystemUse RemoteHost::end_count() {
  return system_use_from(calls_.ask({{"do", "end_count"}}).at("use"));
}

measure::ClockOffset RemoteHost::clock_offset() {
  std::vector<ClockExchange> exchanges;
  exchanges.reserve(clock_exchanges);
  while (exchanges.size() < clock_exchanges) {
    const common::Nanoseconds asked = clock_now();
    const auto answer = calls_.ask({{"do", "clock"}});
    const common::Nanoseconds answered = clock_now();
    exchanges.push_back(
        {asked, common::Nanoseconds(answer.at("now_ns").get<std::int64_t>()), answered});
  }
  const ClockEstimate estimate = hosts::clock_offset(exchanges);
  return {estimate.offset, estimate.bound};
}

std::vector<measure::LogFile> RemoteHost::log_files() {
  return log_files_from(calls_.ask({{"do", "log_files"}}).at("files"));
}

}  // namespace tiga::suite::hosts
