#include "loadgen/outcome.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/loadgen/page_table.hpp"

namespace tiga::loadgen {
namespace {

TEST(Outcome, NameAndValueConvertBothWays) {
  for_each_outcome([](Outcome outcome) { EXPECT_EQ(outcome_named(name_of(outcome)), outcome); });
  EXPECT_EQ(outcome_named("fine"), std::nullopt);
}

TEST(Outcome, EachHasItsOwnCounter) {
  OutcomeCounts counts;
  std::uint64_t next = 1;
  for_each_outcome([&](Outcome outcome) { counts[outcome] = next++; });
  EXPECT_EQ(next - 1, outcome_count);
  EXPECT_EQ(counts.sum(), outcome_count * (outcome_count + 1) / 2);
}

TEST(Outcome, TheTableInTheDocumentationMatchesTheCode) {
  std::vector<std::string> expected;
  for (const OutcomeInfo& outcome : all_outcomes) {
    expected.push_back("| `" + std::string(outcome.name) + "` | " + std::string(outcome.meaning) +
                       " |");
  }
  EXPECT_THAT(tests::rows_of_page("What it counts"), testing::ElementsAreArray(expected));
}

}  // namespace
}  // namespace tiga::loadgen
