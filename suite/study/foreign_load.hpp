// Another program that uses the machine, as a neighbour or a scheduled job does.
#pragma once

#include <cstdint>
#include <filesystem>

#include "common/child_process.hpp"
#include "common/group_keeper.hpp"

namespace tiga::suite::study {

/// Uses one core, any of this process's, in bursts of exponential length with exponential pauses:
/// half a second and a second and a half on average, so a quarter of a core. Never returns.
[[noreturn]] void use_a_core_in_bursts(std::uint64_t seed);

/// While it lives, a child process does that.
class ForeignLoad {
 public:
  /// `programs` has the program tiga. Throws CannotRun.
  ForeignLoad(const std::filesystem::path& programs, std::uint64_t seed,
              const common::GroupKeeper& keeper);

 private:
  common::ChildProcess process_;
};

}  // namespace tiga::suite::study
