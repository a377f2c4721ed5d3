#include "common/attempts.hpp"

#include <gtest/gtest.h>

namespace tiga::common {
namespace {

TEST(Attempts, DoEveryStepAndThrowAtTheEnd) {
  Attempts attempts;
  int done = 0;
  attempts([&] { ++done; });
  attempts.check();
  attempts([] { throw CannotRun("no disk"); });
  attempts([] { throw CannotRun("no disk"); });
  attempts([] { throw std::runtime_error("no pipe"); });
  attempts([&] { ++done; });
  EXPECT_EQ(done, 2);
  try {
    attempts.check();
    FAIL() << "it does not throw";
  } catch (const CannotRun& error) {
    EXPECT_STREQ(error.what(), "no disk; no pipe") << "each text once";
  }
}

}  // namespace
}  // namespace tiga::common
