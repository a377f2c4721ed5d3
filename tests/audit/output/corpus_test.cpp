// Runs the corpus of the audit's fuzzer through its function, whole and truncated, and the fixtures
// of the tests, which scripts/fuzz takes as seeds.
#include <gtest/gtest.h>

#include <filesystem>

#include "common/files.hpp"
#include "fuzz/targets.hpp"
#include "tests/support/programs.hpp"

namespace tiga::fuzz {
namespace {

TEST(Corpus, ViolatesNoRequirementOfTheAudit) {
  int files = 0;
  const auto corpus = tests::source_folder() / "fuzz/corpus/audit_reader";
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
    SCOPED_TRACE(entry.path());
    const std::string input = common::read_file(entry.path());
    audit_reader(input);
    for (std::size_t size = 0; size < input.size(); size += 7) {
      audit_reader(std::string_view(input).substr(0, size));
    }
    ++files;
  }
  EXPECT_GE(files, 10);
}

TEST(Fixtures, ViolateNoRequirementOfTheAudit) {
  int files = 0;
  const auto fixtures = tests::source_folder() / "tests/audit/fixtures";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(fixtures)) {
    if (entry.is_regular_file()) {
      SCOPED_TRACE(entry.path());
      audit_reader(common::read_file(entry.path()));
      ++files;
    }
  }
  EXPECT_GE(files, 40);
}

}  // namespace
}  // namespace tiga::fuzz
