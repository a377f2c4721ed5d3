#include "servers/blocking/thread.hpp"

#include <csignal>
#include <system_error>
#include <utility>

#include "common/sanitized.hpp"

namespace tiga::servers::blocking {
namespace {

// Measured (x86-64, GCC 12, release; the lowest byte ever written, thread's own data included): a
// small request takes 8.6 KiB, all request cases, limits, files and overload 9.4 KiB, with a line
// logged for each request 10.3 KiB. Three times that. The C library keeps 40 MiB of stacks for the
// next threads, which are 1,100 of this size: at 256 KiB they were 160, and each thread past them
// cost an mmap and a munmap. Sanitizers pad every variable, and without optimization none shares
// its place.
#if defined(TIGA_SANITIZED) || !defined(__OPTIMIZE__)
constexpr std::size_t stack_size = 256 * 1024;
#else
constexpr std::size_t stack_size = 32 * 1024;
#endif

}  // namespace

Thread::Thread(void* (*body)(void*), void* argument) {
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, stack_size);
  const int error = ::pthread_create(&handle_, &attributes, body, argument);
  ::pthread_attr_destroy(&attributes);
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), "cannot start a thread");
  }
  joinable_ = true;
}

Thread::Thread(Thread&& other) noexcept
    : handle_(other.handle_), joinable_(std::exchange(other.joinable_, false)) {}

Thread& Thread::operator=(Thread&& other) noexcept {
  join();
  handle_ = other.handle_;
  joinable_ = std::exchange(other.joinable_, false);
  return *this;
}

void Thread::join() {
  if (std::exchange(joinable_, false)) {
    ::pthread_join(handle_, nullptr);
  }
}

void Thread::interrupt() const { ::pthread_kill(handle_, SIGURG); }

void allow_interrupts() {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  ::sigaction(SIGURG, &action, nullptr);
  sigset_t interrupts;
  ::sigemptyset(&interrupts);
  ::sigaddset(&interrupts, SIGURG);
  ::pthread_sigmask(SIG_UNBLOCK, &interrupts, nullptr);
}

}  // namespace tiga::servers::blocking
