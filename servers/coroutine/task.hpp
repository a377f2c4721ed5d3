// The return type of a coroutine that nobody awaits.
#pragma once

#include <coroutine>

namespace tiga::servers::coroutine {

/// Runs at once until its first suspension; its frame is destroyed when it ends. Exceptions reach
/// the caller or resumer.
struct Task {
  struct promise_type {  // NOLINT(readability-identifier-naming): the name is fixed by the language
    Task get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() { throw; }
  };
};

}  // namespace tiga::servers::coroutine
