// The published tables, and a clean run of this suite.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "audit/reading/reader.hpp"
#include "audit/rules/rules.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::audit::rules {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

AuditedFile document_at(const std::string& path) {
  return reading::read_tables(path, common::read_file(tests::source_folder() / path));
}

using RowsByRule = std::map<std::string, std::set<std::size_t>>;

RowsByRule found(const AuditedTable& table, Severity severity) {
  RowsByRule all;
  for (const RuleFindings& findings : audit(table)) {
    for (const Finding& finding : findings.of_rows) {
      if (findings.rule->severity == severity) {
        all[std::string(findings.rule->name)].insert(
            finding.row == Finding::whole_table ? 0 : finding.row + 1);
      }
    }
  }
  return all;
}

void expect_findings_of_async(const AuditedTable& table) {
  EXPECT_EQ(found(table, Severity::error), (RowsByRule{{"rate-times-time", {3}},
                                                       {"time-per-request", {3}},
                                                       {"transfer-times-time", {3}},
                                                       {"copied-row", {3}}}));
  EXPECT_THAT(found(table, Severity::note), Contains(Pair("one-request-each", ElementsAre(5))));
  EXPECT_THAT(found(table, Severity::note),
              testing::Not(Contains(Pair("slows-as-served", testing::_))));
}

void expect_findings_of_balanced(const AuditedTable& table) {
  EXPECT_EQ(found(table, Severity::error),
            (RowsByRule{{"no-reply", {1, 2, 3, 4, 5}}, {"rate-times-time", {5}}}));
}

void expect_findings_of_threaded(const AuditedTable& table) {
  EXPECT_THAT(found(table, Severity::error), IsEmpty());
  EXPECT_THAT(found(table, Severity::note), Contains(Pair("slows-as-served", ElementsAre(0))));
}

TEST(PublishedTables, HaveTheKnownErrors) {
  expect_findings_of_async(document_at("results/report-2020/async.csv").tables.at(0));
  expect_findings_of_balanced(document_at("results/report-2020/balanced.csv").tables.at(0));
  expect_findings_of_threaded(document_at("results/report-2020/threaded.csv").tables.at(0));
}

TEST(PublishedTables, HaveTheKnownErrorsInTheHtmlPageToo) {
  const AuditedFile page = document_at("results/report-2020/tables.html");
  ASSERT_EQ(page.tables.size(), 3U);
  EXPECT_EQ(page.tables[0].title, "Asyncronus Server");
  for (const AuditedTable& table : page.tables) {
    EXPECT_EQ(table.rows.size(), 5U);
    EXPECT_EQ(table.columns.size(), 9U);
    EXPECT_THAT(table.not_read, IsEmpty());
  }
  expect_findings_of_async(page.tables[0]);
  expect_findings_of_threaded(page.tables[1]);
  expect_findings_of_balanced(page.tables[2]);
}

TEST(CleanRun, HasNoError) {
  for (const char* name : {"async.csv", "balanced.csv", "threaded.csv", "async.md", "cells.csv"}) {
    const AuditedFile document = document_at(std::string("tests/audit/fixtures/run/") + name);
    ASSERT_EQ(document.tables.size(), 1U) << name;
    EXPECT_GE(document.tables[0].rows.size(), 5U) << name;
    EXPECT_THAT(found(document.tables[0], Severity::error), IsEmpty()) << name;
    EXPECT_THAT(document.tables[0].not_read, IsEmpty()) << name;
  }
}

constexpr const char* some_cells =
    "cell,arm,concurrency,requests,rate,time_taken_s,attempted,complete_requests,ok,failed,"
    "abandoned,"
    "octets_received,requests_per_second,latency_mean_us,latency_max_us\n";

TEST(Cells, ThatReportTheirFailureAreNoErrors) {
  const AuditedFile document =
      reading::read_tables("cells.csv", std::string(some_cells) +
                                            "1,async,50,1000,,0.5,1000,1000,0,1000,0,0,2000,,\n"
                                            "2,async,50,1000,,0.5,990,900,800,190,0,97600,1800,,\n"
                                            "3,async,50,1000,,,,,,,,,,,\n");
  ASSERT_EQ(document.tables.at(0).rows.size(), 3U);
  EXPECT_THAT(found(document.tables[0], Severity::error), IsEmpty());
  EXPECT_THAT(found(document.tables[0], Severity::note),
              Contains(Pair("all-failed", ElementsAre(1))));
}

TEST(Cells, MustAgreeWithTheirOwnCounts) {
  const AuditedFile document = reading::read_tables(
      "cells.csv",
      std::string(some_cells) + "1,async,50,1000,,0.5,1000,1000,999,0,0,122000,2000,,\n");
  EXPECT_THAT(found(document.tables.at(0), Severity::error),
              Contains(Pair("counts-differ", ElementsAre(1))));
}

TEST(Cells, OfAnOpenLoopMayCountTimeInTheQueue) {
  const std::string row = ",1.0,1000,1000,1000,0,0,122000,1000,90000,1500000\n";
  EXPECT_THAT(found(reading::read_tables("x", some_cells + ("1,async,50,1000," + row)).tables.at(0),
                    Severity::error),
              Contains(Pair("more-in-flight", ElementsAre(1))));
  EXPECT_THAT(
      found(reading::read_tables("x", some_cells + ("1,async,50,1000,1000" + row)).tables.at(0),
            Severity::error),
      IsEmpty());
}

}  // namespace
}  // namespace tiga::audit::rules
