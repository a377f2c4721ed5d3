// Runs whose figures agree, rounded as each tool rounds, have no error, and no note that is not
// true of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "audit/reading/reader.hpp"
#include "audit/rules/rules.hpp"
#include "tests/audit/generated/simulated_run.hpp"

namespace tiga::audit {
namespace {

class CleanRuns : public testing::TestWithParam<Layout> {};

// Whether one unit of the rate's last digit is below a tenth of its error. A tool may round the
// count.
bool has_too_many_digits(const SimulatedRun& run, const Row& row) {
  constexpr double margin = 1.1;
  const Figure* rate = row.find(Field::rate);
  return rate != nullptr &&
         rate->step < margin * run.rate() / std::sqrt(static_cast<double>(run.requests)) / 10;
}

// Whether one of the slowest tenth of the requests took 1, 3 or 7 s, or up to 0.2 s more, and most
// far less. Tools round to two digits.
bool may_have_lost_a_syn(const SimulatedRun& run) {
  constexpr double margin = 1.05;
  const auto slowest = std::span(run.latencies).subspan(run.latencies.size() * 89 / 100);
  return std::ranges::any_of(std::array{1.0, 3.0, 7.0}, [&](double time) {
    return run.percentile(0.5) < margin * time / 4 &&
           std::ranges::any_of(slowest, [&](double latency) {
             return latency > time / margin && latency < margin * (time + 0.2);
           });
  });
}

// What may be said of a run without a fault: it was short, its clients waited for the slowest one,
// or a request took as long as a lost SYN by chance.
bool is_true_of(const SimulatedRun& run, const Row& row, std::string_view rule) {
  if (rule == "short-run") {
    return run.time < 1;
  }
  if (rule == "zero-time") {
    return run.time < 0.1;
  }
  if (rule == "fewer-in-flight") {
    return run.rate() * run.mean() < static_cast<double>(run.clients) / 2;
  }
  if (rule == "syn-retransmit") {
    return may_have_lost_a_syn(run);
  }
  return rule == "too-many-digits" && has_too_many_digits(run, row);
}

std::string false_findings(const SimulatedRun& run, const AuditedFile& file) {
  std::string found;
  for (const AuditedTable& table : file.tables) {
    for (const rules::RuleFindings& findings : rules::audit(table)) {
      for (const rules::Finding& finding : findings.of_rows) {
        if (!is_true_of(run, table.rows.at(0), findings.rule->name)) {
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
