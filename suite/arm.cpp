#include "suite/arm.hpp"

#include <fmt/format.h>

#include "suite/registry.hpp"

namespace tiga::suite {
namespace {

constexpr std::string_view ready = "listening on ";

ServerCommand command_of(std::string_view program) {
  return {{fmt::format("{{programs}}/{}", program), "0", "--stats-file", "{stats}"},
          std::string(ready)};
}

}  // namespace

Arm arm_of(const Architecture& architecture) {
  Arm arm;
  arm.name = architecture.name;
  arm.title = architecture.title;
  arm.front = command_of(architecture.front);
  arm.counts_replies = true;
  if (architecture.backends > 0) {
    arm.front.arguments.emplace_back("{backends}");
    arm.backend = command_of(architecture.backend);
    arm.backends = architecture.backends;
  }
  return arm;
}

std::string copy_name(std::string_view arm) { return fmt::format("{}-aa", arm); }

}  // namespace tiga::suite
