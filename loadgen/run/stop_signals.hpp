// SIGINT and SIGTERM as something that a loop can wait for.
#pragma once

#include <csignal>

#include "common/unique_fd.hpp"

namespace tiga::loadgen::run {

/// While it lives, the two signals end nothing but make fd() readable (signalfd(2)). Made before
/// any thread is started, it holds for all of them.
class StopSignals {
 public:
  /// Throws common::CannotRun.
  StopSignals();
  /// Takes what came off, so that the report can be written in peace; later ones end the process as
  /// usual.
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  int fd() const { return fd_.get(); }

 private:
  sigset_t before_;
  common::UniqueFd fd_;
};

}  // namespace tiga::loadgen::run
