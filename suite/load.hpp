// One run of the load generator as a child process.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "common/cpu_set.hpp"
#include "loadgen/summary.hpp"
#include "suite/waiting.hpp"

namespace tiga::suite {

/// What to send where.
struct LoadOrder {
  std::filesystem::path program;  ///< loadgen
  std::filesystem::path work;     ///< folder for its files; must exist
  std::string url;
  std::uint64_t requests = 0;
  std::uint64_t concurrency = 0;
  bool keep_alive = false;
  std::optional<double> rate;  ///< requests a second, whatever the server does; none: closed loop
  bool poisson = false;        ///< their gaps: exponential, else constant
  std::optional<common::CpuSet> cpus;  ///< none: not pinned
};

/// Runs it to its end. Requests that failed stand in the summary. Throws CannotRun when the
/// generator itself failed, with what it said.
loadgen::Summary run_load(const LoadOrder& order, const Pulse& pulse);

}  // namespace tiga::suite
