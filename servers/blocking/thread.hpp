// A thread with a small stack.
#pragma once

#include <pthread.h>

namespace tiga::servers::blocking {

/// As std::thread, but joined by its destructor and with a stack sized for serving one connection.
/// A server with thousands of threads pays for each stack's pages and mappings. It inherits the
/// signals that are blocked; to start one allocates nothing of ours, on either side.
class Thread {
 public:
  Thread() = default;
  /// Runs `body(argument)`, which must not throw, in a new thread. Throws std::system_error when
  /// there can be no more.
  Thread(void* (*body)(void*), void* argument);
  Thread(Thread&& other) noexcept;
  Thread& operator=(Thread&& other) noexcept;
  ~Thread() { join(); }

  void join();

 private:
  pthread_t handle_{};
  bool joinable_ = false;
};

}  // namespace tiga::servers::blocking
