// Runs whose figures agree, rounded as each tool rounds, have no error, and no note that is not
// true of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/reading/reader.hpp"
#include "audit/rules/rules.hpp"
#include "tests/audit/generated/simulated_run.hpp"

namespace tiga::audit {
namespace {

class CleanRuns : public testing::TestWithParam<Layout> {};

// What may be said of a run without a fault: it was short, its clients waited for the slowest one,
// or a request took as long as a lost SYN by chance.
bool is_true_of(const SimulatedRun& run, std::string_view rule) {
  if (rule == "short-run") {
    return run.time < 1;
  }
  if (rule == "zero-time") {
    return run.time < 0.1;
  }
  if (rule == "fewer-in-flight") {
    return run.rate() * run.mean() < static_cast<double>(run.clients) / 2;
  }
  return rule == "too-many-digits" || rule == "syn-retransmit";
}

std::string false_findings(const SimulatedRun& run, const AuditedFile& file) {
  std::string found;
  for (const AuditedTable& table : file.tables) {
    for (const rules::RuleFindings& findings : rules::audit(table)) {
      for (const rules::Finding& finding : findings.of_rows) {
        if (!is_true_of(run, findings.rule->name)) {
          found += std::string(findings.rule->name) + ": " +
                   finding.figures.in(suite::text::Language::english) + '\n';
        }
      }
    }
  }
  return found;
}

TEST_P(CleanRuns, HaveNoErrorAndNoFalseNote) {
  constexpr std::uint32_t runs = 200;
  for (std::uint32_t seed = 1; seed <= runs; ++seed) {
    const SimulatedRun run = simulate(seed);
    const std::string text = GetParam().print(run);
    const AuditedFile file = reading::read_tables("generated", text);
    ASSERT_EQ(file.tables.size(), 1U) << text;
    ASSERT_EQ(file.tables[0].rows.size(), 1U) << text;
    ASSERT_GE(file.tables[0].rows[0].figures.size(), 5U) << text;
    ASSERT_EQ(false_findings(run, file), "") << "seed " << seed << '\n' << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Each, CleanRuns, testing::ValuesIn(all_layouts()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace tiga::audit
