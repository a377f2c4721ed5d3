#include "common/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace tiga::common {
namespace {

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
