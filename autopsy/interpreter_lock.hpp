// One lock that all threads of an interpreter share, passed on in slices of 5 ms, like CPython's if
// no thread releases it (sys.getswitchinterval). A model: CPython also releases it at each socket
// call, and a waiting thread sometimes gets it then, so its rounds are shorter.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

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
    void give_up() {
      if (!lock_.on_ || !std::exchange(held_, false)) {
        return;
      }
      const std::lock_guard guard(lock_.mutex_);
      if (lock_.waiting_.empty()) {
        lock_.taken_ = false;
        return;
      }
      Waiting& next = *lock_.waiting_.front();
      lock_.waiting_.pop_front();
      next.is_next = true;
      next.called.notify_one();  // under the mutex: it is gone as soon as it has the mutex
    }
    /// Waits behind all waiting threads. Call it only when the turn is not held.
    void wait_for() {
      if (!lock_.on_) {
        return;
      }
      std::unique_lock guard(lock_.mutex_);
      if (std::exchange(lock_.taken_, true)) {
        Waiting self;
        lock_.waiting_.push_back(&self);
        self.called.wait(guard, [&] { return self.is_next; });
      }
      held_ = true;
      due_ = common::SteadyClock::now() + switch_interval;
    }
    /// Releases the turn and waits for the next one, if it was held for the switch interval.
    void pass_on_when_due() {
      if (lock_.on_ && common::SteadyClock::now() >= due_) {
        give_up();
        wait_for();
      }
    }

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
