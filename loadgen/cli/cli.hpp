// The command line of `loadgen`.
#pragma once

#include <optional>

#include "loadgen/options.hpp"

namespace tiga::loadgen::cli {

/// Reads the command line. `nullopt` if help or the version was requested; it has then been
/// printed. Throws common::UsageError, and common::CannotRun when the file of -p cannot be read.
std::optional<Options> parse_command_line(int argc, char** argv);

}  // namespace tiga::loadgen::cli
