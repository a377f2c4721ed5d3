#include "suite/runs/interrupt.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <string>

#include "common/error.hpp"
#include "common/stop_signals.hpp"

namespace tiga::suite::runs {

Interrupt::Interrupt() {
  const sigset_t set = common::stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signals_.reset(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!signals_) {
    common::throw_errno("cannot watch for signals");
  }
}

Interrupt::~Interrupt() {
  // One that came since, like a second Ctrl-C, has been heeded by the first: it must not kill now.
  signalfd_siginfo info{};
  while (::read(signals_.get(), &info, sizeof info) > 0) {
  }
  const sigset_t set = common::stop_signals();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void Interrupt::take() {
  signalfd_siginfo info{};
  while (::read(signals_.get(), &info, sizeof info) == sizeof info) {
    at_once_ = seen_ != 0 || info.ssi_signo != SIGINT;
    seen_ = static_cast<int>(info.ssi_signo);
  }
}

void Interrupt::interrupted() const {
  throw Interrupted(std::string("interrupted: ") + ::strsignal(seen_));
}

void Interrupt::check() {
  take();
  if (seen_ != 0) {
    interrupted();
  }
}

bool Interrupt::wants_end() {
  take();
  if (at_once_) {
    interrupted();
  }
  return seen_ != 0;
}

}  // namespace tiga::suite::runs
