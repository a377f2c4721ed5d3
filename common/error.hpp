// Errors that end a program, with their messages and exit statuses.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>

namespace tiga::common {

/// Exit statuses of every program of the suite.
enum class Exit : int {
  ok = 0,          ///< success
  failed = 1,      ///< it ran, but something failed (a request, a check)
  bad_usage = 2,   ///< the arguments are wrong
  cannot_run = 3,  ///< it could not run (a busy port, a missing folder)
};

/// Wrong arguments, or an error in a file that the user wrote. The message is one line: what,
/// where, what to do.
class UsageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The program could not run. The message is one line: what, where, what to do.
class CannotRun : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws CannotRun with `what` and the text of `error` (an errno value).
[[noreturn]] void throw_errno(const std::string& what, int error);

/// Throws CannotRun with `what` and the text of errno.
[[noreturn]] void throw_errno(const std::string& what);

/// Runs `body` and handles every exception: prints "NAME: TEXT" as one line on standard error, with
/// bytes that are not printable escaped, and returns the exit status (UsageError 2, anything else
/// 3). Also 3 if something that the program printed could not be written: a full disk or a closed
/// pipe never ends it without a line. SIGPIPE and SIGXFSZ are ignored for that, and closed standard
/// descriptors are taken.
int run_main(const char* name, const std::function<Exit()>& body);

}  // namespace tiga::common
