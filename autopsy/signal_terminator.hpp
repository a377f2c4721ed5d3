// Ends a program at SIGTERM or SIGINT while more threads want a core than there are. All threads
// block the signals; one of its own waits for them, and those that spin look for them too: among a
// thousand, the one that waits would get its turn only seconds later.
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

  /// Ends the program if a signal has come.
  void end_if_signalled();

 private:
  [[noreturn]] void end();

  const std::function<common::Exit()> at_end_;
  sigset_t signals_{};
  std::mutex ending_;
  std::jthread waiting_;  // the last member: it uses the others
};

}  // namespace tiga::autopsy
