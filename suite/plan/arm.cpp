#include "suite/plan/arm.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/plan/registry.hpp"

namespace tiga::suite::plan {
namespace {

constexpr std::string_view own_folder = "{programs}/";

ServerCommand command_of(std::string_view program, const std::vector<std::string>& options) {
  ServerCommand command{{fmt::format("{}{}", own_folder, program), "0", "--stats-file", "{stats}"},
                        "listening on "};
  command.arguments.insert(command.arguments.end(), options.begin(), options.end());
  return command;
}

}  // namespace

bool ServerCommand::is_ours() const {
  return !arguments.empty() && arguments[0].starts_with(own_folder);
}

bool ServerCommand::has(std::string_view placeholder) const {
  const auto held = [&](std::string_view text) {
    return std::ranges::count(placeholders_in(text), placeholder) > 0;
  };
  return std::ranges::any_of(arguments, held) ||
         std::ranges::any_of(files, [&](const auto& file) { return held(file.second); });
}

Arm arm_of(const Architecture& architecture, const std::vector<std::string>& options) {
  Arm arm;
  arm.name = architecture.name;
  arm.title = architecture.title;
  std::vector<std::string> front_options = front_options_of(architecture);
  front_options.insert(front_options.end(), options.begin(), options.end());
  arm.front = command_of(architecture.front, front_options);
  arm.counts_replies = true;
  arm.concurrency_model = architecture.concurrency_model;
  if (architecture.backends > 0) {
    arm.front.arguments.emplace_back("{backends}");
    arm.backend = command_of(architecture.backend, options);
    arm.backends = architecture.backends;
  }
  return arm;
}

std::string copy_name(std::string_view arm) { return fmt::format("{}-aa", arm); }

}  // namespace tiga::suite::plan
