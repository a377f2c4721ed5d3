// Tables as a terminal or a page shows them: headings over several lines, Locust's statistics.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "audit/reading/reader.hpp"
#include "tests/audit/reading/one_table.hpp"

namespace tiga::audit::reading {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

AuditedTable printed_table(const std::string& text) {
  const AuditedFile file = read_tables("file", text);
  EXPECT_EQ(file.tables.size(), 1U) << text;
  EXPECT_THAT(file.not_understood, IsEmpty()) << text;
  return file.tables.empty() ? AuditedTable{} : file.tables.front();
}

TEST(AlignedTable, HasHeadingsInTwoLines) {
  const AuditedTable table = printed_table(
      "Table 2. Results of the second test\n\n"
      "   Concurrency    Complete    Requests     Mean latency    Failed\n"
      "      level       requests   per second        (ms)       requests\n\n"
      "        1           1000       481.25          2.07           0\n"
      "       10          10000      1950.50          5.12           3\n");
  EXPECT_THAT(figures_of(table, Field::concurrency), ElementsAre(1, 10));
  EXPECT_THAT(figures_of(table, Field::complete), ElementsAre(1000, 10000));
  EXPECT_THAT(figures_of(table, Field::rate), ElementsAre(481.25, 1950.5));
  EXPECT_THAT(figures_of(table, Field::latency_mean), ElementsAre(0.00207, 0.00512));
  EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(0, 3));
  EXPECT_THAT(figures_of(table, Field::requests), Each(-1)) << "'Requests' is half of a heading";
  EXPECT_EQ(table.title, "Table 2. Results of the second test");
  EXPECT_THAT(table.not_used, IsEmpty());
  EXPECT_EQ(table.rows.at(0).line, 6U);
}

TEST(AlignedTable, HasALineOfHeadingsForSomeColumnsOnly) {
  for (const char* headings : {"Server       Users    Requests     Failed\n"
                               "                     per second\n",
                               "                      Requests\n"
                               "Server       Users   per second    Failed\n",
                               "                      Requests\n"
                               "Server       Users      per        Failed\n"
                               "                       second\n"}) {
    const AuditedTable table = printed_table(std::string(headings) +
                                             "async          1       481.25         0\n"
                                             "threaded      10      1950.50         3\n");
    EXPECT_THAT(figures_of(table, Field::rate), ElementsAre(481.25, 1950.5)) << headings;
    EXPECT_THAT(figures_of(table, Field::concurrency), ElementsAre(1, 10)) << headings;
    EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(0, 3)) << headings;
    EXPECT_EQ(table.rows.at(1).label, "threaded");
  }
}

TEST(AlignedTable, HasHeadingsOneBlankApartAndRowsWithLinesBetween) {
  const AuditedTable table = printed_table(
      "               Concurrency  Requests   Time per    Failed\n"
      "  Server\n"
      "                  level    per second request (ms) requests\n"
      "  async               1       481.25      2.07         0\n\n"
      "  thread per         10      1950.50      5.12         3\n"
      "  connection\n"
      "  pool               50      2001.75     24.97         0\n");
  EXPECT_THAT(figures_of(table, Field::concurrency), ElementsAre(1, 10, 50));
  EXPECT_THAT(figures_of(table, Field::rate), ElementsAre(481.25, 1950.5, 2001.75));
  EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(0, 3, 0));
  EXPECT_THAT(figures_of(table, Field::time_per_request), ElementsAre(0.00207, 0.00512, 0.02497));
  EXPECT_EQ(table.rows.at(2).label, "pool");
  EXPECT_THAT(table.not_read, ElementsAre("line 7: 'connection' between two rows"));
}

TEST(AlignedTable, HasAWordOfAHeadingInTheLineAbove) {
  const AuditedTable failed = printed_table(
      "                     Failed\n"
      "Users   Complete   requests   Req/s\n"
      "10      1000       5          500\n"
      "20      1000       7          510\n");
  EXPECT_THAT(figures_of(failed, Field::failed), ElementsAre(5, 7));
  EXPECT_THAT(figures_of(failed, Field::requests), Each(-1));
  EXPECT_THAT(error_names(failed), IsEmpty());
  const AuditedTable times = printed_table(
      "                    Mean         p99\n"
      "Server   Users   latency (ms)  latency (ms)   Req/s\n"
      "async    10      5             50             1000\n"
      "pool     10      6             40             1200\n");
  EXPECT_THAT(figures_of(times, Field::latency_p99), ElementsAre(0.05, 0.04));
  EXPECT_THAT(figures_of(times, Field::latency_mean), ElementsAre(0.005, 0.006));
}

