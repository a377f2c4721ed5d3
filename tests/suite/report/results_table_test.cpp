#include "suite/report/results_table.hpp"

#include <gmock/gmock.h>

#include "suite/records/columns.hpp"
#include "tests/suite/indonesian.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
using namespace tests;

// async at c=50, 100 ms for 1000 requests.
records::RunData one_arm() { return made_up_run({"async"}, {made_up_cell("async", 1, 10000)}); }

TEST(ResultColumns, DescribeEachColumnOfTheFile) {
  const records::Columns<records::TableRow> columns = records::table_columns();
  ASSERT_EQ(result_columns().size(), columns.size());
  for (std::size_t at = 0; at < columns.size(); ++at) {
    EXPECT_EQ(result_columns()[at].field, columns[at].name);
    EXPECT_LE(result_columns()[at].brief.size(), result_columns()[at].width);
  }
}

TEST(ResultColumns, HaveTheSameHeadingWithLineBreaksForLatex) {
  for (const ResultColumn& column : result_columns()) {
    std::string narrow(column.narrow.english);
    for (std::size_t at = 0; (at = narrow.find('\n')) != std::string::npos;) {
      const bool hyphen = at > 0 && narrow[at - 1] == '-';
      narrow.replace(at - (hyphen ? 1 : 0), hyphen ? 2 : 1, hyphen ? "" : " ");
    }
    EXPECT_THAT(std::string(column.heading.english),
                StartsWith(narrow.substr(0, narrow.find('('))));
  }
}

TEST(ResultsTable, IsWrittenAsMarkdown) {
  const records::RunData run = one_arm();
  const MadeUpReport english(run);
  const ReportInput& input = english;
  const std::string text = results_markdown(input, input.tables[0]);
  EXPECT_THAT(
      text,
      StartsWith(
          "### One event loop\n\n"
          "| No | Concurrency level | Time taken (s) | Complete requests | Failed requests | Total "
          "transferred (bytes) | Requests per second | Time per request (ms) | Transfer rate "
          "(Kbytes/s) |\n"
          "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
          "| 1 | 50 | 0.100000 | 1000 | 0 | 122000 | 10000.00 | 0.100000 | 1191.41 |\n\n"));
  EXPECT_THAT(text, HasSubstr(place_caption(run.manifest, text::Language::english) + ". Each"));
  EXPECT_THAT(text, EndsWith("and of how many runs: 50: block 1, 1 of 1.\n"));
  const MadeUpReport translated(run, tests::indonesian);
  const ReportInput& in_indonesian = translated;
  EXPECT_THAT(results_markdown(in_indonesian, in_indonesian.tables[0]),
              HasSubstr("| No | Konkurensi | Waktu total (detik) |"));
}

TEST(ResultsTable, IsWrittenForTheTerminal) {
  records::RunData run = one_arm();
  saturate(run.cells, "async");
  run.manifest.plan.concurrencies = {50, 100};
  const MadeUpReport report(run);
  const ReportInput& input = report;
  EXPECT_EQ(
      results_text(input, input.tables[0]),
      "\nOne event loop (async)\n"
      "no concurrency     time s complete failed     bytes    request/s ms/request     KiB/s | "
      "published     ratio\n"
      " 1          50   0.100000     1000      0    122000 >=  10000.00   0.100000   1191.41 | "
      "    16.84    593.82\n"
      " 2         100          -        -      -         -            -          -         - | "
      "    16.84         -\n"
      "  The rows' runs: 50: block 1, 1 of 1\n");
}

TEST(ResultsTable, MarksInvalidRowsAndLowerBounds) {
  records::RunData run = one_arm();
  run.manifest.plan.concurrencies = {50, 100};
  run.cells[0].generator_core_share.reset();
  run.cells.push_back(made_up_cell("async", 1, 10000));
  run.cells[1].concurrency = 100;
  run.cells[1].valid = false;
  const MadeUpReport report(run);
  const ReportInput& input = report;
  const auto fields = [&](std::string_view at_least) {
    return results_table(input, input.tables[0], &ResultColumn::heading, at_least).rows;
  };
  EXPECT_EQ(fields(">= ").at(0).at(6).text, "? 10000.00");
  EXPECT_EQ(fields(">= ").at(0).at(6).sort_by, 10000);
  EXPECT_EQ(fields(">= ").at(1).at(2).text, "invalid");
  run.cells[0].generator_core_share = 0.99;
  run.cells.pop_back();
  const MadeUpReport other(run);
  const ReportInput& bounded = other;
  const auto rows = results_table(bounded, bounded.tables[0], &ResultColumn::narrow, "≥").rows;
  EXPECT_EQ(rows.at(0).at(6).text, "≥10000.00");
  EXPECT_EQ(rows.at(1).at(2).text, "not measured");
}

}  // namespace
}  // namespace tiga::suite::report
