#include "autopsy/signal_terminator.hpp"

#include <unistd.h>

#include <utility>

namespace tiga::autopsy {

SignalTerminator::SignalTerminator(std::function<common::Exit()> at_end)
    : at_end_(std::move(at_end)) {
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGTERM);
  ::sigaddset(&signals_, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // threads that are made later inherit it
  waiting_ = std::jthread([this] {
    int signal = 0;
    ::sigwait(&signals_, &signal);
    end();
  });
}

void SignalTerminator::end_if_signalled() {
  sigset_t pending{};
  ::sigpending(&pending);
  if (::sigismember(&pending, SIGTERM) == 1 || ::sigismember(&pending, SIGINT) == 1) {
    end();
  }
}

void SignalTerminator::end() {
  ending_.lock();  // never unlocked: a second thread waits for the exit
  ::_exit(static_cast<int>(at_end_()));
}

}  // namespace tiga::autopsy
