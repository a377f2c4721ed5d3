// Files of each kind, real ones of ab among them, and files that are none.
#include "audit/reading/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/reading/readers.hpp"
#include "audit/rules/rules.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::audit::reading {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

AuditedFile fixture(const std::string& name) {
  return read_tables(name,
                     common::read_file(tests::source_folder() / "tests/audit/fixtures" / name));
}

double value(const Row& row, Field field) {
  const Figure* figure = row.find(field);
  return figure == nullptr ? -1 : figure->value;
}

std::vector<std::string> errors_in(const AuditedFile& document) {
  std::vector<std::string> names;
  for (const AuditedTable& table : document.tables) {
    for (const rules::RuleFindings& findings : rules::audit(table)) {
      if (findings.rule->severity == rules::Severity::error) {
        names.emplace_back(findings.rule->name);
      }
    }
  }
  return names;
}

TEST(AbReport, ReadsEachFigureOfARealReport) {
  const AuditedFile document = fixture("ab-keep-alive.txt");
  ASSERT_THAT(document.tables, SizeIs(1));
  const AuditedTable& table = document.tables[0];
  EXPECT_EQ(table.tool, Tool::ab);
  ASSERT_THAT(table.rows, SizeIs(1));
  const Row& row = table.rows[0];
  EXPECT_EQ(value(row, Field::concurrency), 10);
  EXPECT_EQ(value(row, Field::complete), 1000);
  EXPECT_EQ(value(row, Field::failed), 0);
  EXPECT_EQ(value(row, Field::keep_alive), 1000);
  EXPECT_EQ(value(row, Field::document_length), 3);
  EXPECT_EQ(value(row, Field::html_bytes), 3000);
  EXPECT_GT(value(row, Field::rate), 1);
  EXPECT_NEAR(value(row, Field::time_per_request_client),
              10 * value(row, Field::time_per_request_across), 1e-5);
  EXPECT_GE(value(row, Field::latency_max), value(row, Field::latency_p99));
  EXPECT_EQ(value(row, Field::non_2xx), -1);
  EXPECT_THAT(table.not_read, IsEmpty());
}

TEST(AbReport, GivesOneRowForEachRunOfASession) {
  const AuditedFile document = fixture("ab-session.txt");
  ASSERT_THAT(document.tables, SizeIs(1));
  const std::vector<Row>& rows = document.tables[0].rows;
  ASSERT_THAT(rows, SizeIs(3));
  for (const Row& row : rows) {
    EXPECT_EQ(value(row, Field::requests), 1000) << "from the command line";
  }
  EXPECT_EQ(value(rows[2], Field::concurrency), 100);
  EXPECT_GT(rows[2].line, rows[1].line);
}

TEST(AbReport, ReadsFailuresByKindAndNon2xxReplies) {
  const Row row = fixture("ab-shorter.txt").tables.at(0).rows.at(0);
  EXPECT_GT(value(row, Field::failed), 0);
  EXPECT_EQ(value(row, Field::failed), value(row, Field::length_failures));
  EXPECT_EQ(value(row, Field::receive_failures), 0);
  EXPECT_EQ(value(fixture("ab-not-found.txt").tables.at(0).rows.at(0), Field::non_2xx), 200);
  EXPECT_EQ(value(fixture("ab-no-percentages.txt").tables.at(0).rows.at(0), Field::latency_p50),
            -1);
  EXPECT_GE(value(fixture("ab-no-percentages.txt").tables.at(0).rows.at(0), Field::latency_max), 0);
}

TEST(AbReport, SaysIfAbPrintedNoReport) {
  const AuditedFile died = fixture("ab-died.txt");
  EXPECT_THAT(died.tables, IsEmpty());
  EXPECT_THAT(died.not_understood, ElementsAre("ab's report: line 1: it ended without a report"));
  const AuditedFile half = read_tables("half", "Concurrency Level: 5\nComplete requests: 10\n");
  EXPECT_THAT(half.tables.at(0).not_read, ElementsAre("line 1: a report without its rates"));
}

TEST(AbReport, IsFoundInMarkdownTogetherWithTables) {
  const AuditedFile document =
      read_tables("page.md",
                  "```\nConcurrency Level: 5\nRequests per second: 10.00 [#/sec] (mean)\n```\n\n"
                  "| c | time |\n|---|---|\n| 1 | 2.5 |\n");
  EXPECT_THAT(document.tables, SizeIs(2));
}

TEST(AbReport, IsNotConfusedWithATableThatHasTheSameHeadings) {
  const AuditedFile document =
      read_tables("x.tsv", "Concurrency Level:\t1\t50\nTime taken for tests:\t2.5\t3.5\n");
  ASSERT_THAT(document.tables, SizeIs(1));
  EXPECT_THAT(document.tables[0].rows, SizeIs(2));
}

