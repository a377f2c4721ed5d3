// Tests that need something which may be missing.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>

/// Skips the test, by name, when `condition` does not hold; `what` says what is missing. Where the
/// environment has TIGA_NO_SKIP (continuous integration), the test fails instead: nothing is passed
/// over unseen. Use it in the body of a test or in SetUp.
#define TIGA_SKIP_UNLESS(condition, what)           \
  do {                                              \
    if (!(condition)) {                             \
      if (std::getenv("TIGA_NO_SKIP") != nullptr) { \
        FAIL() << "missing: " << (what);            \
      }                                             \
      GTEST_SKIP() << "missing: " << (what);        \
    }                                               \
  } while (false)
