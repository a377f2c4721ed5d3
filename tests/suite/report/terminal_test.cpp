// The terminal's page.
#include "suite/report/terminal.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "common/text.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string page_of(const records::RunData& run) {
  return verdicts_page(run,
                       analysis::make_verdicts(run.manifest.plan, run.cells, run.manifest.seed));
}

TEST(TerminalPage, ExplainsItsRows) {
  records::RunData run = tests::two_arms_run();
  run.manifest.plan.published.reset();
  EXPECT_THAT(terminal_page(tests::MadeUpReport(run)),
              HasSubstr("\nHow to read them\n  - Each row is one real run, the valid one of median "
                        "time taken.\n"));
}

TEST(TerminalPage, ShowsHowAWrongReplyBegan) {
  records::RunData run = tests::two_arms_run();
  run.cells[0].valid = false;
  run.cells[0].reason = {"not_all_ok", 998, 1000};
  run.cells[0].reason.add("wrong_status", "2");
  run.cells[0].reason.add("detail", "status 404, expected 200");
  run.cells[0].reason.add("began", "HTTP/1.1 404 Caf\xe9\r\n");
  const std::string page = terminal_page(tests::MadeUpReport(run));
  EXPECT_THAT(page, HasSubstr("998 of 1000 requests ended ok; 2 wrong_status (status"));
  EXPECT_THAT(page, HasSubstr("Caf\\xe9\\r\\n\")"));
}

TEST(FilesPage, QuotesAFolderForAShell) {
  records::RunData run = tests::two_arms_run();
  run.folder = "results/it's mine";
  const std::string page = files_page(tests::MadeUpReport(run), std::nullopt, "");
  EXPECT_THAT(page,
              HasSubstr("\ntables  'results/it'\\''s mine'/tables/{threaded,async}.{csv,md,"));
  EXPECT_THAT(files_page(tests::MadeUpReport(run), "no chart: none", ""),
              HasSubstr("\ncharts  no chart: none\n"));
}

TEST(VerdictsPage, SaysOnceWhyThereAreNoVerdicts) {
  EXPECT_EQ(page_of(tests::two_arms_run(1)),
            "\nNo verdict: one block says nothing of how far runs differ.\n");
  EXPECT_THAT(page_of(tests::two_arms_run(4)),
              AllOf(StartsWith("\nNo verdict: 4 valid blocks, 6 are needed: the sign-flip test"),
                    Not(HasSubstr("c=50"))));
}

TEST(VerdictsPage, IsEmptyIfNothingIsCompared) {
  records::RunData run = tests::two_arms_run();
  run.manifest.plan.arms = {"async"};
  EXPECT_EQ(page_of(run), "");
  run = tests::two_arms_run();
  run.cells.clear();
  EXPECT_EQ(page_of(run), "");
}

TEST(VerdictsPage, NamesSkippedArms) {
  records::RunData run = tests::two_arms_run();
  run.manifest.plan.arms.insert(run.manifest.plan.arms.begin(), "nginx");
  EXPECT_THAT(page_of(run),
              AllOf(HasSubstr("\n  - nginx was not measured.\n"), HasSubstr("docs/method.md")));
}

TEST(TerminalPage, SaysFirstWhatDisturbedTheRun) {
  records::RunData run = tests::two_arms_run();
  for (records::CellRow& cell : run.cells) {
    cell.stolen_share = 0.09;
  }
  EXPECT_THAT(terminal_page(tests::MadeUpReport(run)), Not(HasSubstr("disturbed")));
  run.cells[0].stolen_share = 0.57;  // a mean of 11 %
  const std::string page = terminal_page(tests::MadeUpReport(run));
  EXPECT_THAT(page,
              HasSubstr("\nThis run was disturbed\n  - The hypervisor gave 11 % of the cores' "));
  EXPECT_LT(page.find("disturbed"), page.find("(threaded)"));
}

TEST(VerdictsPage, IsShortEnoughToRead) {
  std::vector<records::CellRow> cells = tests::made_up_arm("threaded", 12, 10000, 75);
  tests::add(cells, tests::made_up_arm("async", 12, 16000, 50));
  tests::add(cells, tests::made_up_arm("balanced", 12, 8000, 105));
  tests::add(cells, tests::made_up_arm("async-aa", 12, 16000, 50));
  records::RunData run = tests::made_up_run({"threaded", "async", "balanced"}, std::move(cells));
  run.manifest.plan.aa = "async";
  tests::saturate(run.cells, "async");
  tests::saturate(run.cells, "balanced");
  std::istringstream lines(page_of(run));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_LE(common::characters(line), 100) << line;
  }
  EXPECT_LE(count, 2 + 6 + 1) << page_of(run);
}

}  // namespace
}  // namespace tiga::suite::report