TEST(AbHtml, IsReadByItsLabels) {
  for (const char* name : {"ab.html", "loadgen.html"}) {
    const AuditedFile document = fixture(name);
    ASSERT_THAT(document.tables, SizeIs(1)) << name;
    ASSERT_THAT(document.tables[0].rows, SizeIs(1)) << name;
    const Row& row = document.tables[0].rows[0];
    EXPECT_EQ(value(row, Field::complete), 500) << name;
    EXPECT_EQ(value(row, Field::concurrency), 5) << name;
    EXPECT_EQ(value(row, Field::bytes), 61000) << name;
    EXPECT_GT(value(row, Field::transfer_rate), 0) << name;
    EXPECT_THAT(errors_in(document), IsEmpty()) << name;
  }
}

TEST(LoadgenReport, IsReadLikeAReportOfAb) {
  const AuditedFile document = fixture("loadgen.txt");
  ASSERT_THAT(document.tables, SizeIs(1));
  EXPECT_EQ(document.tables[0].tool, Tool::loadgen);
  EXPECT_EQ(value(document.tables[0].rows.at(0), Field::complete), 1000);
  EXPECT_EQ(value(fixture("loadgen-open-loop.txt").tables.at(0).rows.at(0), Field::offered_rate),
            2000);
}

TEST(RealReports, HaveOnlyTheErrorsThatAreExpected) {
  for (const char* name :
       {"ab-keep-alive.txt", "ab-session.txt", "ab-one-each.txt", "ab-no-percentages.txt",
        "ab-shorter.txt", "ab-some-not-found.txt", "loadgen.txt", "loadgen-open-loop.txt"}) {
    EXPECT_THAT(errors_in(fixture(name)), IsEmpty()) << name;
  }
  EXPECT_THAT(errors_in(fixture("ab-no-reply.txt")), ElementsAre("no-reply"));
  EXPECT_THAT(errors_in(fixture("ab-not-found.txt")), ElementsAre("non-2xx-throughout"));
}

TEST(ReadDocument, RefusesBinaryData) {
  EXPECT_THROW(read_tables("x", ""), common::CannotRun);
  EXPECT_THROW(read_tables("x", std::string_view("a\0b", 3)), common::CannotRun);
  EXPECT_THROW(read_tables("x", std::string(17 * 1024 * 1024, 'a')), common::CannotRun);
}

TEST(ReadDocument, FindsNoTableInOtherTexts) {
  for (const std::string& text :
       {std::string("hello"), std::string("\xFF\xFE\x80"), std::string("a,b,c\n1,2,3\n"),
        std::string("<html><table></table></html>"), std::string("| a |\n|---|\n"),
        std::string(100'000, ','), std::string(100'000, '|'), std::string(100'000, '\n'),
        std::string("<table>") + std::string(100'000, '<'), std::string("\"")}) {
    EXPECT_THAT(read_tables("x", text).tables, IsEmpty()) << text.substr(0, 20);
  }
  std::string deep;
  for (int i = 0; i < 20'000; ++i) {
    deep += "<table><tr><td>";
  }
  EXPECT_THAT(read_tables("x", deep).tables, IsEmpty());
}

TEST(ReadDocument, SkipsAByteOrderMark) {
  const AuditedFile document = read_tables("x",
                                           "\xEF\xBB\xBF"
                                           "c,time\n1,2.5\n");
  EXPECT_EQ(value(document.tables.at(0).rows.at(0), Field::concurrency), 1);
}

TEST(SeemingTool, IsNamedByLinesThenByNames) {
  EXPECT_EQ(tool_suggested_by("$ hey -n 5 http://a/\n\nSummary:\n  Total: 1.0 secs\n"), Tool::hey);
  EXPECT_EQ(tool_suggested_by("Running 10s test @ http://a/\n  2 threads and 4 connections\n"),
            Tool::wrk);
  EXPECT_EQ(tool_suggested_by("We measured with JMeter.\n"), Tool::jmeter);
  EXPECT_EQ(tool_suggested_by("Hey, the siege was hard.\n"), Tool::unknown);
  EXPECT_EQ(tool_suggested_by("> request count  13000 (OK=12890  KO=110   )\n"), Tool::gatling);
  EXPECT_EQ(tool_suggested_by("vusers.created: ..... 600\n"), Tool::artillery);
  EXPECT_EQ(tool_suggested_by("{\"Home\": {\"meanResTime\": 120.4}}\n"), Tool::jmeter);
  EXPECT_EQ(read_tables("x",
                        "<?xml version=\"1.0\"?>\n<testResults version=\"1.2\">\n"
                        "</testResults>\n")
                .seems_from,
            Tool::jmeter);
  EXPECT_EQ(fixture("ab-died.txt").seems_from, Tool::ab);
}

}  // namespace
}  // namespace tiga::audit::reading
