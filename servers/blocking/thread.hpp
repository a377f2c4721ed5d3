// A thread with a small stack.
#pragma once

#include <pthread.h>

namespace tiga::servers::blocking {

/// Like std::thread, but joined by its destructor and with a stack sized for one connection: a
/// server with thousands of threads pays for each stack's pages and mappings. It inherits the
/// blocked signals. Starting one allocates nothing of ours, on either side.
class Thread {
 public:
  Thread() = default;
  /// Runs `body(argument)`, which must not throw, in a new thread. Throws std::system_error if no
  /// thread can be started.
  Thread(void* (*body)(void*), void* argument);
  Thread(Thread&& other) noexcept;
  Thread& operator=(Thread&& other) noexcept;
  ~Thread() { join(); }

  void join();
  /// Makes a system call in which the thread waits end with EINTR; one that it has not yet begun is
  /// not affected. Call allow_interrupts() before the thread is started. It must not be joined.
  void interrupt() const;

 private:
  pthread_t handle_{};
  bool joinable_ = false;
};

/// For the whole process: SIGURG, which is ignored by default, interrupts, and does nothing else.
/// Threads that are started later inherit that it is not blocked.
void allow_interrupts();

}  // namespace tiga::servers::blocking
