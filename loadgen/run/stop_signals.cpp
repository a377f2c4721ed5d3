#include "loadgen/run/stop_signals.hpp"

#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "common/error.hpp"
#include "common/stop_signals.hpp"

namespace tiga::loadgen::run {

StopSignals::StopSignals() {
  const sigset_t stopping = common::stop_signals();
  fd_.reset(::signalfd(-1, &stopping, SFD_NONBLOCK | SFD_CLOEXEC));
  if (!fd_) {
    common::throw_errno("cannot wait for signals");
  }
  ::pthread_sigmask(SIG_BLOCK, &stopping, &before_);
}

StopSignals::~StopSignals() {
  signalfd_siginfo ignored;
  while (::read(fd_.get(), &ignored, sizeof ignored) > 0) {
  }
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

common::UniqueFd make_eventfd() {
  common::UniqueFd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!event) {
    common::throw_errno("cannot make an eventfd");
  }
  return event;
}

}  // namespace tiga::loadgen::run
