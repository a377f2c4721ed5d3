#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/rules/rules.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::audit::rules {
namespace {

TEST(AuditPage, ListsTheRulesOfTheCode) {
  const std::string page = common::read_file(tests::source_folder() / "docs/audit.md");
  EXPECT_THAT(page, testing::HasSubstr("\n\n" + rules_page() + "\n"))
      << "docs/audit.md has to contain this table";
}

}  // namespace
}  // namespace tiga::audit::rules
