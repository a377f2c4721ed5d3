// Child processes: started without a shell, waited for with deadlines, always cleaned up.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "common/unique_fd.hpp"

namespace tiga::common {

class GroupKeeper;

/// A command and its environment.
struct Command {
  std::vector<std::string> arguments;         ///< [0] is the program, looked up in PATH
  std::vector<std::string> environment = {};  ///< "NAME=VALUE"; the rest is this process's
  std::filesystem::path folder = {};          ///< working folder; empty: this process's
  std::optional<CpuSet> cpus = {};            ///< pinned to these; none: not pinned
  std::filesystem::path output_file =
      {};  ///< standard output goes there; empty: to a pipe, see read_line
  std::filesystem::path error_file = {};  ///< standard error goes there; empty: to this process's
  /// The child leads its own process group; the whole group is killed when the child ends. Makes
  /// this process inherit orphans (PR_SET_CHILD_SUBREAPER).
  bool own_group = false;
  const GroupKeeper* keeper = nullptr;  ///< kills that group if this process cannot
};

/// How a child ended and the resources it used (wait4(2)): its own, those of the descendants it
/// waited for, and those of the rest of its group. Peak memory is the child's alone.
struct ExitReport {
  std::optional<int> status = {};  ///< exit status, if it exited
  int signal = 0;                  ///< the signal that ended it, or 0
  rusage usage = {};

  bool succeeded() const { return status == 0; }
  /// "exited with status 3", "was killed by signal 9 (Killed)".
  std::string describe() const;
};

/// One child. It gets SIGKILL when the thread that started it ends for any reason
/// (PR_SET_PDEATHSIG), so start children from a thread that lives long enough. The destructor kills
/// it and waits for it. Not thread-safe.
class ChildProcess {
 public:
  /// Throws CannotRun when the program cannot be executed.
  static ChildProcess start(const Command& command);

  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess();

  pid_t pid() const { return state_.pid; }
  /// Sends a signal; no effect once it was waited for.
  void signal(int number) const;
  /// Waits until it ends; `nullopt` if it still runs at the deadline. May be called again.
  std::optional<ExitReport> wait(Deadline deadline);
  /// Sends a signal, then SIGKILL at the deadline; returns how it ended.
  ExitReport stop(Deadline deadline, int number = SIGTERM);
  /// The next line of its standard output, without the newline; `nullopt` at its end or at the
  /// deadline.
  std::optional<std::string> read_line(Deadline deadline);
  /// The rest of its standard output, until it closes it or the deadline passes.
  std::string read_all(Deadline deadline);

 private:
  ChildProcess(pid_t pid, const Command& command, UniqueFd output);
  bool fill(Deadline deadline);
  void reap() noexcept;
  void kill_and_reap() noexcept;

  struct State {
    pid_t pid = -1;
    bool own_group = false;
    const GroupKeeper* keeper = nullptr;
    UniqueFd pidfd;
    UniqueFd output;
    std::string unread = {};
    std::optional<ExitReport> report = {};
  };
  State state_;  // without a process once it was moved from
};

/// The result of a command that was run to its end.
struct CommandResult {
  ExitReport report;
  std::string output;  ///< standard output
  std::string error;   ///< standard error
};

/// Runs a command to its end and collects both outputs; kills it after `limit`. Throws CannotRun if
/// it cannot be executed.
CommandResult run_command(Command command, Nanoseconds limit);

/// The executable file of a program: the name itself if it has a slash, else the first match in
/// PATH or in the folders for system programs, which users' PATH often lacks; empty: none.
std::filesystem::path find_program(const std::string& program);

/// Whether a program of that name is found.
bool is_installed(const std::string& program);

/// The last line of the file that is not empty, at most 200 bytes of it: what a program printed on
/// standard error before it ended, whatever bytes that are. "" if there is none. Never throws.
std::string stderr_tail(const std::filesystem::path& error_file) noexcept;

/// The last line of a text that is not empty, at most 200 bytes of it; a character of UTF-8 is not
/// cut.
std::string last_line(std::string_view text);

}  // namespace tiga::common
