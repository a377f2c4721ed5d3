#include "common/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/group_keeper.hpp"
#include "common/spawn.hpp"

namespace tiga::common {
namespace {

UniqueFd open_for_output(const std::filesystem::path& path) {
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!fd) {
    throw_errno("cannot write " + path.string());
  }
  return fd;
}

bool becomes_readable(const UniqueFd& fd, Deadline deadline) {
  pollfd watched{fd.get(), POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&watched, 1, deadline.poll_milliseconds());
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

void add(const rusage& part, rusage& sum) {
  timeradd(&sum.ru_utime, &part.ru_utime, &sum.ru_utime);
  timeradd(&sum.ru_stime, &part.ru_stime, &sum.ru_stime);
  sum.ru_nvcsw += part.ru_nvcsw;
  sum.ru_nivcsw += part.ru_nivcsw;
  sum.ru_minflt += part.ru_minflt;
  sum.ru_majflt += part.ru_majflt;
}

}  // namespace

std::string ExitReport::describe() const {
  if (status) {
    return "exited with status " + std::to_string(*status);
  }
  return "was killed by signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
}

ChildProcess ChildProcess::start(const Command& command) {
  Pipe output = make_pipe();
  Pipe failure = make_pipe();
  if (!command.output_file.empty()) {
    output.read.reset();
    output.write = open_for_output(command.output_file);
  }
  const UniqueFd error =
      command.error_file.empty() ? UniqueFd() : open_for_output(command.error_file);
  if (command.own_group) {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  }
  ChildProcess child(spawn(command, {output.write.get(), error.get(), failure.write.get()}),
                     command, std::move(output.read));
  failure.write.reset();
  int exec_error = 0;
  if (::read(failure.read.get(), &exec_error, sizeof exec_error) == sizeof exec_error) {
    throw_errno("cannot start " + command.arguments[0], exec_error);
  }
  return child;
}

ChildProcess::ChildProcess(pid_t pid, const Command& command, UniqueFd output)
    : state_{.pid = pid,
             .own_group = command.own_group,
             .keeper = command.keeper,
             .pidfd = UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U))),
             .output = std::move(output)} {
  if (command.own_group) {
    ::setpgid(pid, pid);  // the child does this as well, whichever is first
  }
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : state_(std::exchange(other.state_, {})) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    kill_and_reap();
    state_ = std::exchange(other.state_, {});
  }
  return *this;
}

ChildProcess::~ChildProcess() { kill_and_reap(); }

void ChildProcess::kill_and_reap() noexcept {
  if (state_.pid > 0 && !state_.report) {
    ::kill(state_.pid, SIGKILL);
    reap();
  }
}

void ChildProcess::signal(int number) const {
  if (state_.pid > 0 && !state_.report) {
    ::kill(state_.pid, number);
  }
}

std::optional<ExitReport> ChildProcess::wait(Deadline deadline) {
  if (!state_.report && becomes_readable(state_.pidfd, deadline)) {
    reap();
  }
  return state_.report;
}

// While the leader is a zombie, its number identifies the group. So the rest of the group is killed
// before the leader is waited for; orphans then become children of this process.
void ChildProcess::reap() noexcept {
  ExitReport report;
  if (state_.own_group) {
    ::kill(-state_.pid, SIGKILL);
  }
  int status = 0;
  rusage usage{};
  pid_t ended = 0;
  while ((ended = ::wait4(state_.own_group ? -state_.pid : state_.pid, &status, 0, &usage)) > 0 ||
         errno == EINTR) {
    if (ended > 0) {
      add(usage, report.usage);
    }
    if (ended == state_.pid) {
      report.usage.ru_maxrss = usage.ru_maxrss;
      if (WIFEXITED(status)) {
        report.status = WEXITSTATUS(status);
      } else {
        report.signal = WTERMSIG(status);
      }
    }
  }
  if (state_.keeper != nullptr) {
    state_.keeper->forget(state_.pid);
  }
  state_.report = report;
}

ExitReport ChildProcess::stop(Deadline deadline, int number) {
  signal(number);
  if (!wait(deadline)) {
    signal(SIGKILL);
    wait(Deadline::after(std::chrono::seconds(10)));
  }
  return state_.report.value_or(ExitReport{});
}

bool ChildProcess::fill(Deadline deadline) {
  if (!becomes_readable(state_.output, deadline)) {
    return false;
  }
  std::array<char, 4096> chunk{};
  const ssize_t got = ::read(state_.output.get(), chunk.data(), chunk.size());
  if (got <= 0) {
    return false;
  }
  state_.unread.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> ChildProcess::read_line(Deadline deadline) {
  std::size_t end = 0;
  while ((end = state_.unread.find('\n')) == std::string::npos) {
    if (!fill(deadline)) {
      return std::nullopt;
    }
  }
  std::string line = state_.unread.substr(0, end);
  state_.unread.erase(0, end + 1);
  return line;
}

std::string ChildProcess::read_all(Deadline deadline) {
  while (fill(deadline)) {
  }
  return std::exchange(state_.unread, {});
}

}  // namespace tiga::common
