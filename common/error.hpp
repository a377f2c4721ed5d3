// What a program says and exits with when it cannot go on.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>

namespace tiga::common {

/// Exit statuses of every program of the suite.
enum class Exit : int {
  ok = 0,          ///< all went well
  failed = 1,      ///< it ran, but something failed (a request, a check)
  bad_usage = 2,   ///< the arguments are wrong
  cannot_run = 3,  ///< it could not run (a busy port, a missing folder)
};

/// The arguments, or a file that the user wrote, are wrong. Its text is one line: what, where, what
/// to do.
class UsageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The program could not run. Its text is one line: what, where, what to do.
class CannotRun : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws CannotRun with `what` and the text of `error` (an errno value).
[[noreturn]] void throw_errno(const std::string& what, int error);

/// Throws CannotRun with `what` and the text of errno.
[[noreturn]] void throw_errno(const std::string& what);

/// The one place where a program's exceptions end: runs `body`, prints "NAME: TEXT" as one line on
/// standard error for whatever escapes, and gives the exit status (UsageError 2, anything else 3).
int run_main(const char* name, const std::function<Exit()>& body);

}  // namespace tiga::common
