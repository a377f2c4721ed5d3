// Reports and tables within pages, Markdown and terminals' logs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/reading/reader.hpp"

namespace tiga::audit::reading {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

double value_of(const Row& row, Field field) {
  const Figure* figure = row.find(field);
  return figure == nullptr ? -1 : figure->value;
}

std::vector<double> column_of(const AuditedTable& table, Field field) {
  std::vector<double> all;
  for (const Row& row : table.rows) {
    all.push_back(value_of(row, field));
  }
  return all;
}

TEST(SavedTerminal, HasAReportBetweenTagsAndEntities) {
  const AuditedFile file = read_tables(
      "log.html",
      "<html><body><pre>\n<span class=p>me@pc</span>:~$&#160;ab -k -n 400 -c 8 http://x/<br>\n"
      "Concurrency&nbsp;Level:&#160;&#160;8<br>Time taken for tests: 2.500 seconds<br>\n"
      "<i>Complete requests:</i>&#160;400<br>\n&#160;(Connect:&#160;0,&#160;Receive:&#160;4,"
      "&#160;Length:&#160;4,&#160;Exceptions:&#160;4)<br>\nRequests per second: 160.00 [#/sec] "
      "(mean)<br>\n</pre></body></html>");
  ASSERT_THAT(file.tables, SizeIs(1));
  ASSERT_THAT(file.tables[0].rows, SizeIs(1));
  const Row& row = file.tables[0].rows[0];
  EXPECT_EQ(file.tables[0].tool, Tool::ab);
  EXPECT_EQ(value_of(row, Field::requests), 400);
  EXPECT_EQ(value_of(row, Field::concurrency), 8);
  EXPECT_EQ(value_of(row, Field::receive_failures), 4);
  EXPECT_EQ(row.line, 3U);
  EXPECT_EQ(row.figures.at(Field::complete).place.line, 4U);
  EXPECT_THAT(file.not_understood, IsEmpty());
}

TEST(Markdown, HasAReportAsAListOrAQuote) {
  for (const std::string mark : {"- ", "* ", "> ", "> - ", "  1. ", "+ **", "- `"}) {
    std::string text = "## Run\n\n";
    for (const char* line :
         {"Concurrency Level: 20", "Complete requests: 800", "Failed requests: 790",
          "(Connect: 0, Receive: 0, Length: 790, Exceptions: 0)", "Non-2xx responses: 791",
          "Requests per second: 200.00 [#/sec] (mean)"}) {
      text += mark + line + (mark.ends_with('`') ? "`\n" : mark.ends_with("**") ? "**\n" : "\n");
    }
    const AuditedFile file = read_tables("run.md", text);
    ASSERT_THAT(file.tables, SizeIs(1)) << mark;
    const Row& row = file.tables[0].rows.at(0);
    EXPECT_EQ(value_of(row, Field::concurrency), 20) << mark;
    EXPECT_EQ(value_of(row, Field::length_failures), 790) << mark;
    EXPECT_EQ(value_of(row, Field::non_2xx), 791) << mark;
    EXPECT_EQ(value_of(row, Field::rate), 200) << mark;
  }
}

TEST(Markdown, HasCsvInAFence) {
  const AuditedFile file = read_tables(
      "README.md",
      "# Results\n\nWith 50 users, a laptop, and patience.\n\n```csv\nc,requests,failed,time (s)\n"
      "10,500,0,1.25\n50,500,3,0.80\n```\n\n| who | what |\n|---|---|\n| machine | a laptop |\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_THAT(column_of(file.tables[0], Field::failed), ElementsAre(0, 3));
  EXPECT_EQ(file.tables[0].line, 6U);
  EXPECT_EQ(file.tables[0].rows[1].line, 8U);
  EXPECT_THAT(file.not_understood,
              ElementsAre("Markdown table at line 11: no row of headings of a load test (who, "
                          "what)"));
}

TEST(Markdown, NamesCsvThatIsNotUnderstood) {
  const AuditedFile file =
      read_tables("README.md", "```\nx,y\n1,2\n3,4\n```\n```sh\ncp a,b c\ncp d,e f\n```\n");
  EXPECT_THAT(file.tables, IsEmpty());
  EXPECT_THAT(file.not_understood,
              ElementsAre("CSV table at line 2: no row of headings of a load test (x, y)"));
}

TEST(Markdown, ReadsTablesInFencesQuotesAndBorders) {
  for (const char* text : {"```\n| c | time |\n|---|---|\n| 1 | 2.5 |\n```\n",
                           "> | c | time |\n> |---|---|\n> | 1 | 2.5 |\n",
                           "+---+------+\n| c | time |\n+---+------+\n| 1 | 2.5  |\n+---+------+\n",
                           " c | time \n---+------\n 1 | 2.5\n",
                           "| c | <b>time</b> |\n|---|---|\n| 1&nbsp; | <i>2.5</i> |\n"}) {
    const AuditedFile file = read_tables("x.md", text);
    ASSERT_THAT(file.tables, SizeIs(1)) << text;
    EXPECT_THAT(column_of(file.tables[0], Field::time_taken), ElementsAre(2.5)) << text;
    EXPECT_THAT(file.tables[0].not_read, IsEmpty()) << text;
  }
}

TEST(Text, HasTablesThatAreAligned) {
  const AuditedFile file =
      read_tables("notes.txt",
                  "Measured at home, twice, at night.\n\n"
                  "Concurrency   Requests/sec   Mean latency (ms)\n"
                  "-----------   ------------   -----------------\n"
                  "10            5,200          1.9\n100           5,100          19.2\n\nDone.\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_THAT(column_of(file.tables[0], Field::rate), ElementsAre(5200, 5100));
  EXPECT_EQ(file.tables[0].rows[1].line, 6U);
  EXPECT_THAT(file.not_understood, IsEmpty());
}

TEST(Text, HasListsOfLabelsAndFigures) {
  const AuditedFile file = read_tables(
      "x.md",
      "Concurrency Level: 5\nRequests per second: 10.00 [#/sec]\n\n## Later\n\n"
      "- Concurrency: 50\n- Requests/s: **~1,200**\n- Mean latency: 40 ms\n- Version: 3\n\n"
      "At 10:30 there was tea.\nAt 11:30: 2 cups.\n");
  ASSERT_THAT(file.tables, SizeIs(2));
  const AuditedTable& list = file.tables[1];
  EXPECT_EQ(list.title, "Later");
  EXPECT_THAT(column_of(list, Field::rate), ElementsAre(1200));
  EXPECT_THAT(column_of(list, Field::latency_mean), ElementsAre(0.04));
  EXPECT_THAT(list.not_used, ElementsAre("Version"));
  EXPECT_THAT(file.not_understood, IsEmpty());
}

TEST(Text, HasTablesOfLatex) {
  const AuditedFile file = read_tables(
      "paper.tex",
      "\\begin{tabular}{rrr}\n\\toprule\nConcurrency & Requests/s & Failed (\\%) \\\\\n\\midrule\n"
      "10 & \\textbf{5\\,200} & 0 \\\\\n100 & 5\\,100 & 0.5\\% \\\\ \\hline\n\\end{tabular}\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_THAT(column_of(file.tables[0], Field::rate), ElementsAre(5200, 5100));
  EXPECT_THAT(column_of(file.tables[0], Field::failed_share), ElementsAre(0, 0.005));
}

TEST(NotUnderstood, SaysWhichHeadingsAreKnown) {
  const AuditedFile file = read_tables("x.md", "| name | rps |\n|---|---|\n| a | 1 |\n");
  EXPECT_THAT(
      file.not_understood,
      ElementsAre("Markdown table at line 1: no row of headings of a load test (name, rps); "
                  "of the two figures that it takes: rps = requests/s"));
}

TEST(Html, MakesARowOfCellsWithoutOne) {
  const AuditedFile file = read_tables(
      "x.md",
      "# Load\n\n<table>\n<thead><td>No</td><td>Concurrency</td><td>Complete</td><td>rps</td>"
      "</thead>\n<tr><td>1</td><td>1</td><td>1000</td><td>2000.00</td></tr>\n"
      "<tr><td>2</td><td>10</td><td>1000</td><td></td></tr>\n</table>\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_THAT(column_of(file.tables[0], Field::concurrency), ElementsAre(1, 10));
  EXPECT_THAT(column_of(file.tables[0], Field::rate), ElementsAre(2000, -1));
}

TEST(Html, HasTablesAndReportsBesideEachOther) {
  const AuditedFile file = read_tables(
      "x.html",
      "<!doctype html><p>a<table><tr><th>c<th>Time<tr><td>1<td>2.5</table>\n<pre>Concurrency "
      "Level: 5\nRequests per second: 10.00 [#/sec]\n</pre><pre>c,time\n1,3.5\n5,3.6\n</pre>");
  EXPECT_THAT(file.tables, SizeIs(3));
}

TEST(TerminalLog, IsReadWithoutEscapeSequences) {
  const AuditedFile file = read_tables(
      "log.txt",
      "\x1B[32m$\x1B[0m ab -n 400 -c 8 http://x/\r\nCompleted 40 requests\rCompleted 80 "
      "requests\r\n"
      "\x1B[1mConcurrency Level:\x1B[0m 8\r\nRequests per second: 160.00 [#/sec] (mean)\r\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_EQ(value_of(file.tables[0].rows.at(0), Field::concurrency), 8);
  EXPECT_EQ(value_of(file.tables[0].rows.at(0), Field::requests), 400);
}

TEST(Encoding, MayBeThatOfWindows) {
  std::string utf16 = "\xFF\xFE";
  for (const char letter : std::string("c;time\r\n1;2,5\r\n")) {
    utf16 += letter;
    utf16 += '\0';
  }
  const AuditedFile file = read_tables("x.csv", utf16);
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_THAT(column_of(file.tables[0], Field::time_taken), ElementsAre(2.5));
}

}  // namespace
}  // namespace tiga::audit::reading
