// What main() of a server does: the command line that all servers share, then the server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/option_values.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/core/options.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
class Validator;
}  // namespace CLI

namespace tiga::servers::core {

/// A server's name, its description for --help, and its default port.
struct Program {
  std::string name;
  std::string description;
  std::uint16_t default_port = 0;
  bool has_loop = false;  ///< an event loop, whose engine can be chosen
};

/// Accepts an option's value if it is a whole number within these bounds.
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);

/// Accepts an option's value if it is one of these names.
CLI::Validator one_of(const std::vector<common::NamedValue>& values);

/// Adds an option in seconds, fractions allowed, stored as milliseconds.
void add_seconds(CLI::App& app, const std::string& name, std::chrono::milliseconds& span,
                 const std::string& meaning);

/// Reads the shared options and those that `add_options` adds. Returns `nullopt` after printing
/// --help or --version. Throws common::UsageError with a one-line message.
std::optional<Options> parse_command_line(
    int argc, const char* const* argv, const Program& program,
    const std::function<void(CLI::App&)>& add_options = [](CLI::App&) {});

/// A server's own option: how many threads, processes or loops it has.
struct CountOption {
  std::string name;  ///< "--threads"
  std::string meaning;
  std::size_t usual = 1;
  std::size_t most = 1;
};

/// The whole of a server's main(): reads the command line, runs the server, returns the exit
/// status.
int run_program(int argc, const char* const* argv, const Program& program,
                const std::function<void(Service&, Listener)>& serve);

/// The same for a server with such an option, which `serve` is given.
int run_program(int argc, const char* const* argv, const Program& program,
                const CountOption& option,
                const std::function<void(Service&, Listener, std::size_t count)>& serve);

/// The same with as many sockets on one port.
int run_program(int argc, const char* const* argv, const Program& program,
                const CountOption& option,
                const std::function<void(Service&, std::vector<Listener>)>& serve);

}  // namespace tiga::servers::core
