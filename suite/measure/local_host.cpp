#include "suite/measure/local_host.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "common/files.hpp"
#include "suite/measure/cell_log.hpp"
#include "suite/measure/generator_process.hpp"
#include "suite/measure/server.hpp"

namespace tiga::suite::measure {
namespace {

// What `GET /` of our own servers answers: others that serve files have the same to send.
constexpr std::string_view content_of_root = "OK\n";

std::filesystem::path make_root(const Bench& bench) {
  std::filesystem::path root = std::filesystem::absolute(bench.work) / "root";
  std::filesystem::create_directory(root);
  common::write_file(root / "index.html", content_of_root);
  return root;
}

std::optional<common::CpuSet> cores_of(const ServerStart& order, const Bench& bench) {
  const auto sets = order.with_front ? records::own_cores(bench.server_topology, order.count - 1)
                                     : records::equal_cores(bench.server_topology, order.count);
  return order.index < sets.size() ? std::optional(sets[order.index]) : bench.servers;
}

ServerPlace place_of(const plan::ServerCommand& command, const plan::Arm& arm,
                     const ServerStart& order, const Bench& bench) {
  ServerPlace own;
  // Absolute: nginx takes relative names from a folder of its own.
  own.work = std::filesystem::absolute(bench.work) / fmt::format("server-{}", order.number);
  own.values = command.values;
  own.values.emplace("programs", bench.programs.string());
  own.values.emplace("arm", arm.name);
  if (command.has("root") && !own.values.contains("root")) {
    own.values.emplace("root", make_root(bench).string());
  }
  own.backends = order.backends;
  own.cpus = cores_of(order, bench);
  own.keeper = bench.keeper;
  return own;
}

}  // namespace

LocalHost::LocalHost(Bench bench, const plan::Plan& plan, std::string name, std::string address)
    : bench_(std::move(bench)), plan_(plan), name_(std::move(name)), address_(std::move(address)) {}

void LocalHost::begin_cell() {
  std::filesystem::remove_all(bench_.work);
  std::filesystem::create_directories(bench_.work);
}

void LocalHost::require_room(std::uint64_t bytes) {
  begin_cell();
  common::write_file(bench_.work / "room", std::string(bytes, 'x'));
}

std::unique_ptr<ServerProcess> LocalHost::start(const plan::Arm& arm, const ServerStart& order) {
  const bool is_front = order.number == static_cast<std::size_t>(arm.backends);
  const plan::ServerCommand& command = is_front ? arm.front : arm.backend;
  ServerPlace place = place_of(command, arm, order, bench_);
  place.address = address_;
  return std::make_unique<Server>(command, std::move(place));
}

std::unique_ptr<GeneratorRun> LocalHost::generate(const LoadOrder& order) {
  return std::make_unique<GeneratorProcess>(order.generator == plan::Generator::wrk
                                                ? wrk_command(order, plan_, bench_)
                                                : loadgen_command(order, plan_, bench_),
                                            bench_);
}

void LocalHost::begin_count() { before_ = read_system(); }

SystemUse LocalHost::end_count() {
  SystemUse use = use_between(before_, read_system());
  use.network = network_id();
  use.machine = boot_id();
  return use;
}

std::vector<LogFile> LocalHost::log_files() { return log_files_in(bench_.work); }

}  // namespace tiga::suite::measure
