#include "common/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <utility>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::common {
namespace {

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw_errno("cannot create a pipe");
  }
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

UniqueFd open_for_output(const std::filesystem::path& path) {
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!fd) {
    throw_errno("cannot write " + path.string());
  }
  return fd;
}

// Everything that the child needs, made before fork: between fork and exec only async-signal-safe
// calls.
struct Prepared {
  std::vector<char*> arguments;
  std::vector<char*> environment;
  const char* folder;
  const CpuSet* cpus;
  int output;
  int error;
  int failure;  // errno goes here when exec fails
  pid_t parent;
};

[[noreturn]] void become(const Prepared& prepared) {
  const auto fail = [&] {
    const int error = errno;
    [[maybe_unused]] const ssize_t ignored = ::write(prepared.failure, &error, sizeof error);
    ::_exit(127);
  };
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != prepared.parent) {
    ::_exit(127);  // the parent died before the request above
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  ::signal(SIGINT, SIG_DFL);
  if (prepared.cpus != nullptr) {
    try {
      pin_to(*prepared.cpus);
    } catch (...) {
      fail();
    }
  }
  if (prepared.folder != nullptr && ::chdir(prepared.folder) != 0) {
    fail();
  }
  ::dup2(prepared.output, STDOUT_FILENO);
  if (prepared.error >= 0) {
    ::dup2(prepared.error, STDERR_FILENO);
  }
  const UniqueFd nothing(::open("/dev/null", O_RDONLY));
  ::dup2(nothing.get(), STDIN_FILENO);
  ::execvpe(prepared.arguments[0], prepared.arguments.data(), prepared.environment.data());
  fail();
  std::abort();
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) {
    out.push_back(text.data());
  }
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> with_own_environment(const std::vector<std::string>& added) {
  std::vector<std::string> all = added;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    all.emplace_back(*entry);
  }
  return all;
}

}  // namespace

std::string ExitReport::describe() const {
  if (status) {
    return "exited with status " + std::to_string(*status);
  }
  return "was killed by signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
}

ChildProcess ChildProcess::start(const Command& command) {
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = with_own_environment(command.environment);
  Pipe output = make_pipe();
  Pipe failure = make_pipe();
  if (!command.output_file.empty()) {
    output.read.reset();
    output.write = open_for_output(command.output_file);
  }
  const UniqueFd error =
      command.error_file.empty() ? UniqueFd() : open_for_output(command.error_file);
  const Prepared prepared{pointers(arguments),
                          pointers(environment),
                          command.folder.empty() ? nullptr : command.folder.c_str(),
                          command.cpus ? &*command.cpus : nullptr,
                          output.write.get(),
                          error.get(),
                          failure.write.get(),
                          ::getpid()};
  const pid_t pid = ::fork();
  if (pid < 0) {
    throw_errno("cannot start " + arguments[0]);
  }
  if (pid == 0) {
    become(prepared);
  }
  ChildProcess child(pid, UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U))),
                     std::move(output.read));
  failure.write.reset();
  int exec_error = 0;
  if (::read(failure.read.get(), &exec_error, sizeof exec_error) == sizeof exec_error) {
    throw_errno("cannot start " + arguments[0], exec_error);
  }
  return child;
}

ChildProcess::ChildProcess(pid_t pid, UniqueFd pidfd, UniqueFd output)
    : pid_(pid), pidfd_(std::move(pidfd)), output_(std::move(output)) {}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      pidfd_(std::move(other.pidfd_)),
      output_(std::move(other.output_)),
      unread_(std::move(other.unread_)),
      report_(other.report_) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    kill_and_reap();
    pid_ = std::exchange(other.pid_, -1);
    pidfd_ = std::move(other.pidfd_);
    output_ = std::move(other.output_);
    unread_ = std::move(other.unread_);
    report_ = other.report_;
  }
  return *this;
}

ChildProcess::~ChildProcess() { kill_and_reap(); }

void ChildProcess::kill_and_reap() noexcept {
  if (pid_ > 0 && !report_) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

void ChildProcess::signal(int number) const {
  if (pid_ > 0 && !report_) {
    ::kill(pid_, number);
  }
}

std::optional<ExitReport> ChildProcess::wait(Deadline deadline) {
  if (report_) {
    return report_;
  }
  pollfd ended{pidfd_.get(), POLLIN, 0};
  while (::poll(&ended, 1, deadline.poll_milliseconds()) < 0 && errno == EINTR) {
  }
  int status = 0;
  ExitReport report;
  if (::wait4(pid_, &status, WNOHANG, &report.usage) != pid_) {
    return std::nullopt;
  }
  if (WIFEXITED(status)) {
    report.status = WEXITSTATUS(status);
  } else {
    report.signal = WTERMSIG(status);
  }
  report_ = report;
  return report_;
}

ExitReport ChildProcess::stop(Deadline deadline) {
  signal(SIGTERM);
  if (!wait(deadline)) {
    signal(SIGKILL);
    wait(Deadline::after(std::chrono::seconds(10)));
  }
  return report_.value_or(ExitReport{});
}

bool ChildProcess::fill(Deadline deadline) {
  pollfd readable{output_.get(), POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&readable, 1, deadline.poll_milliseconds());
  } while (ready < 0 && errno == EINTR && !deadline.passed());
  if (ready <= 0) {
    return false;
  }
  std::array<char, 4096> chunk{};
  const ssize_t got = ::read(output_.get(), chunk.data(), chunk.size());
  if (got <= 0) {
    return false;
  }
  unread_.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> ChildProcess::read_line(Deadline deadline) {
  std::size_t end = 0;
  while ((end = unread_.find('\n')) == std::string::npos) {
    if (!fill(deadline)) {
      return std::nullopt;
    }
  }
  std::string line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return line;
}

std::string ChildProcess::read_all(Deadline deadline) {
  while (fill(deadline)) {
  }
  return std::exchange(unread_, {});
}

CommandResult run_command(Command command, Nanoseconds limit) {
  const TemporaryFolder folder;
  const Deadline deadline = Deadline::after(limit);
  command.error_file = folder.path() / "stderr";
  ChildProcess child = ChildProcess::start(command);
  CommandResult result;
  result.output = child.read_all(deadline);
  if (const auto report = child.wait(deadline)) {
    result.report = *report;
  } else {
    child.signal(SIGKILL);
    result.report = child.wait(Deadline::after(std::chrono::seconds(10))).value_or(ExitReport{});
  }
  result.error = read_file(command.error_file);
  return result;
}

bool is_installed(const std::string& program) {
  if (program.find('/') != std::string::npos) {
    return ::access(program.c_str(), X_OK) == 0;
  }
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    folder.append("/").append(program);
    if (::access(folder.c_str(), X_OK) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace tiga::common
