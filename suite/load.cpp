#include "suite/load.hpp"

#include <fmt/format.h>

#include <chrono>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/last_words.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;

// No cell of any use takes longer; what hangs ends here and is told as such.
constexpr auto time_to_finish = 10min;

}  // namespace

loadgen::Summary run_load(const LoadOrder& order, const Pulse& pulse) {
  const std::filesystem::path json = order.work / "load.json";
  const std::filesystem::path said = order.work / "load.stderr";
  std::filesystem::remove(json);
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
    const auto more = {std::string("--rate"), fmt::format("{:.3f}", *order.rate),
                       std::string("--arrivals"),
                       std::string(order.poisson ? "poisson" : "constant")};
    command.arguments.insert(command.arguments.end(), more.begin(), more.end());
  }
  command.arguments.push_back(order.url);
  command.cpus = order.cpus;
  command.output_file = order.work / "load.stdout";
  command.error_file = said;
  auto generator = common::ChildProcess::start(command);
  const auto end = wait_for_exit(generator, common::Deadline::after(time_to_finish), pulse);
  if (!end) {
    throw common::CannotRun(
        fmt::format("loadgen did not end within {} min", time_to_finish.count()));
  }
  // 1: some requests failed, which the summary tells better.
  if (!end->succeeded() && !(end->status == 1 && std::filesystem::exists(json))) {
    throw common::CannotRun(fmt::format("loadgen {}{}", end->describe(), last_words(said)));
  }
  return loadgen::summary_from_json(common::read_file(json));
}

}  // namespace tiga::suite
