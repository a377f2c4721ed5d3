// One lock that all threads of an interpreter share, handed round in slices of 5 ms, as CPython's
// is where no thread lets go of it by itself (sys.getswitchinterval). A model: CPython also gives
// it up at each call of the socket, and whoever waits gets it then now and again, so its rounds are
// shorter.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

#include "common/clock.hpp"

namespace tiga::autopsy {

/// Thread-safe. One that is off holds nobody up.
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

    /// Lets the thread run that has waited longest. Nothing where the turn is not held.
    void give_up();
    /// Waits behind all who wait already. Call it only when the turn is not held.
    void wait_for();
    /// Gives it up and waits for the next one, once it was held for the switch interval.
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
