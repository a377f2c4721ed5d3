#include "servers/blocking/child.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace tiga::servers::blocking {

pid_t fork_child(const std::function<void()>& serve) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) {
    throw std::system_error(errno, std::generic_category(), "cannot start a process");
  }
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() == parent) {  // it may have ended before
      try {
        serve();
      } catch (...) {  // it must not go on as its parent
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

}  // namespace tiga::servers::blocking