TEST(AlignedTable, HasARowOfDashesThatIsNoHeading) {
  for (const char* headings : {"Stack      Requests   Failed   Requests/s\n",
                               "Stack      Requests   Failed   Requests\n"
                               "                               per second\n"}) {
    const AuditedTable table = printed_table(std::string(headings) +
                                             "nginx      -          -        -\n"
                                             "apache     1000       0        500.0\n"
                                             "caddy      1000       5        400.0\n");
    EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(0, 5)) << headings;
    EXPECT_THAT(figures_of(table, Field::rate), ElementsAre(500, 400)) << headings;
    EXPECT_THAT(table.not_read, ElementsAre(HasSubstr("without figures: nginx"))) << headings;
    EXPECT_THAT(table.not_used, ElementsAre("Stack")) << headings;
  }
}

TEST(AlignedTable, EndsWhereHeadingsAtTheLeftBeginAgain) {
  for (const char* between : {"\n", "With keep-alive:\n"}) {
    const AuditedFile file = read_tables("x",
                                         "Concurrency      10       50       100\n"
                                         "Requests/s       1000     2000     3000\n"
                                         "Failed           0        5        9\n" +
                                             std::string(between) +
                                             "Concurrency      200      400      800\n"
                                             "Requests/s       3000     3100     3200\n"
                                             "Failed           90       95       99\n");
    ASSERT_EQ(file.tables.size(), 2U) << between;
    EXPECT_THAT(figures_of(file.tables[0], Field::failed), ElementsAre(0, 5, 9));
    EXPECT_THAT(figures_of(file.tables[1], Field::concurrency), ElementsAre(200, 400, 800));
    EXPECT_THAT(file.tables[0].not_read, IsEmpty());
  }
  const AuditedTable parts = printed_table(
      "Concurrency      10       50       100\n\n"
      "Requests/s       1000     2000     3000\n\n"
      "Failed           0        5        9\n");
  EXPECT_THAT(figures_of(parts, Field::failed), ElementsAre(0, 5, 9));
}

TEST(AlignedTable, IsNamedBesideAnotherOneIfItIsNotUnderstood) {
  const AuditedFile file =
      read_tables("x",
                  "Concurrency      10       50       100\n"
                  "Requests/s       1000     2000     3000\n"
                  "Requests/s       3000     3100     3200\n\n\n"
                  "| c | requests | failed |\n|---|---|---|\n| 1 | 500 | 0 |\n");
  EXPECT_EQ(file.tables.size(), 1U);
  EXPECT_THAT(file.not_understood, ElementsAre(HasSubstr("text table at line 1")));
}

TEST(AlignedTable, CostsTimeInProportionToALongLineAboveIt) {
  std::string text;
  for (int i = 0; i < 2'000'000; ++i) {
    text += "a ";
  }
  for (int row = 0; row < 2; ++row) {
    text += '\n';
    for (int i = 0; i < 250; ++i) {
      text += "1  ";
    }
  }
  EXPECT_THAT(read_tables("x", text).tables, IsEmpty()) << "4 MB above 250 columns";
}

TEST(AlignedTable, EndsWhereAnotherOneOfTheSameWidthBegins) {
  const AuditedFile file =
      read_tables("x",
                  "c     time taken (s)     complete\n1          2.5             1000\n\n"
                  "c      complete       time taken (s)\n1          1000             3.5\n");
  ASSERT_EQ(file.tables.size(), 2U);
  EXPECT_THAT(figures_of(file.tables[1], Field::time_taken), ElementsAre(3.5));
}

TEST(AlignedTable, GivesAHeadingToEachColumnBelowIt) {
  const AuditedTable table = printed_table(
      "                          Latency (ms)\n"
      "   c         rps         min          max\n"
      "   1        481.25       0.5         12.5\n"
      "  10       1950.50       0.6         30.1\n");
  EXPECT_THAT(figures_of(table, Field::latency_min), ElementsAre(0.0005, 0.0006));
  EXPECT_THAT(figures_of(table, Field::latency_max), ElementsAre(0.0125, 0.0301));
}

TEST(AlignedTable, KeepsItsOwnHeadingsBelowOtherText) {
  const AuditedTable table = printed_table(
      "Requests were sent to one server after the other\n"
      "c     time taken (s)     complete\n"
      "1          2.5             1000\n"
      "10         3.5             1000\n");
  EXPECT_THAT(figures_of(table, Field::time_taken), ElementsAre(2.5, 3.5));
  EXPECT_EQ(table.title, "Requests were sent to one server after the other");
}

TEST(Title, HasNoColonAtItsEndAndIsNoRule) {
  const auto title = [](const std::string& above) {
    const AuditedFile read =
        read_tables("x", above + "\n\n| c | requests | failed |\n|---|---|---|\n| 1 | 500 | 0 |\n");
    return read.tables.empty() ? "no table" : read.tables.front().title;
  };
  EXPECT_EQ(title("wrk, 30 s::"), "wrk, 30 s");
  EXPECT_EQ(title("The table:"), "The table");
  EXPECT_EQ(title("===== ====="), "");
}

