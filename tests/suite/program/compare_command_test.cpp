// `tiga compare` and `tiga report` on folders of runs that were never measured.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "suite/records/columns.hpp"
#include "suite/records/manifest.hpp"
#include "tests/suite/made_up_cells.hpp"
#include "tests/suite/recorded_run.hpp"
#include "tests/suite/tiga_command.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::string_view plan_text =
    "arms = [\"threaded\", \"async\"]\naa = \"async\"\nconcurrencies = [50]\nrequests = 1000\n"
    "blocks = 12\n";

class TigaCompare : public testing::Test, protected TigaCommand {
 protected:
  // threaded and async at 50, faster by `throughput`, async by `async` more; async beside its copy.
  std::string make_run(const std::string& name, double throughput,
                       std::string_view text = plan_text, bool measures = true,
                       std::uint64_t blocks = 12, bool valid = true, double async = 1) const {
    std::vector<records::CellRow> cells =
        tests::made_up_arm("threaded", blocks, 10000 * throughput, 80);
    tests::add(cells, tests::made_up_arm("async", blocks, 15000 * throughput * async, 50));
    tests::add(cells, tests::made_up_arm("async-aa", blocks, 15000 * throughput * async, 50));
    for (records::CellRow& cell : cells) {
      cell.valid = valid;
      cell.reason =
          valid ? records::Reason() : records::Reason("failed", "async_server was killed");
    }
    tests::record_run(results(), name, text, cells, measures);
    return name;
  }
};

TEST_F(TigaCompare, ExitsWith1IfSomethingGotSlower) {
  make_run("a", 1);
  make_run("b", 0.8);
  const auto slower = tiga({"compare", "a", "b"});
  EXPECT_EQ(slower.report.status, 1) << slower.error;
  EXPECT_THAT(slower.output, HasSubstr("threaded at c=50 is slower: 0.80 ["));
  const auto faster = tiga({"compare", "b", "a"});
  EXPECT_EQ(faster.report.status, 0) << faster.error;
  EXPECT_THAT(faster.output, AllOf(HasSubstr("1.25 ["), HasSubstr("Nothing got slower")));
  EXPECT_EQ(tiga({"compare", "a", "b", "--delta", "0.5"}).report.status, 0);
}

TEST_F(TigaCompare, SaysWhichVerdictsOfTheTwoRunsDiffer) {
  make_run("a", 1);
  make_run("b", 1);
  const auto same = tiga({"compare", "a", "b"});
  EXPECT_THAT(same.output, HasSubstr("by itself: 4 of 4 are the same, 0 reversed"));
  make_run("c", 1, plan_text, true, 12, true, 0.5);
  const auto reversed = tiga({"compare", "a", "c"});
  EXPECT_EQ(reversed.report.status, 1) << reversed.error;
  EXPECT_THAT(reversed.output,
              AllOf(HasSubstr("by itself: 2 of 4 are the same, 2 reversed"),
                    HasSubstr("  - reversed: async to threaded at c=50, throughput: faster 1.5")));
}

TEST_F(TigaCompare, ExitsWith1IfEverythingIsBroken) {
  make_run("a", 1);
  make_run("b", 1, plan_text, true, 12, false);
  const auto broken = tiga({"compare", "a", "b"});
  EXPECT_EQ(broken.report.status, 1) << broken.error;
  EXPECT_THAT(broken.output, HasSubstr("async at c=50 is broken: 12 of 12 cells are invalid: "
                                       "async_server was killed\n"));
}

TEST_F(TigaCompare, HasNoVerdictOnFewBlocks) {
  make_run("a", 1);
  make_run("b", 0.5, plan_text, true, 5);
  expect_refusal(tiga({"compare", "a", "b"}), 3, "no cell is valid in 6 blocks of both runs");
}

TEST_F(TigaCompare, WritesOnlyRequestedFiles) {
  make_run("a", 1);
  make_run("b", 1);
  const auto files = [&] { return std::distance(fs::recursive_directory_iterator(folder()), {}); };
  const auto before = files();
  ASSERT_EQ(tiga({"compare", "a", "b"}).report.status, 0);
  EXPECT_EQ(files(), before);
  const fs::path csv = folder() / "out.csv";
  ASSERT_EQ(tiga({"compare", "a", "b", "--csv", csv}).report.status, 0);
  const auto rows = read_rows(records::verdict_columns(), common::read_file(csv), "out.csv");
  ASSERT_EQ(rows.size(), 4);
  EXPECT_EQ(rows[0].arm, "threaded");
  EXPECT_EQ(rows[0].baseline, "a");
  EXPECT_EQ(rows[0].metric, "throughput");
  EXPECT_EQ(rows[0].verdict, "equivalent");
  EXPECT_EQ(rows[1].metric, "server_cpu");
}

TEST_F(TigaCompare, RefusesAndGivesTheReason) {
  make_run("a", 1);
  make_run("alive", 1, std::string(plan_text) + "keep_alive = true\n");
  make_run("debug", 1, plan_text, false);
  make_run("short", 1, plan_text, true, 1);
  expect_refusal(tiga({"compare", "a", "a"}), 2, "a is given twice");
  expect_refusal(tiga({"compare", "a", results() / "." / "a"}), 2, "a is given twice");
  expect_refusal(tiga({"compare", "a", "alive"}), 2, "keep_alive is false in a and true in alive");
  expect_refusal(tiga({"compare", "a", "debug"}), 2, "sanitized or not optimised");
  expect_refusal(tiga({"compare", "short", "a"}), 2, "short has a single block");
  expect_refusal(tiga({"compare", "a", "nowhere"}), 2, "there is no run 'nowhere'");
  expect_refusal(tiga({"compare", "a"}), 2, "B is required");
  expect_refusal(tiga({"compare", "a", "debug", "--delta", "0"}), 2, "--delta");
  common::write_file(results() / "alive" / "manifest.json", "{}");
  expect_refusal(tiga({"compare", "a", "alive"}), 3, "is not a manifest of a run");
}

TEST_F(TigaCompare, ReportsVerdictsOfARun) {
  make_run("a", 1);
  const auto done = tiga({"report", "a"});
  ASSERT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, AllOf(HasSubstr("\nc=50: async is faster: 1."),
                                 HasSubstr("A/A: async and its copy: ")));
  const auto rows = read_rows(records::verdict_columns(),
                              common::read_file(results() / "a" / "verdicts.csv"), "verdicts.csv");
  ASSERT_EQ(rows.size(), 8);
  EXPECT_EQ(rows[0].verdict, "faster");
  EXPECT_TRUE(rows[1].copy);
}

TEST_F(TigaCompare, ReportsARunOfOneBlockWithoutVerdicts) {
  make_run("short", 1, plan_text, true, 1);
  const auto done = tiga({"report", "short"});
  ASSERT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, HasSubstr("\nNo verdict: one block says nothing"));
  EXPECT_EQ(common::read_file(results() / "short" / "verdicts.csv"),
            csv_header(records::verdict_columns()));
}

}  // namespace
}  // namespace tiga::suite
