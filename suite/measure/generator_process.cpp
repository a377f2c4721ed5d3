#include "suite/measure/generator_process.hpp"

#include <algorithm>
#include <utility>

namespace tiga::suite::measure {
namespace {

common::ChildProcess start_generator(const GeneratorCommand& generator, const Bench& bench) {
  common::Command command;
  command.arguments = generator.arguments;
  command.cpus = bench.generator;
  command.output_file = bench.work / "load.stdout";
  command.error_file = bench.work / "load.stderr";
  command.own_group = true;  // Ctrl-C in a terminal is for this program: the cell goes on
  command.keeper = bench.keeper;
  return common::ChildProcess::start(command);
}

}  // namespace

GeneratorProcess::GeneratorProcess(GeneratorCommand command, const Bench& bench)
    : command_(std::move(command)),
      program_(std::filesystem::path(command_.arguments.at(0)).filename().string()),
      error_(bench.work / "load.stderr"),
      end_(common::Deadline::after(command_.limit)),
      process_(start_generator(command_, bench)) {}

std::optional<loadgen::Summary> GeneratorProcess::wait(common::Deadline deadline) {
  const auto report = process_.wait(common::Deadline(std::min(deadline.at(), end_.at())));
  if (!report) {
    if (end_.passed()) {
      throw InvalidCell({"too_slow", program_, command_.limit.count()});
    }
    return std::nullopt;
  }
  if (!command_.is_good(*report)) {
    throw InvalidCell(ended(program_, *report, common::stderr_tail(error_)));
  }
  return command_.summary(*report);
}

}  // namespace tiga::suite::measure
