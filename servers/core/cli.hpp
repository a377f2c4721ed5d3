// The command line that all servers share.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "servers/core/options.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace tiga::servers::core {

/// A server's name, what it is, and the port it takes unless told.
struct Program {
  std::string name;
  std::string description;
  std::uint16_t default_port = 0;
};

/// Adds an option that takes seconds, with a fraction if need be, and keeps milliseconds.
void add_seconds(CLI::App& app, const std::string& name, std::chrono::milliseconds& span,
                 const std::string& meaning);

/// Reads the shared options, and those that `add_options` adds. Nothing when the user asked for
/// help or the version, which was then printed. Throws common::UsageError with one line.
std::optional<Options> parse_command_line(
    int argc, const char* const* argv, const Program& program,
    const std::function<void(CLI::App&)>& add_options = [](CLI::App&) {});

}  // namespace tiga::servers::core
