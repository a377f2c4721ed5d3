#include "common/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <system_error>

#include "common/text.hpp"

namespace tiga::common {
namespace {

/// A closed pipe and a file at its size limit (`ulimit -f`) are errors of write(2), which can be
/// reported; the signals would end the program without a line. spawn() gives them back to children.
void ignore_signals_of_failed_writes() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

/// Takes standard descriptors that are closed. Else the next socket or file would get the number,
/// and with it what the program prints.
void take_closed_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) {
      [[maybe_unused]] const int lowest_free = ::open("/", O_PATH);  // takes no write: EBADF
    }
  }
}

int report(const char* name, const char* text, Exit status) {
  std::fflush(stdout);
  std::fprintf(stderr, "%s: %s\n", name, printable(text).c_str());
  return static_cast<int>(status);
}

/// What stdio and streams still hold, and what they could not write before.
void finish_standard_output() {
  const std::string failure = "cannot write to standard output";
  if (std::fflush(stdout) != 0) {
    throw_errno(failure);
  }
  if (std::ferror(stdout) != 0) {
    throw CannotRun(failure);
  }
}

}  // namespace

void throw_errno(const std::string& what, int error) {
  throw CannotRun(what + ": " + std::generic_category().message(error));
}

void throw_errno(const std::string& what) { throw_errno(what, errno); }

int run_main(const char* name, const std::function<Exit()>& body) {
  ignore_signals_of_failed_writes();
  take_closed_standard_descriptors();
  try {
    const Exit status = body();
    finish_standard_output();
    return static_cast<int>(status);
  } catch (const UsageError& error) {
    return report(name, error.what(), Exit::bad_usage);
  } catch (const std::exception& error) {
    return report(name, error.what(), Exit::cannot_run);
  }
}

}  // namespace tiga::common
