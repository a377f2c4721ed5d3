#include "common/group_keeper.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>
#include <vector>

#include "common/error.hpp"

namespace tiga::common {
namespace {

// The keeper must survive a Ctrl-C and a closed terminal. It must hold no descriptor open: readers
// of this process's output wait for its end.
void leave_everything_but(int pipe) {
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, nullptr);
  ::setsid();
  ::prctl(PR_SET_NAME, "tiga-keeper");
  [[maybe_unused]] const int stays_if_refused = ::chdir("/");
  const auto own = static_cast<unsigned>(pipe);
  if (own > 0) {
    ::close_range(0, own - 1, 0);
  }
  ::close_range(own + 1, ~0U, 0);
}

// A positive number announces a group, a negative one removes it. End of file means that the parent
// has ended.
[[noreturn]] void keep(int pipe) {
  leave_everything_but(pipe);
  std::vector<pid_t> groups;
  while (true) {
    pid_t told = 0;
    const ssize_t got = ::read(pipe, &told, sizeof told);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got != sizeof told) {
      break;
    }
    if (told > 0) {
      groups.push_back(told);
    } else {
      std::erase(groups, -told);
    }
  }
  for (const pid_t group : groups) {
    ::kill(-group, SIGKILL);
  }
  ::_exit(0);
}

}  // namespace

GroupKeeper::GroupKeeper() {
  Pipe pipe = make_pipe();
  pipe_ = std::move(pipe.write);
  keeper_ = ::fork();
  if (keeper_ < 0) {
    throw_errno("cannot fork");
  }
  if (keeper_ == 0) {
    keep(pipe.read.get());
  }
}

GroupKeeper::~GroupKeeper() {
  pipe_.reset();
  while (::waitpid(keeper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void GroupKeeper::forget(pid_t group) const noexcept {
  const pid_t ended = -group;
  [[maybe_unused]] const ssize_t written = ::write(pipe_.get(), &ended, sizeof ended);
}

}  // namespace tiga::common
