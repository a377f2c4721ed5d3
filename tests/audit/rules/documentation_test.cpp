#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/rules/rules.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::audit::rules {
namespace {

/// The rules as the table of docs/audit.md.
std::string rules_page() {
  std::string page = "| rule | | what a finding means |\n|---|---|---|\n";
  for (const Rule& rule : all_rules()) {
    page += fmt::format("| `{}` | {} | {} |\n", rule.name,
                        rule.severity == Severity::error ? "error" : "note", rule.meaning.english);
  }
  return page;
}

TEST(AuditPage, ListsTheRulesOfTheCode) {
  const std::string page = common::read_file(tests::source_folder() / "docs/audit.md");
  EXPECT_THAT(page, testing::HasSubstr("\n\n" + rules_page() + "\n"))
      << "docs/audit.md has to contain this table";
}

}  // namespace
}  // namespace tiga::audit::rules
