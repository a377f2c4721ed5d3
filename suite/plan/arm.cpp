#include "suite/plan/arm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>
#include <utility>

#include "suite/plan/registry.hpp"

namespace tiga::suite::plan {
namespace {

constexpr std::string_view own_folder = "{programs}/";

constexpr auto without_number = std::to_array<std::pair<std::string_view, ConcurrencyModel>>({
    {"one loop", one_loop},
    {"a loop a core", a_loop_a_core},
    {"a thread a connection", a_thread_each},
    {"a process a connection", a_process_each},
});

ServerCommand command_of(std::string_view program, const std::vector<std::string>& options) {
  ServerCommand command{{fmt::format("{}{}", own_folder, program), "0", "--stats-file", "{stats}"},
                        "listening on "};
  command.arguments.insert(command.arguments.end(), options.begin(), options.end());
  command.off_loopback = {"--host", "{address}"};
  return command;
}

}  // namespace

std::optional<ConcurrencyModel> parse_concurrency_model(std::string_view text) {
  for (const auto& [name, model] : without_number) {
    if (text == name) {
      return model;
    }
  }
  static const std::regex numbered(
      "0*([1-9][0-9]{0,3}) loops|(a loop and )?a pool of 0*([1-9][0-9]{0,3})");
  std::cmatch found;
  if (!std::regex_match(text.data(), text.data() + text.size(), found, numbered)) {
    return std::nullopt;
  }
  if (found[1].matched) {
    return loops(static_cast<unsigned>(std::stoul(found[1])));
  }
  const auto most = static_cast<unsigned>(std::stoul(found[3]));
  return found[2].matched ? pool_behind_loop(most) : pool_of(most);
}

std::string_view handling_texts() {
  return "\"one loop\", \"4 loops\", \"a loop a core\", \"a thread a connection\", "
         "\"a process a connection\", \"a pool of 16\", \"a loop and a pool of 16\"";
}

std::string to_text(const ConcurrencyModel& concurrency_model, text::Language language) {
  switch (concurrency_model.by) {
    case ConcurrencyModel::By::loops:
      if (concurrency_model.most == 0) {
        return tr(language, "an event loop for each core");
      }
      return concurrency_model.most == 1 ? tr(language, "one event loop")
                                         : tr(language, "{} event loops", concurrency_model.most);
    case ConcurrencyModel::By::threads:
      return tr(language, "a thread for each connection");
    case ConcurrencyModel::By::processes:
      return tr(language, "a process for each connection");
    case ConcurrencyModel::By::pool:
      return concurrency_model.behind_loop
                 ? tr(language, "an event loop and a pool of {}", concurrency_model.most)
                 : tr(language, "a pool of {}", concurrency_model.most);
    case ConcurrencyModel::By::unknown:
      break;
  }
  return tr(language, "unknown");
}

bool ServerCommand::is_ours() const {
  return !arguments.empty() && arguments[0].starts_with(own_folder);
}

bool ServerCommand::has(std::string_view placeholder) const {
  const auto held = [&](std::string_view text) {
    return std::ranges::count(placeholders_in(text), placeholder) > 0;
  };
  return std::ranges::any_of(arguments, held) || std::ranges::any_of(off_loopback, held) ||
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
    std::vector<std::string> backend_options = backend_options_of(architecture);
    backend_options.insert(backend_options.end(), options.begin(), options.end());
    arm.backend = command_of(architecture.backend, backend_options);
    arm.backends = architecture.backends;
  }
  return arm;
}

std::string copy_name(std::string_view arm) { return fmt::format("{}-aa", arm); }

}  // namespace tiga::suite::plan
