// Failures in lines of tools' reports that no pattern knows, and runs without any reply.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/reading/reader.hpp"
#include "audit/reading/unread_lines.hpp"
#include "audit/rules/rules.hpp"

namespace tiga::audit::reading {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> rules_that_find(const AuditedFile& file) {
  std::vector<std::string> names;
  for (const AuditedTable& table : file.tables) {
    for (const rules::RuleFindings& findings : rules::audit(table)) {
      names.emplace_back(findings.rule->name);
    }
  }
  return names;
}

const std::string& autocannon_report() {
  static const std::string text =
      "Running 2s test @ http://127.0.0.1:3000/\n4 connections\n\n"
      "\xE2\x94\x82 Latency \xE2\x94\x82 0 ms \xE2\x94\x82 15 ms \xE2\x94\x82 88 ms \xE2\x94\x82 "
      "88 ms "
      "\xE2\x94\x82 22.53 ms \xE2\x94\x82 27.81 ms \xE2\x94\x82 88 ms \xE2\x94\x82\n"
      "\xE2\x94\x82 Req/Sec \xE2\x94\x82 90 \xE2\x94\x82 90 \xE2\x94\x82 100 \xE2\x94\x82 110 "
      "\xE2\x94\x82 "
      "100 \xE2\x94\x82 8.5 \xE2\x94\x82 90 \xE2\x94\x82\n\n"
      "Req/Bytes counts sampled once per second.\n\n200 requests in 2.04s, 25 kB read\n";
  return text;
}

TEST(CountsFailures, NeedsACountAbove0BesideAWord) {
  for (const char* line :
       {"3 errors", "errors: 3", "3k errors (0 timeouts)", "5 requests with mismatched body",
        "request pipeline was resetted 2 times", "$.resets: 2",
        "dial tcp 127.0.0.1:80: connect: connection refused - 12",
        "checks_failed...: 5.00% 10 out of 200",
        "checks...: 95.00% \xE2\x9C\x93 190 \xE2\x9C\x97 10", "dropped_iterations...: 12 1.2/s",
        "errors 0 timeouts 5"}) {
    EXPECT_TRUE(counts_failures(line)) << line;
  }
  for (const char* line :
       {"0 errors in 2000 requests", "errors: 0", "checks_failed...: 0.00% 0 out of 996",
        "checks...: 100.00% \xE2\x9C\x93 200 \xE2\x9C\x97 0", "2000 total, 0 failed, 0 errored",
        "Running 10s test @ http://127.0.0.1/errors/404", "Error distribution:", "Latency 5 ms", "",
        "5"}) {
    EXPECT_FALSE(counts_failures(line)) << line;
  }
}

TEST(AutocannonReport, CountsMismatchesAsFailuresAndNamesResets) {
  const AuditedFile clean = read_tables("x", autocannon_report());
  ASSERT_EQ(clean.tables.size(), 1U);
  EXPECT_THAT(clean.tables[0].not_read, IsEmpty());
  const AuditedFile file =
      read_tables("x", autocannon_report() +
                           "5 requests with mismatched body\n"
                           "request pipeline was resetted 3 times\n\n7 errors elsewhere\n");
  ASSERT_EQ(file.tables.size(), 1U);
  ASSERT_NE(file.tables[0].rows.at(0).find(Field::failed), nullptr);
  EXPECT_EQ(file.tables[0].rows[0].figures.at(Field::failed).value, 5);
  EXPECT_THAT(file.tables[0].not_read,
              ElementsAre("line 11: 'request pipeline was resetted 3 times' counts failures"));
  EXPECT_THAT(rules_that_find(file), Contains("some-failed"));
}

TEST(AutocannonReport, NamesResetsInItsJsonToo) {
  const AuditedFile file = read_tables(
      "x",
      R"({"url":"http://a/","connections":4,"errors":0,"timeouts":0,"mismatches":5,"resets":3,)"
      R"("non2xx":0,"2xx":200,"duration":2.04,"requests":{"mean":100,"total":200}})"
      "\n9 errors of another program\n");
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_EQ(file.tables[0].rows.at(0).figures.at(Field::failed).value, 5);
  EXPECT_THAT(file.tables[0].not_read, ElementsAre("line 1: '$.resets: 3' counts failures"));
}

TEST(UnreadLines, BelongToTheReportThatTheyAreConnectedWith) {
  const std::string wrk =
      "  2 threads and 4 connections\n  100 requests in 1.00s, 10.00KB read\n"
      "Requests/sec: 100.00\nTransfer/sec: 10.00KB\n";
  const AuditedFile file = read_tables(
      "x", "$ wrk -d1 http://a/\n" + wrk + "3 errors of the first\n$ wrk -d1 http://b/\n" + wrk);
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_EQ(file.tables[0].rows.size(), 2U);
  EXPECT_THAT(file.tables[0].not_read, ElementsAre(HasSubstr("line 6: '3 errors of the first'")));
  std::string many = wrk;
  for (int i = 0; i < 100; ++i) {
    many += "3 errors of a kind\n";
  }
  EXPECT_EQ(read_tables("x", many).tables.at(0).not_read.size(), 6U);
}

TEST(AbReport, ReadsWriteErrorsAndNamesOtherCounts) {
  const std::string begin =
      "Concurrency Level: 10\nTime taken for tests: 2.000 seconds\nComplete requests: 1000\n"
      "Failed requests: 0\n";
  const std::string end = "Requests per second: 500.00 [#/sec] (mean)\n\n7 errors elsewhere\n";
  const AuditedFile file = read_tables("x", begin + "Write errors: 3\nResets: 4\n" + end);
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_EQ(file.tables[0].rows.at(0).figures.at(Field::write_errors).value, 3);
  EXPECT_THAT(file.tables[0].not_read, ElementsAre(HasSubstr("line 6: 'Resets: 4'")));
  EXPECT_THAT(rules_that_find(file), Contains("some-errors"));
}

TEST(AbReport, SaysThatMoreLinesCountFailuresThanItNames) {
  std::string text =
      "Concurrency Level: 10\nTime taken for tests: 2.000 seconds\nComplete requests: 1000\n"
      "Failed requests: 0\n";
  for (int i = 0; i < 8; ++i) {
    text += "Resets of kind errors: 4\n";
  }
  const AuditedFile file = read_tables("x", text + "Requests per second: 500.00 [#/sec] (mean)\n");
  ASSERT_EQ(file.tables.size(), 1U);
  ASSERT_EQ(file.tables[0].not_read.size(), 6U);
  EXPECT_EQ(file.tables[0].not_read[5], "line 10: this and later lines count failures");
}

TEST(UnreadLines, SayIfThereAreTooManyToLookAtAll) {
  std::string log;
  for (int i = 0; i < 10'001; ++i) {
    log += "3 errors of an application\n";
  }
  const std::string wrk =
      "  2 threads and 4 connections\n  100 requests in 1.00s, 10.00KB read\n"
      "Requests/sec: 100.00\nTransfer/sec: 10.00KB\n3 errors\n";
  const AuditedFile file = read_tables("x", log + "\n" + wrk);
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_THAT(file.tables[0].not_read,
              ElementsAre(HasSubstr("line 10001: from here on lines that count failures")));
  EXPECT_THAT(read_tables("x", wrk + "\n\n" + log).tables.at(0).not_read,
              ElementsAre("line 5: '3 errors' counts failures"))
      << "all of the report was looked at";
}

TEST(NoneAnswered, IsAnErrorWithoutALineOfErrors) {
  const AuditedFile wrk = read_tables(
      "x",
      "Running 10s test @ http://127.0.0.1:8080/\n  2 threads and 4 connections\n"
      "  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"
      "    Latency     0.00us    0.00us   0.00us    -nan%\n"
      "    Req/Sec     0.00      0.00     0.00      -nan%\n"
      "  0 requests in 10.01s, 0.00B read\nRequests/sec:      0.00\nTransfer/sec:       0.00B\n");
  EXPECT_THAT(rules_that_find(wrk), ElementsAre("none-succeeded"));
  const AuditedFile hey = read_tables(
      "x",
      "Summary:\n  Total:\t2.0017 secs\n  Slowest:\t0.0000 secs\n  Fastest:\t0.0000 secs\n"
      "  Average:\t NaN secs\n  Requests/sec:\t0.0000\n");
  EXPECT_THAT(rules_that_find(hey), Contains("none-succeeded"));
  EXPECT_THAT(rules_that_find(read_tables("x", "c,time taken,complete,rps\n1,2.5,0,0.0\n")),
              IsEmpty())
      << "a row of zeros in a table by people may be a test that was not made";
}

}  // namespace
}  // namespace tiga::audit::reading
