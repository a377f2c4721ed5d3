#include "suite/plan/registry.hpp"
#include "suite/text/tr.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>

namespace tiga::suite::plan {
namespace {

constexpr std::array registered{
    Architecture{"threaded", text::message("Thread per connection"), "threaded", "threaded_server",
                 "", 0, a_thread_each},
    Architecture{"async", text::message("One event loop"), "async", "async_server", "", 0,
                 one_loop},
    Architecture{"balanced", text::message("Event loops behind a balancer"), "balancer", "balancer",
                 "async_server", 4, loops(4)},
    Architecture{"pool", text::message("Thread pool"), "pool", "pool_server", "", 0, pool_of(64)},
    Architecture{"process", text::message("Process per connection"), "process", "process_server",
                 "", 0, a_process_each},
    Architecture{"prefork", text::message("Pre-forked processes"), "prefork", "prefork_server", "",
                 0, pool_of(64)},
    Architecture{"loops", text::message("Event loops on one port"), "loops", "loops_server", "", 0,
                 loops(4), "--loops 4"},
    Architecture{"coroutine", text::message("A coroutine for each connection"), "coroutine",
                 "coroutine_server", "", 0, one_loop},
    Architecture{"balanced-threads", text::message("Threads behind a balancer"), "balancer",
                 "balancer", "threaded_server", 4, a_thread_each},
    Architecture{"offload", text::message("An event loop with threads for work"), "offload",
                 "offload_server", "", 0, pool_behind_loop(64)},
    Architecture{"uring", text::message("One event loop on io_uring"), "async", "async_server", "",
                 0, one_loop, "", "--engine io_uring"},
    Architecture{"balanced-uring", text::message("Event loops and balancer on io_uring"),
                 "balancer", "balancer", "async_server", 4, loops(4), "", "--engine io_uring"},
};

}  // namespace

std::vector<std::string> front_options_of(const Architecture& architecture) {
  std::istringstream words(std::string(architecture.front_options) + " " +
                           std::string(architecture.options));
  return {std::istream_iterator<std::string>(words), {}};
}

std::vector<std::string> backend_options_of(const Architecture& architecture) {
  std::istringstream words{std::string(architecture.options)};
  return {std::istream_iterator<std::string>(words), {}};
}

std::span<const Architecture> architectures() { return registered; }

const Architecture* find_architecture(std::string_view name) {
  const auto* found = std::ranges::find(registered, name, &Architecture::name);
  return found == registered.end() ? nullptr : found;
}

std::string architecture_names() {
  std::string names;
  for (const Architecture& architecture : registered) {
    names += (names.empty() ? "" : ", ") + std::string(architecture.name);
  }
  return names;
}

}  // namespace tiga::suite::plan
