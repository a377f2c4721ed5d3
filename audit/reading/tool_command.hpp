// Command lines of load generators in the log of a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/reading/tool_pattern.hpp"

namespace tiga::audit::reading {

/// What a command line asks for.
struct ToolCommand {
  /// An option with its value.
  struct Option {
    Placeholder what;
    std::string value;
  };
  Tool tool = Tool::unknown;
  std::vector<Option> options;
};

/// A command after a prompt or not: "$ wrk -t2 -c16 http://127.0.0.1/". `nullopt` if the line
/// starts none of the known tools.
std::optional<ToolCommand> tool_command(std::string_view line);

}  // namespace tiga::audit::reading
