// A load generator as a child process of this host.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/child_process.hpp"
#include "common/clock.hpp"
#include "loadgen/summary.hpp"
#include "suite/measure/host.hpp"
#include "suite/measure/load_order.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::measure {

/// How a program that sends requests is run and understood.
struct GeneratorCommand {
  std::vector<std::string> arguments;  ///< [0] is the program
  std::chrono::seconds limit{0};       ///< what takes longer hangs, or is of no use
  std::function<bool(const common::ExitReport&)> is_good;
  /// Its summary after a good end. Throws CannotRun.
  std::function<loadgen::Summary(const common::ExitReport&)> summary;
};

/// loadgen with that order for that plan. It takes too long at ten times as long as the order would
/// have it and ten minutes more (in a closed loop: as one request a second would have it). Throws
/// CannotRun if a file that it needs cannot be written.
GeneratorCommand loadgen_command(const LoadOrder& order, const plan::Plan& plan,
                                 const Bench& bench);

/// What Summary::generator.engine says of a summary that wrk made. In it these are not known, and
/// stand at 0 or empty: mean_in_flight, connections_opened, bytes_sent, latency_bins,
/// latency_us.p99_99, kernel, times. Nor is how many requests it gave up at its end: at most one a
/// connection.
inline constexpr std::string_view wrk_engine = "wrk";

/// wrk with one thread for the plan's duration, rounded up to whole seconds, one at least. Throws
/// CannotRun if a file that it needs cannot be written.
GeneratorCommand wrk_command(const LoadOrder& order, const plan::Plan& plan, const Bench& bench);

/// The summary of what the script that wrk is given has printed: lines "tiga NAME VALUE". wrk
/// checks no content: ok means a status below 400. Throws InvalidCell when a value is missing.
loadgen::Summary read_wrk_output(std::string_view output, const common::ExitReport& end);

/// Runs in the bench's folder and on its generator's cores.
class GeneratorProcess final : public GeneratorRun {
 public:
  /// Starts it. Throws CannotRun.
  GeneratorProcess(GeneratorCommand command, const Bench& bench);

  std::optional<loadgen::Summary> wait(common::Deadline deadline) override;

 private:
  GeneratorCommand command_;
  std::string program_;
  std::filesystem::path error_;
  common::Deadline end_;
  common::ChildProcess process_;
};

}  // namespace tiga::suite::measure
