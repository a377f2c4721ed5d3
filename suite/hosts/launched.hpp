// Whether this process is one of several that mpirun or srun has started, and who the others are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "suite/hosts/greeting.hpp"

namespace tiga::suite::hosts {

/// The value of a variable of the environment; nothing if it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// This process's.
std::optional<std::string> from_environment(const char* name);

/// What the launcher says of this process before MPI is asked.
struct Started {
  std::size_t processes = 2;  ///< at least
  std::size_t rank = 0;
  std::string why_not = {};  ///< they cannot know each other; empty: they can
};

/// One process of several: Open MPI's mpirun says so, or srun. Nothing for a process that was
/// started alone, also by mpirun.
std::optional<Started> started_by_launcher(const Environment& environment = from_environment);

/// The processes of this run.
struct Launch {
  std::size_t rank = 0;       ///< of this one
  std::vector<Greeting> all;  ///< in the order of ranks; two at least
};

/// Exchanges greetings with all processes that were started with this one, through MPI, and is done
/// with it. Call it once, with no thread running; blocks until all have called it. `programs` is
/// the folder that has the module libtiga_mpi.so. Throws CannotRun: the module is not there (this
/// build has no MPI) or cannot be loaded, MPI failed, or the processes cannot know each other.
Launch exchange_greetings(const Started& started, const Greeting& own,
                          const std::filesystem::path& programs);

}  // namespace tiga::suite::hosts
