// The signals that end a run, as something to ask for, not something that happens.
#pragma once

#include <stdexcept>

#include "common/unique_fd.hpp"

namespace tiga::suite::runs {

/// The user, or the system, wants the run to end; or a host was lost without which it cannot go on.
class Interrupted : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// While it lives the signals of common::stop_signals() are blocked and kept. Make it in the main
/// thread before any other thread is started; one a process. Children that ChildProcess starts do
/// not inherit the block.
class Interrupt {
 public:
  /// Throws CannotRun.
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Throws Interrupted once one of the signals has come.
  void check();
  /// For what may still be finished: whether SIGINT (Ctrl-C) has come, once. Throws Interrupted
  /// once it has come again, or another one of the signals has.
  bool wants_end();

 private:
  void take();
  [[noreturn]] void interrupted() const;

  common::UniqueFd signals_;
  int seen_ = 0;          // the last one
  bool at_once_ = false;  // it was not SIGINT for the first time
};

}  // namespace tiga::suite::runs
