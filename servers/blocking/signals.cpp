#include "servers/blocking/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

#include "common/error.hpp"
#include "servers/core/lifecycle.hpp"

namespace tiga::servers::blocking {
namespace {

common::UniqueFd watch(const sigset_t& blocked) {
  common::UniqueFd fd(::signalfd(-1, &blocked, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd) {
    common::throw_errno("cannot create a signalfd");
  }
  return fd;
}

}  // namespace

common::UniqueFd watch_stop_signals() { return watch(core::block_stop_signals()); }

common::UniqueFd watch_children() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGCHLD);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return watch(signals);
}

void heed(const common::UniqueFd& watched) {
  signalfd_siginfo ignored{};
  while (::read(watched.get(), &ignored, sizeof ignored) > 0) {
  }
}

}  // namespace tiga::servers::blocking
