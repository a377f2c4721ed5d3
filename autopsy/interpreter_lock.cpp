#include "autopsy/interpreter_lock.hpp"

#include <utility>

namespace tiga::autopsy {

void InterpreterLock::Turn::give_up() {
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

void InterpreterLock::Turn::wait_for() {
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

void InterpreterLock::Turn::pass_on_when_due() {
  if (lock_.on_ && common::SteadyClock::now() >= due_) {
    give_up();
    wait_for();
  }
}

}  // namespace tiga::autopsy