// As Locust prints it, with narrow columns of names.
std::string locust_table(const std::string& rows, const std::string& total) {
  const std::string rule =
      "--------|--------------|-------|-------------|-------|-------|-------|-------|--------|-----"
      "-"
      "-----\n";
  return "Type     Name           # reqs      # fails |    Avg     Min     Max    Med |   req/s  "
         "failures/s\n" +
         rule + rows + rule + total + "\n";
}

const std::string& locust_run() {
  static const std::string text =
      "[2026-11-30 10:00:00,000] host/INFO/locust.main: Starting Locust 2.15.1\n" +
      locust_table(
          "GET      /                 150     0(0.00%) |     40      12     201     39 |  150.00   "
          " "
          "    0.00\n",
          "         Aggregated        150     0(0.00%) |     40      12     201     39 |  150.00   "
          " "
          "    0.00\n") +
      locust_table(
          "GET      /                2000     3(0.15%) |     48      12    1251     41 |  198.40   "
          " "
          "    0.30\n"
          "POST     /a b             1000     0(0.00%) |     47      12     901     41 |   99.20   "
          " "
          "    0.00\n",
          "         Aggregated       3000     3(0.10%) |     48      12    1251     41 |  297.60   "
          " "
          "    0.30\n") +
      "Response time percentiles (approximated)\n"
      "Type     Name              50%    66%    95%    99%  99.9%   100% # reqs\n"
      "--------|-------------|--------|------|------|------|------|------|------\n"
      "GET      /                  41     55     92    160   1300   1300   2000\n"
      "POST     /a b               41     55     92    160    900    900   1000\n"
      "--------|-------------|--------|------|------|------|------|------|------\n"
      "         Aggregated         41     55     92    160   1300   1300   3000\n\n"
      "Error report\n# occurrences      Error\n------------------|--------------------\n"
      "3                  GET /: HTTPError('500 Server Error')\n"
      "------------------|--------------------\n";
  return text;
}

TEST(LocustTable, IsTheLastOneOfTheRunWithItsPercentiles) {
  for (const std::string& text : {locust_run(), "<html><pre>\n" + locust_run() + "</pre>\n",
                                  "# Run\n\n```\n" + locust_run() + "```\n"}) {
    const AuditedTable table = printed_table(text);
    EXPECT_EQ(table.tool, Tool::locust);
    EXPECT_TRUE(std::ranges::all_of(table.columns, [](const Column& column) {
      return column.unit.empty() || column.unit_is_given;
    })) << "its times are in ms";
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[1].label, "POST /a b");
    EXPECT_THAT(figures_of(table, Field::complete), ElementsAre(2000, 1000));
    EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(3, 0));
    EXPECT_THAT(figures_of(table, Field::latency_mean), ElementsAre(0.048, 0.047));
    EXPECT_THAT(figures_of(table, Field::latency_min), ElementsAre(0.012, 0.012));
    EXPECT_THAT(figures_of(table, Field::latency_max), ElementsAre(1.251, 0.901));
    EXPECT_THAT(figures_of(table, Field::latency_p50), ElementsAre(0.041, 0.041));
    EXPECT_THAT(figures_of(table, Field::latency_p95), ElementsAre(0.092, 0.092));
    EXPECT_THAT(figures_of(table, Field::latency_p99_9), ElementsAre(1.3, 0.9));
    EXPECT_THAT(figures_of(table, Field::rate), ElementsAre(198.4, 99.2));
    EXPECT_THAT(table.not_read, ElementsAre(HasSubstr(": an earlier table of the run"),
                                            HasSubstr("a row of means or sums")));
    EXPECT_THAT(error_names(table), IsEmpty());
  }
}

TEST(LocustTable, IsReadOnceAsMarkdown) {
  for (const char* mark : {"| ", ""}) {
    const AuditedTable table = printed_table(
        std::string(mark) + "Type | Name | # reqs | # fails | Avg | Min | Max | Med | req/s\n" +
        mark + "---|---|---|---|---|---|---|---|---\n" + mark +
        "GET | / | 2000 | 3(0.15%) | 48 | 12 | 1251 | 41 | 198.40\n");
    EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(3));
  }
}

TEST(LocustTable, OfASecondRunIsItsOwn) {
  const AuditedFile file = read_tables("file", locust_run() + locust_run());
  ASSERT_EQ(file.tables.size(), 2U);
  EXPECT_THAT(file.not_understood, IsEmpty());
}

TEST(LocustTable, OfOneRequestIsTheRunThatItSums) {
  const AuditedTable table = printed_table(locust_table(
      "",
      "         Aggregated        150   150(100.00%) |     40      12     201     39 |  150.00  "
      "      0.00\n"));
  EXPECT_THAT(error_names(table), ElementsAre("none-succeeded"));
}

}  // namespace
}  // namespace tiga::audit::reading
