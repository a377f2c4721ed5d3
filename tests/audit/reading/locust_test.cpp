// What Locust prints: several runs, lines of a log, tables beside it, percentiles alone.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/reading/reader.hpp"
#include "audit/reading/readers.hpp"
#include "tests/audit/reading/one_table.hpp"

namespace tiga::audit::reading {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string locust_row(const char* name, int requests, int failures) {
  return fmt::format(
      "{:<20} {:>8}  {:>5}({:.2f}%) |     40      12     201     39 |  150.00       0.00\n", name,
      requests, failures, 100.0 * failures / requests);
}

// Without the empty line that Locust prints below it.
std::string printed_by_locust(const std::string& rows) {
  return "Type     Name           # reqs      # fails |    Avg     Min     Max    Med |   req/s  "
         "failures/"
         "s\n--------|--------------|-------|-------------|-------|-------|-------|-------|--------"
         "|-----------\n" +
         rows;
}

const std::string& percentiles_of_locust() {
  static const std::string text =
      "Response time percentiles (approximated)\n"
      "Type     Name              50%    66%    95%    99%  99.9%   100% # reqs\n"
      "--------|-------------|--------|------|------|------|------|------|------\n"
      "GET      /                  41     55     92    160   1300   1300   2000\n"
      "--------|-------------|--------|------|------|------|------|------|------\n"
      "         Aggregated         41     55     92    160   1300   1300   2000\n\n";
  return text;
}

TEST(LocustRuns, AreApartUnlessEachRowGrew) {
  const std::string first = printed_by_locust(locust_row("GET /old", 1000, 1000));
  for (const std::string& rows :
       {locust_row("GET /new", 2000, 0), locust_row("GET /old", 2000, 0),
        locust_row("GET /old", 500, 500) + locust_row("GET /new", 3000, 3000)}) {
    const AuditedFile file =
        read_tables("x", first + "\nSecond run, new server:\n\n" + printed_by_locust(rows));
    ASSERT_EQ(file.tables.size(), 2U) << rows;
    EXPECT_THAT(figures_of(file.tables[0], Field::failed), ElementsAre(1000)) << rows;
    EXPECT_THAT(file.tables[0].not_read, Not(Contains(HasSubstr("earlier")))) << rows;
  }
}

TEST(LocustRuns, NameTheTablesThatTheLastOneReplaces) {
  const AuditedFile file = read_tables(
      "x", printed_by_locust(locust_row("GET /a", 10, 0)) + "\n" +
               printed_by_locust(locust_row("GET /a", 20, 1) + locust_row("GET /b", 9, 0)) + "\n" +
               printed_by_locust(locust_row("GET /a", 20, 1) + locust_row("GET /b", 9, 1)));
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_THAT(figures_of(file.tables[0], Field::failed), ElementsAre(1, 1));
  EXPECT_THAT(file.tables[0].not_read,
              ElementsAre("line 1: the first of 2 earlier tables of the run"));
}

TEST(LocustRuns, GoOnBelowALineOfALog) {
  const AuditedFile file = read_tables(
      "x",
      printed_by_locust(locust_row("GET /a", 1000, 0) +
                        "[2026-11-30 10:00:00,000] host/WARNING/root: CPU usage above 90%!\n" +
                        locust_row("GET /b", 1000, 1000) + locust_row("Aggregated", 2000, 1000) +
                        "[2026-11-30 10:00:01,000] host/INFO/root: Shutting down\n"));
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_THAT(figures_of(file.tables[0], Field::failed), ElementsAre(0, 1000));
  EXPECT_THAT(file.tables[0].not_read, ElementsAre(HasSubstr("line 4: '[2026-11-30 10:00:00,000]"),
                                                   HasSubstr("a row of means or sums")));
}

TEST(LocustRuns, HideNoTableBesideThem) {
  const std::string beside =
      "\nOld results:\n\n"
      "Server      Concurrency    Requests    Failed    Requests/s\n"
      "nginx       10             1000        1000      500.0\n";
  for (const std::string& report :
       {printed_by_locust(locust_row("GET /a", 1000, 0) + locust_row("Aggregated", 1000, 0)),
        percentiles_of_locust()}) {
    const AuditedFile file = read_tables("x", report + beside);
    ASSERT_EQ(file.tables.size(), 2U) << report;
    EXPECT_THAT(figures_of(file.tables[1], Field::failed), ElementsAre(1000));
    EXPECT_EQ(file.tables[1].title, "Old results");
    EXPECT_THAT(file.not_understood, IsEmpty());
  }
}

TEST(LocustPercentiles, AreReadAlone) {
  const AuditedFile file = read_tables("x", " locust log\n" + percentiles_of_locust());
  ASSERT_EQ(file.tables.size(), 1U);
  const AuditedTable& table = file.tables[0];
  EXPECT_EQ(table.tool, Tool::locust);
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0].label, "GET /");
  EXPECT_THAT(figures_of(table, Field::complete), ElementsAre(2000));
  EXPECT_THAT(figures_of(table, Field::latency_p99), ElementsAre(0.16));
  for (const Column& column : table.columns) {
    EXPECT_EQ(column.unit_is_given, facts_of(column.field).dimension == Dimension::time)
        << column.heading;
  }
}

TEST(LocustPercentiles, OfNoRowAreNamed) {
  const AuditedFile file = read_tables(
      "x", printed_by_locust(locust_row("GET /a", 1000, 0)) + "\n" + percentiles_of_locust());
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_THAT(file.tables[0].not_read,
              Contains("line 8: percentiles of 'GET /', which has no row"));
}

TEST(LocustTable, HasALimitedNumberOfCells) {
  std::string text = "Name # reqs # fails\n";
  for (int i = 0; i < 10'000; ++i) {
    text += "a 1 0\n";
  }
  text += "\nName 50% # reqs";
  for (int i = 0; i < 250; ++i) {
    text += " 99%";
  }
  const LocustReading reading = read_locust(text + "\n");
  ASSERT_EQ(reading.grids.size(), 1U);
  EXPECT_EQ(reading.grids[0].cells.size(), 10'001U);
  EXPECT_EQ(reading.grids[0].cells.back().size(), 3U);
  EXPECT_THAT(reading.grids[0].not_read,
              ElementsAre(HasSubstr("line 10003: the tables from here on: more than 2000000")));
}

}  // namespace
}  // namespace tiga::audit::reading
