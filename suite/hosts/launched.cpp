#include "suite/hosts/launched.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "common/error.hpp"
#include "common/numbers.hpp"

namespace tiga::suite::hosts {
namespace {

using Rendezvous = int(const void* own, int bytes, void** all, int* rank, int* size, char* error,
                       std::size_t error_size);

std::optional<std::size_t> number(const Environment& environment, const char* name) {
  const auto text = environment(name);
  return text ? common::to_number<std::size_t>(*text) : std::nullopt;
}

// It stays loaded: MPI's own modules may have left handlers behind. MPI finds its symbols for them
// only if they are global.
Rendezvous* load_module(const std::filesystem::path& programs) {
  const std::filesystem::path file = programs / "libtiga_mpi.so";
  if (!std::filesystem::exists(file)) {
    throw common::CannotRun("this build knows no MPI, so it can only run alone: type make hosts");
  }
  void* module = ::dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
  void* function = module == nullptr ? nullptr : ::dlsym(module, "tiga_mpi_rendezvous");
  if (function == nullptr) {
    throw common::CannotRun(fmt::format("cannot load MPI: {}", ::dlerror()));
  }
  return reinterpret_cast<Rendezvous*>(function);
}

}  // namespace

std::optional<std::string> from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::optional<Started> started_by_launcher(const Environment& environment) {
  Started started;
  if (const auto size = number(environment, "OMPI_COMM_WORLD_SIZE")) {
    started.processes = *size;
    started.rank = number(environment, "OMPI_COMM_WORLD_RANK").value_or(0);
  } else {
    // Only a step of srun has this; a batch script, which is one process, has not.
    started.processes = number(environment, "SLURM_STEP_NUM_TASKS").value_or(1);
    started.rank = number(environment, "SLURM_PROCID").value_or(0);
    if (!environment("PMIX_RANK")) {
      started.why_not =
          fmt::format("srun started {} processes that do not know each other: give srun --mpi=pmix",
                      started.processes);
    }
  }
  return started.processes > 1 ? std::optional(started) : std::nullopt;
}

Launch exchange_greetings(const Started& started, const Greeting& own,
                          const std::filesystem::path& programs) {
  if (!started.why_not.empty()) {
    throw common::CannotRun(started.why_not);
  }
  const GreetingRecord record = to_record(own);
  int rank = 0;
  int size = 0;
  void* all = nullptr;
  std::array<char, 512> error{};
  const bool failed = load_module(programs)(record.data(), static_cast<int>(record.size()), &all,
                                            &rank, &size, error.data(), error.size()) != 0;
  const std::unique_ptr<void, void (*)(void*)> owner(all, std::free);
  if (failed) {
    throw common::CannotRun(fmt::format("MPI failed: {}", error.data()));
  }
  if (static_cast<std::size_t>(size) != started.processes) {
    throw common::CannotRun(
        fmt::format("{} processes were started, and MPI knows {}: start them by the mpirun of the "
                    "MPI that this "
                    "was built with, or by srun --mpi=pmix",
                    started.processes, size));
  }
  const std::string_view bytes(static_cast<const char*>(all), record.size() * started.processes);
  Launch launch{.rank = static_cast<std::size_t>(rank), .all = {}};
  launch.all.reserve(started.processes);
  for (std::size_t i = 0; i < started.processes; ++i) {
    launch.all.push_back(greeting_from(bytes.substr(i * record.size(), record.size())));
  }
  return launch;
}

}  // namespace tiga::suite::hosts
