// SIGINT and SIGTERM as a descriptor that a loop can wait for.
#pragma once

#include <csignal>

#include "common/unique_fd.hpp"

namespace tiga::loadgen::run {

/// While it exists, the two signals do not end the process but make fd() readable (signalfd(2)). If
/// it is made before any thread is started, it applies to all of them.
class StopSignals {
 public:
  /// Throws common::CannotRun.
  StopSignals();
  /// Consumes pending signals, so that the report can be written undisturbed; later ones end the
  /// process as usual.
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  int fd() const { return fd_.get(); }

 private:
  sigset_t before_;
  common::UniqueFd fd_;
};

}  // namespace tiga::loadgen::run
