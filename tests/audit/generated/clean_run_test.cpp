// Runs whose figures agree, rounded as each tool rounds, have no error.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/reading/reader.hpp"
#include "audit/rules/rules.hpp"
#include "tests/audit/generated/simulated_run.hpp"

namespace tiga::audit {
namespace {

class CleanRuns : public testing::TestWithParam<Layout> {};

std::string errors_in(const AuditedFile& file) {
  std::string errors;
  for (const AuditedTable& table : file.tables) {
    for (const rules::RuleFindings& findings : rules::audit(table)) {
      for (const rules::Finding& finding : findings.of_rows) {
        if (findings.rule->severity == rules::Severity::error) {
          errors += std::string(findings.rule->name) + ": " +
                    finding.figures.in(suite::text::Language::english) + '\n';
        }
      }
    }
  }
  return errors;
}

TEST_P(CleanRuns, HaveNoError) {
  constexpr std::uint32_t runs = 200;
  for (std::uint32_t seed = 1; seed <= runs; ++seed) {
    const std::string text = GetParam().print(simulate(seed));
    const AuditedFile file = reading::read_tables("generated", text);
    ASSERT_EQ(file.tables.size(), 1U) << text;
    ASSERT_EQ(file.tables[0].rows.size(), 1U) << text;
    ASSERT_GE(file.tables[0].rows[0].figures.size(), 5U) << text;
    ASSERT_EQ(errors_in(file), "") << "seed " << seed << '\n' << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Each, CleanRuns, testing::ValuesIn(all_layouts()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace tiga::audit
