// What each process of a run on several hosts does first, and no more: prints who is there.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "common/error.hpp"
#include "suite/hosts/launched.hpp"
#include "suite/records/paths.hpp"

namespace {

namespace hosts = tiga::suite::hosts;

std::size_t threads() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    ++count;
  }
  return count;
}

tiga::common::Exit greet() {
  const auto started = hosts::started_by_launcher();
  if (!started) {
    fmt::print("alone\n");
    return tiga::common::Exit::ok;
  }
  const hosts::Launch launch = hosts::exchange_greetings(
      *started, hosts::this_greeting(static_cast<std::uint16_t>(1000 + started->rank), "token"),
      tiga::suite::records::programs_folder());
  for (const std::string& line : hosts::why_not_together(launch.all)) {
    fmt::print("refused: {}\n", line);
  }
  std::string all;
  for (const hosts::Greeting& one : launch.all) {
    all += fmt::format(" {}/{}/{}", one.host, fmt::join(one.addresses, ","), one.port);
  }
  fmt::print("rank {} threads {}:{}\n", launch.rank, threads(), all);
  return tiga::common::Exit::ok;
}

}  // namespace

int main() { return tiga::common::run_main("greet", greet); }
