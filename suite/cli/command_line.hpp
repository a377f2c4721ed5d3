// The command line of `tiga`.
#pragma once

#include "common/error.hpp"

namespace tiga::suite::cli {

/// Reads the command line and runs its command. Throws UsageError and CannotRun.
common::Exit run_command_line(int argc, const char* const* argv);

}  // namespace tiga::suite::cli
