#include "suite/report/reading_notes.hpp"

#include <gmock/gmock.h>

#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

std::string page_in(text::Language language) {
  const records::RunData run = tests::two_arms_run();
  const std::vector<analysis::Table> tables = analysis::make_tables(run.manifest.plan, run.cells);
  return reading_page(run, tables, records::Published("none", {}), language);
}

TEST(ReadingNotes, ExplainARowInACompleteSentence) {
  EXPECT_THAT(page_in(text::Language::english),
              testing::StartsWith("\nHow to read them\n  - " +
                                  what_a_row_is(text::Language::english) + ".\n"));
  EXPECT_THAT(
      page_in(tests::indonesian),
      testing::StartsWith("\nCara membacanya\n  - " + what_a_row_is(tests::indonesian) + ".\n"));
}

}  // namespace
}  // namespace tiga::suite::report
