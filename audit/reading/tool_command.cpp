#include "audit/reading/tool_command.hpp"

#include <algorithm>
#include <array>

#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

using enum Tool;

struct OptionEntry {
  Tool tool;
  std::string_view names;  // between blanks
  std::string_view field;  // as in a pattern's placeholder
};

constexpr auto tool_options = std::to_array<OptionEntry>({
    {wrk, "-c --connections", "concurrency"},
    {wrk, "-t --threads", "threads"},
    {wrk, "-d --duration", "time_asked:s"},
    {wrk, "-R --rate", "offered_rate"},
    {hey, "-n", "requests"},
    {hey, "-c", "concurrency"},
    {hey, "-z", "time_asked:s"},
    {h2load, "-n --requests", "requests"},
    {h2load, "-c --clients", "concurrency"},
    {h2load, "-D --duration", "time_asked:s"},
    {h2load, "-t --threads", "threads"},
    {h2load, "-m --max-concurrent-streams", "streams"},
    {siege, "-c --concurrent", "concurrency"},
    {siege, "-t --time", "time_asked:s"},
    {httperf, "--rate", "offered_rate"},
    {autocannon, "-c --connections", "concurrency"},
    {autocannon, "-p --pipelining", "streams"},
    {oha, "-n", "requests"},
    {oha, "-c", "concurrency"},
    {oha, "-z", "time_asked:s"},
    {oha, "-q", "offered_rate"},
    {oha, "-p", "streams"},
    {bombardier, "-c --connections", "concurrency"},
    {bombardier, "-n --requests", "requests"},
    {bombardier, "-d --duration", "time_asked:s"},
    {k6, "-u --vus", "concurrency"},
});

Tool tool_of_program(std::string_view token) {
  const std::string_view name = token.substr(token.rfind('/') + 1);
  const auto found = std::ranges::find(all_tool_facts, name, &ToolFacts::name);
  return found == all_tool_facts.end() || name.empty()
             ? unknown
             : static_cast<Tool>(found - all_tool_facts.begin());
}

bool may_follow_program(std::string_view token) {
  return token.starts_with('-') || token.find("://") != std::string_view::npos ||
         token == "attack" || token == "run" || token == "report";
}

// The value of an option at `at`, in one of "-c 16", "-c16", "--connections=16".
std::optional<std::string_view> value_of(const std::vector<std::string_view>& tokens,
                                         std::size_t at, std::string_view name) {
  const std::string_view token = tokens[at];
  if (token == name) {
    return at + 1 < tokens.size() ? std::optional(tokens[at + 1]) : std::nullopt;
  }
  if (!token.starts_with(name)) {
    return std::nullopt;
  }
  const std::string_view rest = token.substr(name.size());
  if (rest.starts_with('=')) {
    return rest.substr(1);
  }
  const bool is_short = name.size() == 2;
  return is_short && rest[0] >= '0' && rest[0] <= '9' ? std::optional(rest) : std::nullopt;
}

}  // namespace

std::optional<ToolCommand> tool_command(std::string_view line) {
  constexpr auto arguments =
      std::to_array<std::string_view>({" -", "://", " attack", " run", " report"});
  if (std::ranges::none_of(arguments, [&](std::string_view argument) {
        return line.find(argument) != std::string_view::npos;
      })) {
    return std::nullopt;
  }
  const std::vector<std::string_view> tokens = common::words_between_blanks(line);
  ToolCommand command;
  std::size_t at = 0;
  while (at + 1 < tokens.size() && command.tool == unknown) {
    const Tool tool = tool_of_program(tokens[at]);
    command.tool = tool != unknown && may_follow_program(tokens[at + 1]) ? tool : unknown;
    ++at;
  }
  if (command.tool == unknown) {
    return std::nullopt;
  }
  for (; at < tokens.size(); ++at) {
    for (const OptionEntry& option : tool_options) {
      const bool is_its =
          option.tool == command.tool || (option.tool == wrk && command.tool == wrk2);
      for (const std::string_view name : common::words_between_blanks(option.names)) {
        const auto value = is_its ? value_of(tokens, at, name) : std::nullopt;
        if (value) {
          command.options.push_back({placeholder_named(option.field), std::string(*value)});
        }
      }
    }
  }
  return command;
}

}  // namespace tiga::audit::reading
