// Pages that are compared as a whole, with files of the repository.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "common/files.hpp"

namespace tiga::tests {

/// The text is that of the file below tests/suite/. With TIGA_REWRITE_GOLDEN in the environment the
/// file is written anew, and `git diff` shows what changes for readers.
inline void expect_golden(const std::string& text, const std::string& file) {
  const std::filesystem::path path =
      std::filesystem::path(TIGA_SOURCE_DIR) / "tests" / "suite" / file;
  if (std::getenv("TIGA_REWRITE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    common::write_file(path, text);
  }
  ASSERT_TRUE(std::filesystem::exists(path)) << path << ": scripts/rewrite-golden writes it";
  EXPECT_EQ(text, common::read_file(path)) << "if it is meant so: scripts/rewrite-golden";
}

}  // namespace tiga::tests
