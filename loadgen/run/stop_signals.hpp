// Events as descriptors that a loop can wait for.
#pragma once

#include <csignal>

#include "common/unique_fd.hpp"

namespace tiga::loadgen::run {

/// While it exists, the signals of common::stop_signals() do not end the process but make fd()
/// readable (signalfd(2)). If it is made before any thread is started, it applies to all of them.
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

/// A descriptor that eventfd_write(3) makes readable. Throws common::CannotRun.
common::UniqueFd make_eventfd();

}  // namespace tiga::loadgen::run
