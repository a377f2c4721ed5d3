// One lock that all threads of an interpreter share, passed on in slices of 5 ms, like CPython's if
// no thread releases it (sys.getswitchinterval). A model: CPython also releases it at each socket
// call, and a waiting thread sometimes gets it then, so its rounds are shorter.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

#include "common/clock.hpp"

namespace tiga::autopsy {

/// Thread-safe. A disabled lock blocks no thread.
class InterpreterLock {
 public:
  explicit InterpreterLock(bool on) : on_(on) {}

  static constexpr std::chrono::milliseconds switch_interval{5};

  /// A thread's right to run, held from its construction on; given up at its end. Not thread-safe.
  class Turn {
   public:
    explicit Turn(InterpreterLock& lock) : lock_(lock) { wait_for(); }
    ~Turn() { give_up(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    /// Lets the thread run that has waited longest. No effect if the turn is not held.
    void give_up();
    /// Waits behind all waiting threads. Call it only when the turn is not held.
    void wait_for();
    /// Releases the turn and waits for the next one, if it was held for the switch interval.
    void pass_on_when_due();

   private:
    InterpreterLock& lock_;
    bool held_ = false;
    common::TimePoint due_;
  };

 private:
  struct Waiting {
    std::condition_variable called;
    bool is_next = false;
  };

  const bool on_;
  std::mutex mutex_;
  bool taken_ = false;            // guarded by mutex_
  std::deque<Waiting*> waiting_;  // guarded by mutex_; longest first
};

}  // namespace tiga::autopsy
