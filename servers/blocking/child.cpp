#include "servers/blocking/child.hpp"

#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

#include "common/error.hpp"

namespace tiga::servers::blocking {

pid_t fork_child(const std::function<void()>& serve) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) {
    throw std::system_error(errno, std::generic_category(), "cannot start a process");
  }
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() == parent) {  // else the parent ended before prctl()
      try {
        serve();
      } catch (...) {  // it must not continue with the parent's code
        ::_exit(1);
      }
    }
    ::_exit(0);
  }
  return child;
}

std::optional<pid_t> reap_child() {
  const pid_t child = ::waitpid(-1, nullptr, WNOHANG);
  return child > 0 ? std::optional(child) : std::nullopt;
}

common::UniqueFd watch_children() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGCHLD);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  common::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd) {
    common::throw_errno("cannot create a signalfd");
  }
  return fd;
}

void clear_ended(const common::UniqueFd& watched) {
  signalfd_siginfo ignored{};
  while (::read(watched.get(), &ignored, sizeof ignored) > 0) {
  }
}

}  // namespace tiga::servers::blocking
