// A run that failed is named where a reader misses its figure.
#include "suite/report/failed_runs.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "suite/report/terminal.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto english = text::Language::english;

// The first cells of async fail, so many.
records::RunData run_with_failures(std::uint64_t count) {
  records::RunData run = tests::two_arms_run();
  run.folder = "results/a-run";
  for (std::size_t at = 0; at < run.cells.size(); ++at) {
    records::CellRow& cell = run.cells[at];
    cell.cell = at + 1;
    if (cell.arm == "async" && cell.block <= count) {
      cell.valid = false;
      cell.reason = {"not_all_ok", 0, 1000};
      cell.reason.add("wrong_status", "1000");
      cell.reason.add("detail", "status 404, expected 2xx");
      cell.reason.add("began", fmt::format("HTTP/1.1 404 No\r\nAge: {}", cell.block));
      cell.log = fmt::format("failed/cell-{}.txt", cell.cell);
    }
  }
  return run;
}

std::vector<std::string> failed_of_async(const records::RunData& run) {
  const tests::MadeUpReport made_up(run);
  const ReportInput& input = made_up;
  return failed_runs(input, input.tables[1], "here/");
}

TEST(FailedRuns, AreNamedWithTheFirstReplyAndTheLog) {
  EXPECT_THAT(
      failed_of_async(run_with_failures(12)),
      ElementsAre("Concurrency 50: no cell of async is valid: 0 of 1000 requests ended ok; 1000 "
                  "wrong_status (status 404, expected 2xx; the reply began \"HTTP/1.1 404 "
                  "No\\r\\nAge: 1\") (12 of 12). Log: here/failed/cell-13.txt."));
}

TEST(FailedRuns, AreNamedIfOthersAreValid) {
  EXPECT_THAT(
      failed_of_async(run_with_failures(2)),
      ElementsAre(AllOf(HasSubstr("2 of 12 cells of async are not valid, 2 of them because: 0 of "),
                        HasSubstr("Age: 1\"). Log: "), Not(HasSubstr("no cell")))));
  EXPECT_THAT(failed_of_async(run_with_failures(0)), IsEmpty());
}

TEST(FailedRuns, HaveTheirCommonestReason) {
  records::RunData run = run_with_failures(3);
  const auto first = std::ranges::find(run.cells, false, &records::CellRow::valid);
  first->reason = {"failed", "another one"};
  EXPECT_THAT(
      failed_of_async(run),
      ElementsAre(AllOf(HasSubstr("3 of 12 cells of async are not valid, 2 of"),
                        HasSubstr("Age: 2\"). Log: "), HasSubstr("here/failed/cell-14.txt"))));
  for (records::CellRow& cell : run.cells) {
    cell.log.clear();  // a run from before the logs
  }
  EXPECT_THAT(failed_of_async(run), ElementsAre(Not(HasSubstr("Log:"))));
}

TEST(FailedRuns, StandBesideTheTableInEveryForm) {
  const records::RunData run = run_with_failures(12);
  EXPECT_THAT(terminal_page(tests::MadeUpReport(run)),
              AllOf(HasSubstr("  - Concurrency 50: no cell of async is valid"),
                    HasSubstr("results/a-run/failed/cell-13.txt")));
  const document::Document page = write_up(tests::MadeUpReport(run));
  EXPECT_THAT(tests::section_of(page, "results"), HasSubstr("Log: failed/cell-13.txt."));
  EXPECT_THAT(tests::section_of(page, "charts"),
              HasSubstr("12 of 24 cells are not valid and not drawn: async at 50 (12 of 12)."));
  const auto invalid = std::ranges::find(page.sections, "invalid", &document::Section::id);
  const auto& table = std::get<document::Table>(invalid->blocks.at(0));
  EXPECT_EQ(table.rows.at(0).back().link, "failed/cell-13.txt");
}

TEST(FailedRuns, OfManyArmsAreShortenedInACaption) {
  std::vector<records::CellRow> cells;
  std::vector<std::string> arms;
  for (int arm = 1; arm <= 9; ++arm) {
    arms.push_back(fmt::format("arm-{}", arm));
    tests::add(cells, tests::made_up_arm(arms.back(), 2, 1000));
  }
  for (records::CellRow& cell : cells) {
    cell.valid = false;
  }
  EXPECT_EQ(failures_text(tests::made_up_run(arms, cells), english),
            "18 of 18 cells are not valid and not drawn: arm-1 at 50 (2 of 2), arm-2 at 50 (2 of "
            "2), arm-3 at 50 (2 of 2), arm-4 at 50 (2 of 2), arm-5 at 50 (2 of 2), arm-6 at 50 (2 "
            "of 2), and 3 more");
  EXPECT_EQ(failures_text(tests::two_arms_run(), english), "");
}

}  // namespace
}  // namespace tiga::suite::report
