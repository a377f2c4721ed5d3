// The compared generators, and the command lines that give each the same work.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/loadgen_bench/reading.hpp"
#include "common/cpu_set.hpp"

namespace tiga::bench {

/// How connections are used.
enum class Mode : std::uint8_t { keep_alive, one_connection };

/// "keep-alive", "one-connection".
std::string_view name_of(Mode mode);

/// The work of one run.
struct Load {
  Mode mode = Mode::keep_alive;
  std::uint64_t concurrency = 1;
  std::string url = {};
  unsigned seconds = 1;        ///< for generators that run by time (wrk)
  std::uint64_t requests = 1;  ///< for those that run by count (ab, loadgen)
};

/// One generator as a program that is run once for each reading. `folder` is for a results file.
struct Generator {
  std::string name;
  bool ours = false;             ///< loadgen, which is compared with all others
  bool runs_by_count = true;     ///< whether a run is as long as Load::requests makes it
  bool takes_keep_alive = true;  ///< else it is compared only with one connection per request
  /// The command line.
  std::function<std::vector<std::string>(const Load& load, const std::filesystem::path& folder)>
      arguments = {};
  Reading (*read)(const std::string& report) = nullptr;  ///< but for the CPU time
  /// The file with the report; empty: standard output has it.
  std::string report_file = {};
};

/// Generators by name: "wrk", "ab", "loadgen-ENGINE". One that cannot run here (the program is not
/// installed, or loadgen has no such engine) is skipped, and `skipped` says why. `bin` is the
/// folder of our programs. Throws UsageError for an unknown name.
std::vector<Generator> make_generators(const std::vector<std::string>& names,
                                       const std::filesystem::path& bin,
                                       std::vector<std::string>& skipped);

/// Runs it once, pinned to `cpus`. A run that ends badly or takes more than a minute has a fault.
Reading run_once(const Generator& generator, const Load& load, const common::CpuSet& cpus);

}  // namespace tiga::bench
