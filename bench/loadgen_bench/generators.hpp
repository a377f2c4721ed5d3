// The compared generators, and the command lines that give each the same work.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
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

/// One generator as a program that is run once for each reading.
class Generator {
 public:
  virtual ~Generator() = default;
  virtual std::string name() const = 0;
  virtual bool takes(Mode mode) const = 0;
  /// loadgen, which is compared with all others.
  virtual bool ours() const { return false; }
  /// Whether a run is as long as Load::requests makes it.
  virtual bool runs_by_count() const = 0;
  /// The command line; `folder` is for a results file.
  virtual std::vector<std::string> arguments(const Load& load,
                                             const std::filesystem::path& folder) const = 0;
  /// Reads the results of a run except its CPU time.
  virtual Reading read(const std::string& output, const std::filesystem::path& folder) const = 0;
};

/// Generators by name: "wrk", "ab", "loadgen-ENGINE". One that cannot run here (the program is not
/// installed, or loadgen has no such engine) is skipped, and `skipped` says why. `bin` is the
/// folder of our programs. Throws UsageError for an unknown name.
std::vector<std::unique_ptr<Generator>> make_generators(const std::vector<std::string>& names,
                                                        const std::filesystem::path& bin,
                                                        std::vector<std::string>& skipped);

/// Runs it once, pinned to `cpus`. A run that ends badly or takes more than a minute has a fault.
Reading run_once(const Generator& generator, const Load& load, const common::CpuSet& cpus);

}  // namespace tiga::bench
