#include "suite/plan/registry.hpp"

#include <array>
#include <iterator>
#include <sstream>

namespace tiga::suite::plan {
namespace {

constexpr std::array registered{
    Architecture{"threaded", "Thread per connection", "Satu thread per koneksi", "threaded",
                 "threaded_server", "", 0, a_thread_each},
    Architecture{"async", "One event loop", "Satu event loop", "async", "async_server", "", 0,
                 one_loop},
    Architecture{"balanced", "Event loops behind a balancer",
                 "Beberapa event loop di belakang balancer", "balancer", "balancer", "async_server",
                 4, loops(4)},
    Architecture{"pool", "Thread pool", "Kumpulan thread", "pool", "pool_server", "", 0,
                 pool_of(64)},
    Architecture{"process", "Process per connection", "Satu proses per koneksi", "process",
                 "process_server", "", 0, a_process_each},
    Architecture{"prefork", "Pre-forked processes", "Kumpulan proses yang dibuat di muka",
                 "prefork", "prefork_server", "", 0, pool_of(64)},
    Architecture{"loops", "Event loops on one port", "Beberapa event loop pada satu port", "loops",
                 "loops_server", "", 0, loops(4), "--loops 4"},
    Architecture{"coroutine", "A coroutine for each connection", "Satu coroutine per koneksi",
                 "coroutine", "coroutine_server", "", 0, one_loop},
    Architecture{"balanced-threads", "Threads behind a balancer",
                 "Thread per koneksi di belakang balancer", "balancer", "balancer",
                 "threaded_server", 4, a_thread_each},
    Architecture{"offload", "An event loop with threads for work",
                 "Satu event loop dengan thread untuk kerja", "offload", "offload_server", "", 0,
                 pool_of(64)},
};

}  // namespace

std::vector<std::string> front_options_of(const Architecture& architecture) {
  std::istringstream words{std::string(architecture.front_options)};
  return {std::istream_iterator<std::string>(words), {}};
}

std::span<const Architecture> architectures() { return registered; }

const Architecture* find_architecture(std::string_view name) {
  for (const Architecture& architecture : registered) {
    if (architecture.name == name) {
      return &architecture;
    }
  }
  return nullptr;
}

std::string architecture_names() {
  std::string names;
  for (const Architecture& architecture : registered) {
    names += (names.empty() ? "" : ", ") + std::string(architecture.name);
  }
  return names;
}

}  // namespace tiga::suite::plan
