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

/// A server's name, its description for --help, and its default port.
struct Program {
  std::string name;
  std::string description;
  std::uint16_t default_port = 0;
};

/// Adds an option in seconds, fractions allowed, stored as milliseconds.
void add_seconds(CLI::App& app, const std::string& name, std::chrono::milliseconds& span,
                 const std::string& meaning);

/// Reads the shared options and those that `add_options` adds. Returns `nullopt` after printing
/// --help or --version. Throws common::UsageError with a one-line message.
std::optional<Options> parse_command_line(
    int argc, const char* const* argv, const Program& program,
    const std::function<void(CLI::App&)>& add_options = [](CLI::App&) {});

}  // namespace tiga::servers::core
