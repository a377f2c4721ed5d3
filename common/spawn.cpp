#include "common/spawn.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.hpp"
#include "common/group_keeper.hpp"

namespace tiga::common {
namespace {

// Everything that the child needs, prepared before fork: between fork and exec only
// async-signal-safe calls are allowed.
struct Prepared {
  const Command& command;
  const ChildOutputs& outputs;
  const char* program;
  std::vector<char*> arguments;
  std::vector<char*> environment;
  pid_t parent;
};

// Done first, so that the group is known before anything can fail or block.
void lead_group(const GroupKeeper* keeper) {
  ::setpgid(0, 0);
  if (keeper != nullptr) {
    const pid_t self = ::getpid();
    [[maybe_unused]] const ssize_t ignored = ::write(keeper->descriptor(), &self, sizeof self);
  }
}

// What was sent to the parent's group before the child left it, as by Ctrl-C, was not for the
// child. The parent has blocked these signals if it means to outlive them, so they are still
// pending.
void forget_signals_of_the_parents_group() {
  for (const int number : {SIGINT, SIGQUIT, SIGTERM, SIGHUP}) {
    const auto kept = ::signal(number, SIG_IGN);  // drops pending ones (POSIX.1-2017 §2.4.3)
    ::signal(number, kept);
  }
}

[[noreturn]] void become(const Prepared& prepared) {
  const auto fail = [&] {
    const int error = errno;
    [[maybe_unused]] const ssize_t ignored =
        ::write(prepared.outputs.failure, &error, sizeof error);
    ::_exit(127);
  };
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != prepared.parent) {
    ::_exit(127);  // the parent died before the request above
  }
  const Command& command = prepared.command;
  if (command.own_group) {
    lead_group(command.keeper);
    forget_signals_of_the_parents_group();
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  ::signal(SIGXFSZ, SIG_DFL);
  ::signal(SIGINT, SIG_DFL);
  if (command.cpus) {
    try {
      pin_to(*command.cpus);
    } catch (...) {
      fail();
    }
  }
  if (!command.folder.empty() && ::chdir(command.folder.c_str()) != 0) {
    fail();
  }
  ::dup2(prepared.outputs.output, STDOUT_FILENO);
  if (prepared.outputs.error >= 0) {
    ::dup2(prepared.outputs.error, STDERR_FILENO);
  }
  const UniqueFd nothing(::open("/dev/null", O_RDONLY));
  ::dup2(nothing.get(), STDIN_FILENO);
  ::execvpe(prepared.program, prepared.arguments.data(), prepared.environment.data());
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

// Each name once: of two entries getenv(3) finds the first, and bash the last.
std::vector<std::string> with_own_environment(const std::vector<std::string>& added) {
  const auto name_of = [](std::string_view entry) { return entry.substr(0, entry.find('=')); };
  std::vector<std::string> all = added;
  for (char** own = environ; *own != nullptr; ++own) {
    const std::string_view entry = *own;
    if (std::ranges::none_of(
            added, [&](const std::string& one) { return name_of(one) == name_of(entry); })) {
      all.emplace_back(entry);
    }
  }
  return all;
}

// A name with a slash is resolved in the child's folder.
std::string file_of(const std::string& program) {
  const std::string file =
      program.find('/') == std::string::npos ? find_program(program).string() : "";
  return file.empty() ? program : file;
}

}  // namespace

pid_t spawn(const Command& command, const ChildOutputs& outputs) {
  const std::string program = file_of(command.arguments[0]);
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = with_own_environment(command.environment);
  const Prepared prepared{
      command, outputs, program.c_str(), pointers(arguments), pointers(environment), ::getpid()};
  const pid_t pid = ::fork();
  if (pid < 0) {
    throw_errno("cannot start " + arguments[0]);
  }
  if (pid == 0) {
    become(prepared);
  }
  return pid;
}

}  // namespace tiga::common
