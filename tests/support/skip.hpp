// Tests that need something which may be missing.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

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

namespace tiga::tests {

/// Whether every user may enter the folder: what runs as another user than root reads files and
/// programs there. A checkout below /root has no such way.
inline bool others_may_enter(const std::filesystem::path& folder) {
  for (std::filesystem::path at = std::filesystem::canonical(folder);; at = at.parent_path()) {
    if ((status(at).permissions() & std::filesystem::perms::others_exec) ==
        std::filesystem::perms::none) {
      return false;
    }
    if (at == at.root_path()) {
      return true;
    }
  }
}

}  // namespace tiga::tests
