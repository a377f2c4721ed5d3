#include "common/error.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <vector>

#include "common/files.hpp"
#include "common/unique_fd.hpp"

namespace tiga::common {
namespace {

using testing::StartsWith;

// What run_main writes to standard error, and its status.
struct Ended {
  int status;
  std::string error;
};

Ended run(const std::function<Exit()>& body) {
  testing::internal::CaptureStderr();
  const int status = run_main("name", body);
  return {status, testing::internal::GetCapturedStderr()};
}

TEST(RunMain, ReturnsTheExitStatus) {
  for (const Exit status : {Exit::ok, Exit::failed, Exit::bad_usage, Exit::cannot_run}) {
    const Ended ended = run([&] { return status; });
    EXPECT_EQ(ended.status, static_cast<int>(status));
    EXPECT_EQ(ended.error, "");
  }
}

TEST(RunMain, MapsExceptionsToStatusesAndOneLine) {
  const Ended usage = run([]() -> Exit { throw UsageError("wrong"); });
  EXPECT_EQ(usage.status, 2);
  EXPECT_EQ(usage.error, "name: wrong\n");
  const Ended cannot = run([]() -> Exit { throw CannotRun("busy"); });
  EXPECT_EQ(cannot.status, 3);
  EXPECT_EQ(cannot.error, "name: busy\n");
  const Ended other = run([]() -> Exit { throw std::runtime_error("odd"); });
  EXPECT_EQ(other.status, 3);
  EXPECT_EQ(other.error, "name: odd\n");
}

TEST(RunMain, PrintsOneLineWhateverBytesTheTextHas) {
  const Ended ended = run([]() -> Exit { throw CannotRun("a\nb \x1b[2J Caf\xe9 \u00e9"); });
  EXPECT_EQ(ended.error, "name: a\\nb \\x1b[2J Caf\\xe9 \u00e9\n");
}

// In a process of its own, with that standard output; -1: closed.
Ended run_into(int output, const std::function<Exit()>& body) {
  std::fflush(nullptr);
  Pipe error = make_pipe();
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGPIPE, SIG_DFL);
    ::dup2(error.write.get(), STDERR_FILENO);
    if (output < 0) {
      ::close(STDOUT_FILENO);
    } else {
      ::dup2(output, STDOUT_FILENO);
    }
    ::_exit(run_main("name", body));
  }
  error.write.reset();
  Ended ended{-1, ""};
  std::array<char, 1024> chunk{};
  for (ssize_t got = 0; (got = ::read(error.read.get(), chunk.data(), chunk.size())) > 0;) {
    ended.error.append(chunk.data(), static_cast<std::size_t>(got));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return ended;
}

// Each way to print.
std::vector<std::function<void()>> printers() {
  return {[] { print("text"); }, [] { std::fputs("text", stdout); },
          [] { std::cout << "text" << std::flush; },
          [] { std::cout << std::string(100'000, 't') << std::flush; }};
}

TEST(RunMain, EndsWith3AndALineIfTheTextCannotBeWritten) {
  const UniqueFd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  Pipe closed = make_pipe();
  closed.read.reset();
  for (const auto& printer : printers()) {
    const auto body = [&] {
      printer();
      return Exit::ok;
    };
    const Ended on_full = run_into(full.get(), body);
    EXPECT_EQ(on_full.status, 3);
    EXPECT_THAT(on_full.error, StartsWith("name: cannot write to standard output"));
    const Ended on_closed_pipe = run_into(closed.write.get(), body);
    EXPECT_EQ(on_closed_pipe.status, 3) << "not by SIGPIPE";
    EXPECT_THAT(on_closed_pipe.error, StartsWith("name: cannot write to standard output"));
    const Ended on_nothing = run_into(-1, body);
    EXPECT_EQ(on_nothing.status, 3);
    EXPECT_EQ(std::ranges::count(on_nothing.error, '\n'), 1) << on_nothing.error;
  }
}

TEST(RunMain, GivesTheNumberOfAClosedStandardOutputToNothingElse) {
  const Ended ended = run_into(-1, [] {
    const Pipe opened_later = make_pipe();
    return opened_later.read.get() > STDERR_FILENO ? Exit::ok : Exit::failed;
  });
  EXPECT_EQ(ended.status, 0) << ended.error;
}

TEST(ThrowErrno, SaysWhatFailedAndWhy) {
  errno = ENOENT;
  try {
    throw_errno("cannot open x");
  } catch (const CannotRun& error) {
    EXPECT_STREQ(error.what(), "cannot open x: No such file or directory");
  }
  EXPECT_THROW(throw_errno("x", EACCES), CannotRun);
}

}  // namespace
}  // namespace tiga::common
