#include "servers/threaded/thread.hpp"

#include <csignal>
#include <memory>
#include <system_error>
#include <utility>

namespace tiga::servers::threaded {
namespace {

// Buffers are on the heap; sanitizers and the logger want the rest.
constexpr std::size_t stack_size = 256 * 1024;

void* run(void* argument) {
  const std::unique_ptr<std::function<void()>> body(static_cast<std::function<void()>*>(argument));
  (*body)();
  return nullptr;
}

// A new thread inherits the signal mask; for a moment everything is blocked, so that none gets a
// signal.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~AllSignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

Thread::Thread(std::function<void()> body) {
  auto owned = std::make_unique<std::function<void()>>(std::move(body));
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, stack_size);
  const AllSignalsBlocked blocked;
  const int error = ::pthread_create(&handle_, &attributes, run, owned.get());
  ::pthread_attr_destroy(&attributes);
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), "cannot start a thread");
  }
  joinable_ = true;
  static_cast<void>(owned.release());  // run() owns it now
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

}  // namespace tiga::servers::threaded
