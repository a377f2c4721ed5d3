// A thread with a small stack.
#pragma once

#include <pthread.h>

#include <functional>

namespace tiga::servers::threaded {

/// As std::thread, but joined by its destructor, with a stack sized for serving one connection, and
/// with no signals delivered to it. A server with thousands of threads pays for each stack's pages
/// and mappings.
class Thread {
 public:
  Thread() = default;
  /// Runs `body`, which must not throw, in a new thread. Throws std::system_error when there can be
  /// no more.
  explicit Thread(std::function<void()> body);
  Thread(Thread&& other) noexcept;
  Thread& operator=(Thread&& other) noexcept;
  ~Thread() { join(); }

  void join();

 private:
  pthread_t handle_{};
  bool joinable_ = false;
};

}  // namespace tiga::servers::threaded
