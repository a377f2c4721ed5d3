// Ends a program at SIGTERM or SIGINT even if many more threads are runnable than there are cores.
// All threads block the signals; a dedicated thread waits for them, and spinning threads check for
// them too: among a thousand, the dedicated thread would run only seconds later.
#pragma once

#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

#include "common/error.hpp"

namespace tiga::autopsy {

/// Thread-safe. Make it before any other thread.
class SignalTerminator {
 public:
  /// The program ends with the status that `at_end` returns; that is called once, on any thread.
  explicit SignalTerminator(std::function<common::Exit()> at_end);

  /// Ends the program if a signal is pending.
  void end_if_signalled();

 private:
  [[noreturn]] void end();

  const std::function<common::Exit()> at_end_;
  sigset_t signals_{};
  std::mutex ending_;
  std::jthread waiting_;  // the last member: it uses the others
};

}  // namespace tiga::autopsy
