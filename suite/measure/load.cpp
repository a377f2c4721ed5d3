#include "suite/measure/load.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "common/stderr_tail.hpp"
#include "suite/measure/wrk.hpp"

namespace tiga::suite::measure {
namespace {

constexpr double slow_rate = 1;  // requests a second: the published threaded server did two

// What takes longer hangs, or is of no use; it ends here and is told as such.
std::chrono::seconds time_to_finish(const LoadOrder& order) {
  const double expected = static_cast<double>(order.requests) / order.rate.value_or(slow_rate);
  return std::chrono::seconds(600 + static_cast<std::int64_t>(10 * expected));
}

void add_background_clients(const plan::BackgroundClients& background_clients,
                            std::vector<std::string>& arguments) {
  if (background_clients.idle > 0) {
    arguments.insert(arguments.end(), {"--idle", std::to_string(background_clients.idle)});
  }
  if (background_clients.slow_readers > 0) {
    arguments.insert(arguments.end(),
                     {"--slow-readers", std::to_string(background_clients.slow_readers),
                      "--slow-path", background_clients.slow_path, "--slow-rate",
                      std::to_string(background_clients.slow_rate)});
  }
}

common::Command loadgen_command(const LoadOrder& order, const std::filesystem::path& json) {
  common::Command command;
  command.arguments = {order.program.string(),
                       "-q",
                       "-n",
                       std::to_string(order.requests),
                       "-c",
                       std::to_string(order.concurrency),
                       "--json",
                       json.string()};
  if (order.keep_alive) {
    command.arguments.emplace_back("-k");
  }
  if (order.rate) {
    command.arguments.insert(command.arguments.end(),
                             {"--rate", fmt::format("{:.3f}", *order.rate), "--arrivals",
                              order.poisson ? "poisson" : "constant"});
  }
  if (order.time_limit_s > 0) {
    command.arguments.insert(command.arguments.end(), {"-t", std::to_string(order.time_limit_s)});
  }
  add_background_clients(order.background_clients, command.arguments);
  if (order.body_bytes > 0) {
    const std::filesystem::path body = order.work / "body";
    common::write_file(body, std::string(order.body_bytes, 'x'));
    command.arguments.insert(command.arguments.end(), {"-p", body.string()});
  }
  command.arguments.push_back(order.url);
  return command;
}

}  // namespace

common::ExitReport run_generator(const common::Command& command, std::chrono::seconds limit,
                                 const Pulse& pulse) {
  using namespace std::chrono_literals;
  auto generator = common::ChildProcess::start(command);
  const common::Deadline deadline = common::Deadline::after(limit);
  while (true) {
    pulse();
    const common::Deadline slice(std::min(deadline.at(), common::SteadyClock::now() + 20ms));
    if (const auto end = generator.wait(slice)) {
      return *end;
    }
    if (deadline.passed()) {
      throw InvalidCell({"too_slow",
                         std::filesystem::path(command.arguments[0]).filename().string(),
                         limit.count()});
    }
  }
}

loadgen::Summary run_load(const LoadOrder& order, const Pulse& pulse) {
  if (order.generator == plan::Generator::wrk) {
    return run_wrk(order, pulse);
  }
  const std::filesystem::path json = order.work / "load.json";
  const std::filesystem::path said = order.work / "load.stderr";
  std::filesystem::remove(json);
  common::Command command = loadgen_command(order, json);
  command.cpus = order.cpus;
  command.output_file = order.work / "load.stdout";
  command.error_file = said;
  const common::ExitReport end = run_generator(command, time_to_finish(order), pulse);
  // 1: some requests failed, which the summary tells better.
  if (!end.succeeded() && !(end.status == 1 && std::filesystem::exists(json))) {
    throw InvalidCell(ended("loadgen", end, common::stderr_tail(said)));
  }
  return loadgen::summary_from_json(common::read_file(json));
}

}  // namespace tiga::suite::measure
