#include "loadgen/outcome.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "tests/loadgen/page_table.hpp"
#include "tests/support/programs.hpp"

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

// An outcome that no code reports would be a column of zeros.
TEST(Outcome, EachIsReportedBySomeCode) {
  std::string code;
  for (const char* const folder : {"verify", "requests", "engine"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(tests::source_folder() / "loadgen" / folder)) {
      if (entry.path().extension() == ".cpp" && entry.path().stem() != "tally") {
        code += common::read_file(entry.path());
      }
    }
  }
  for (const OutcomeInfo& outcome : all_outcomes) {
    const std::regex use("\\bOutcome::" + std::string(outcome.name) + "\\b");
    EXPECT_TRUE(std::regex_search(code, use)) << outcome.name << " is reported by nothing";
  }
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
