// One run from its options to its summary.
#pragma once

#include "loadgen/options.hpp"
#include "loadgen/summary.hpp"
#include "loadgen/work.hpp"

namespace tiga::loadgen {

/// Puts the load on and counts what comes back. SIGINT and SIGTERM end it early with a true
/// summary. Throws common::CannotRun when the host does not resolve, when no connection was ever
/// made, or when this process may not open as many sockets as asked for; std::logic_error should
/// the counts not add up.
Summary run_load(const Options& options, Observers observers);

}  // namespace tiga::loadgen
