// What a coroutine that nobody waits for returns.
#pragma once

#include <coroutine>

namespace tiga::servers::coroutine {

/// Runs as soon as it is called, until it first has to wait; its frame is gone when it ends. What
/// it throws goes to who called or resumed it.
struct Task {
  struct promise_type {  // NOLINT(readability-identifier-naming): the language wants that name
    Task get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() { throw; }
  };
};

}  // namespace tiga::servers::coroutine
