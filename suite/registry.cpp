#include "suite/registry.hpp"

#include <array>

namespace tiga::suite {
namespace {

constexpr std::array registered{
    Architecture{"threaded", "Thread per connection", "Satu thread per koneksi", "threaded",
                 "threaded_server", "", 0},
    Architecture{"async", "One event loop", "Satu event loop", "async", "async_server", "", 0},
    Architecture{"balanced", "Event loops behind a balancer",
                 "Beberapa event loop di belakang balancer", "balancer", "balancer", "async_server",
                 4},
};

}  // namespace

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

}  // namespace tiga::suite
