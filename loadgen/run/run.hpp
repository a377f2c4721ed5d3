// One run from its options to its summary.
#pragma once

#include <functional>

#include "loadgen/options.hpp"
#include "loadgen/requests/shared.hpp"
#include "loadgen/summary.hpp"

namespace tiga::loadgen::run {

/// Callbacks of an observer; each may be empty.
struct Observers {
  /// Called several times a second with the time since the start of the counted part and the number
  /// of its requests that have ended.
  std::function<void(common::Nanoseconds elapsed, std::uint64_t ended)> progress;
  requests::Trace trace;
};

/// Sends the load and counts the replies. SIGINT, SIGTERM and SIGHUP (common::stop_signals()) end
/// it early with a correct summary. Throws common::CannotRun when the host does not resolve, when
/// no connection was ever made, when this process may not open as many sockets as needed, or when
/// the engine is not available; std::logic_error if the counts do not add up.
Summary run_load(const Options& options, const Observers& observers);

}  // namespace tiga::loadgen::run
