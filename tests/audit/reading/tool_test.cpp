// Reports of load generators: outputs of the real tools, and of those that no package has, after
// their documentation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "audit/reading/reader.hpp"
#include "audit/reading/readers.hpp"
#include "audit/rules/rules.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::audit::reading {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

AuditedFile tool_fixture(const std::string& name) {
  return read_tables(
      name, common::read_file(tests::source_folder() / "tests/audit/fixtures/tools" / name));
}

Row row_of(const std::string& name) { return tool_fixture(name).tables.at(0).rows.at(0); }

double figure(const Row& row, Field field) {
  const Figure* found = row.find(field);
  return found == nullptr ? std::nan("") : found->value;
}

std::vector<std::string> error_rules(const AuditedFile& file) {
  std::vector<std::string> names;
  for (const AuditedTable& table : file.tables) {
    for (const rules::RuleFindings& findings : rules::audit(table)) {
      if (findings.rule->severity == rules::Severity::error) {
        names.emplace_back(findings.rule->name);
      }
    }
  }
  return names;
}

struct ToolFixture {
  const char* name;
  Tool tool;
  double rate;
  double complete;  // nan: not printed
};

void PrintTo(const ToolFixture& fixture, std::ostream* out) { *out << fixture.name; }

class CleanToolReport : public testing::TestWithParam<ToolFixture> {};

TEST_P(CleanToolReport, IsOneRowOfItsToolWithoutAnError) {
  const AuditedFile file = tool_fixture(GetParam().name);
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_EQ(file.tables[0].tool, GetParam().tool);
  ASSERT_THAT(file.tables[0].rows, SizeIs(1));
  const Row& row = file.tables[0].rows[0];
  EXPECT_NEAR(figure(row, Field::rate), GetParam().rate, 0.01);
  if (std::isnan(GetParam().complete)) {
    EXPECT_EQ(row.find(Field::complete), nullptr);
  } else {
    EXPECT_EQ(figure(row, Field::complete), GetParam().complete);
  }
  EXPECT_THAT(error_rules(file), IsEmpty());
  EXPECT_THAT(file.not_understood, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Fixtures, CleanToolReport,
    testing::Values(ToolFixture{"wrk.txt", Tool::wrk, 22689.12, 69597},
                    ToolFixture{"wrk-latency.txt", Tool::wrk, 52606.42, 162978},
                    ToolFixture{"wrk2.txt", Tool::wrk2, 1993.37, 59802},
                    ToolFixture{"hey.txt", Tool::hey, 12611.0705, 2000},
                    ToolFixture{"hey-cut.txt", Tool::hey, 5081.5705, 200},
                    ToolFixture{"h2load.txt", Tool::h2load, 10667.41, 2000},
                    ToolFixture{"h2load-timed.txt", Tool::h2load, 15628.33, 46885},
                    ToolFixture{"siege.txt", Tool::siege, 1964.26, 5441},
                    ToolFixture{"siege.json", Tool::siege, 2233.54, 3663},
                    ToolFixture{"httperf.txt", Tool::httperf, 200.1, 500},
                    ToolFixture{"httperf-calls.txt", Tool::httperf, 5232.7, 1000},
                    ToolFixture{"autocannon.txt", Tool::autocannon, 27417.34, std::nan("")},
                    ToolFixture{"autocannon-latency.txt", Tool::autocannon, 26108, std::nan("")},
                    ToolFixture{"autocannon.json", Tool::autocannon, 8601, 17202},
                    ToolFixture{"oha.txt", Tool::oha, 19895.4136, 198980},
                    ToolFixture{"oha.json", Tool::oha, 1999.528, 9800},
                    ToolFixture{"vegeta.txt", Tool::vegeta, 115.93, 1196},
                    ToolFixture{"vegeta.json", Tool::vegeta, 118.896, 1200},
                    ToolFixture{"bombardier.txt", Tool::bombardier, 60821.34, 607812},
                    ToolFixture{"k6.txt", Tool::k6, 98.514312, 996},
                    ToolFixture{"k6-compact.txt", Tool::k6, 98.514312, 996},
                    ToolFixture{"k6.json", Tool::k6, 98.514312, 996},
                    ToolFixture{"jmeter.txt", Tool::jmeter, 124.8, 2000}));

TEST(WrkReport, KeepsTheRateOfAThreadApart) {
  const Row row = row_of("wrk.txt");
  EXPECT_EQ(figure(row, Field::threads), 2);
  EXPECT_EQ(figure(row, Field::concurrency), 16);
  EXPECT_EQ(figure(row, Field::thread_rate), 11560);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_mean), 3.66e-3);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_max), 90.02e-3);
  EXPECT_DOUBLE_EQ(figure(row, Field::transfer_rate), 29.36 * 1024 * 1024);
  EXPECT_DOUBLE_EQ(figure(row_of("wrk-latency.txt"), Field::latency_p50), 105e-6);
  EXPECT_EQ(figure(row_of("wrk-cut.txt"), Field::read_errors), 4448);
  EXPECT_EQ(figure(row_of("wrk-404.txt"), Field::non_2xx), 41448);
}

TEST(Wrk2Report, HasTheHighPercentilesAndTheOfferedRate) {
  const Row row = row_of("wrk2.txt");
  EXPECT_EQ(figure(row, Field::offered_rate), 2000);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_p99_99), 11.42e-3);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_max), 12.49e-3);
}

TEST(HeyReport, CountsRepliesByStatusAndThoseWithout) {
  EXPECT_EQ(figure(row_of("hey-404.txt"), Field::status_4xx), 20883);
  const Row refused = row_of("hey-refused.txt");
  EXPECT_EQ(figure(refused, Field::complete), 0);
  EXPECT_EQ(figure(refused, Field::errored), 20);
  EXPECT_DOUBLE_EQ(figure(row_of("hey.txt"), Field::latency_mean), 1.5e-3) << "a latency, in s";
}

TEST(H2loadReport, TellsDoneFromSucceeded) {
  const Row cut = row_of("h2load-cut.txt");
  EXPECT_EQ(figure(cut, Field::complete), 15);
  EXPECT_EQ(figure(cut, Field::errored), 185);
  EXPECT_EQ(figure(cut, Field::status_2xx), 19);
  EXPECT_EQ(figure(row_of("h2load-404.txt"), Field::ok), 0);
  EXPECT_EQ(figure(row_of("h2load.txt"), Field::connections), 20) << "over both threads";
}

TEST(H2loadReport, TakesTheRateOverTheDurationThatWasAskedFor) {
  EXPECT_EQ(figure(row_of("h2load-timed.txt"), Field::time_taken), 3) << "finished after 3.02 s";
  const AuditedFile without_head = read_tables(
      "x",
      "finished in 3.02s, 15628.33 req/s, 20.23MB/s\n"
      "requests: 46885 total, 46905 started, 46885 done, 46885 succeeded, 0 failed, 0 errored, 0 "
      "timeout\n");
  EXPECT_THAT(error_rules(without_head), IsEmpty());
}

TEST(H2loadReport, TakesTheDurationFromItsCommandLine) {
  const AuditedFile file = read_tables(
      "x",
      "$ h2load -D 10 -c 50 --warm-up-time=2 http://127.0.0.1/\n"
      "finished in 12.00s, 20000.00 req/s, 4.77MB/s\n"
      "requests: 200000 total, 200050 started, 200000 done, 200000 succeeded, 0 failed, 0 errored, "
      "0 timeout\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_EQ(figure(file.tables[0].rows.at(0), Field::time_taken), 10);
  EXPECT_THAT(error_rules(file), IsEmpty());
}

TEST(H2loadReport, MultipliesTheClientsByTheirStreams) {
  const AuditedFile file = read_tables(
      "x",
      "user@host:~$ h2load -n 100 -c 4 -m10 http://127.0.0.1/\n"
      "finished in 1.00s, 100.00 req/s, 20.23KB/s\n"
      "requests: 100 total, 100 started, 100 done, 100 succeeded, 0 failed, 0 errored, 0 timeout\n"
      "time for request:     10ms    300ms     200ms     20ms    80.00%\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_EQ(figure(file.tables[0].rows.at(0), Field::concurrency), 40);
  EXPECT_THAT(error_rules(file), IsEmpty()) << "20 in flight on 4 connections";
}

TEST(SiegeReport, TellsTheConcurrencyAskedForFromTheMeasuredOne) {
  const Row row = row_of("siege.txt");
  EXPECT_EQ(figure(row, Field::concurrency), 10);
  EXPECT_EQ(figure(row, Field::in_flight), 9.92);
  EXPECT_DOUBLE_EQ(row.find(Field::latency_mean)->step, 0.01) << "whole hundredths of a second";
  EXPECT_EQ(figure(row_of("siege-404.txt"), Field::ok), 0);
  EXPECT_EQ(figure(row_of("siege-404.txt"), Field::failed_share), 0) << "its availability is 100 %";
}

TEST(HttperfReport, AddsBothPartsOfTheReplyTimeAndReadsTheErrors) {
  const Row row = row_of("httperf-cut.txt");
  EXPECT_EQ(figure(row, Field::started), 100);
  EXPECT_EQ(figure(row, Field::complete), 84);
  EXPECT_EQ(figure(row, Field::read_errors), 16);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_mean), 1.9e-3);
  EXPECT_EQ(figure(row_of("httperf.txt"), Field::offered_rate), 200) << "from its command line";
}

TEST(AutocannonReport, HasRatesThatAreMeansOfSamples) {
  const Row row = row_of("autocannon-404.txt");
  EXPECT_EQ(figure(row, Field::complete), 13560);
  EXPECT_EQ(figure(row, Field::status_2xx), 0);
  EXPECT_DOUBLE_EQ(row.find(Field::rate)->step, 677.85);
  EXPECT_EQ(figure(row_of("autocannon.txt"), Field::started), 82000);
  EXPECT_THAT(error_rules(tool_fixture("autocannon-cut.txt")), IsEmpty())
      << "17 of the 26 requests sent were answered";
}

TEST(VegetaReport, CountsSuccessesInItsThroughputOnly) {
  const Row row = row_of("vegeta.txt");
  EXPECT_EQ(figure(row, Field::attempted), 1200);
  EXPECT_EQ(figure(row, Field::ok), 1170);
  EXPECT_EQ(figure(row, Field::errored), 4);
  EXPECT_EQ(figure(row, Field::status_3xx), 2);
  EXPECT_EQ(figure(row, Field::offered_rate), 120.1);
}

TEST(OhaReport, CountsRequestsThatWereCutOff) {
  EXPECT_EQ(figure(row_of("oha.txt"), Field::abandoned), 50);
  EXPECT_EQ(figure(row_of("oha.txt"), Field::concurrency), 50) << "from the command line";
  EXPECT_EQ(figure(row_of("oha.json"), Field::errored), 200);
  EXPECT_EQ(figure(row_of("oha.json"), Field::status_5xx), 100);
}

TEST(OhaReport, HasARateOfAllResultsThoseWithoutAReplyToo) {
  const std::string text =
      "Summary:\n  Success rate:\t90.00%\n  Total:\t1000.2100 ms\n  Requests/sec:\t1009.7879\n"
      "  Total data:\t549.32 KiB\n  Size/request:\t625 B\n  Size/sec:\t549.20 KiB\n"
      "Status code distribution:\n  [200] 900 responses\nError distribution:\n"
      "  [100] connection error: Connection refused (os error 111)\n"
      "  [10] aborted due to deadline\n";
  const std::string json =
      R"({"summary":{"successRate":1.0,"total":10.0021,"requestsPerSec":10203.157337,)"
      R"("totalData":62935851,"sizePerRequest":617,"sizePerSec":6292263.7},)"
      R"("statusCodeDistribution":{"200":102003},)"
      R"("errorDistribution":{"aborted due to deadline":50}})";
  for (const std::string& report : {text, json}) {
    const AuditedFile file = read_tables("x", report);
    EXPECT_THAT(file.tables, SizeIs(1));
    EXPECT_THAT(error_rules(file), IsEmpty()) << report;
  }
  std::string wrong = text;
  wrong.replace(wrong.find("1009.7879"), 9, "1019.7879");
  EXPECT_THAT(error_rules(read_tables("x", wrong)), testing::Contains("rate-times-time"));
}

TEST(K6Summary, TakesTheCheckMarkOfFailuresAsFailures) {
  for (const char* name : {"k6.txt", "k6.json"}) {
    EXPECT_EQ(figure(row_of(name), Field::failed), 6) << name;
    EXPECT_EQ(figure(row_of(name), Field::ok), 990) << name;
  }
  EXPECT_EQ(figure(row_of("k6-compact.txt"), Field::failed), 0);
}

TEST(JmeterSummary, TakesTheLastTotalAndNoPart) {
  const Row row = row_of("jmeter.txt");
  EXPECT_EQ(figure(row, Field::time_taken), 16);
  EXPECT_EQ(figure(row, Field::failed), 4);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_mean), 38e-3);
}

TEST(ToolReport, OfAServerThatRefusedEachConnectionIsAnError) {
  for (const char* name : {"hey-refused.txt", "httperf-refused.txt"}) {
    EXPECT_THAT(error_rules(tool_fixture(name)), ElementsAre("none-succeeded")) << name;
  }
}

TEST(TerminalLog, HasRunsOfSeveralTools) {
  const AuditedFile file = tool_fixture("session.txt");
  ASSERT_THAT(file.tables, SizeIs(4));
  EXPECT_THAT(file.tables, ElementsAre(testing::Field(&AuditedTable::tool, Tool::ab),
                                       testing::Field(&AuditedTable::tool, Tool::wrk),
                                       testing::Field(&AuditedTable::tool, Tool::hey),
                                       testing::Field(&AuditedTable::tool, Tool::h2load)));
  const std::vector<Row>& wrk_rows = file.tables[1].rows;
  ASSERT_THAT(wrk_rows, SizeIs(2));
  EXPECT_EQ(wrk_rows[0].find(Field::latency_p50), nullptr) << "ab's 50 % is not wrk's";
  EXPECT_DOUBLE_EQ(figure(wrk_rows[1], Field::latency_p50), 105e-6);
  EXPECT_EQ(figure(file.tables[0].rows.at(0), Field::latency_p50), 1e-3);
  EXPECT_EQ(figure(file.tables[0].rows.at(0), Field::requests), 1000);
  EXPECT_EQ(figure(file.tables[2].rows.at(0), Field::concurrency), 20) << "from its command line";
  EXPECT_EQ(figure(file.tables[3].rows.at(0), Field::requests), 2000);
  EXPECT_THAT(error_rules(file), IsEmpty());
}

TEST(H2loadReport, IsReadFromOtherVersions) {
  const AuditedFile file =
      read_tables("x",
                  "finished in 1.00s, 100.00 req/s, 20.23KB/s\n"
                  "requests: 100 total, 100 started, 100 done, 99 succeeded, 1 failed, 0 errored\n"
                  "                     min         max      median         p95         p99        "
                  "mean         "
                  "sd        +/- sd\n"
                  "time for request:     10ms    300ms    180ms    290ms   299ms     200ms     "
                  "20ms    80.00%\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  const Row& row = file.tables[0].rows.at(0);
  EXPECT_EQ(figure(row, Field::failed), 1);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_p50), 0.18);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_p99), 0.299);
  EXPECT_DOUBLE_EQ(figure(row, Field::latency_mean), 0.2);
}

TEST(K6Summary, OfASecondRunDoesNotChangeTheFirst) {
  const std::string first =
      common::read_file(tests::source_folder() / "tests/audit/fixtures/tools/k6.txt");
  const AuditedFile file =
      read_tables("x", first +
                           "     execution: local\nrunning (00.9s), 10/10 VUs, 80 complete and 0 "
                           "interrupted iterations\n" +
                           first);
  ASSERT_THAT(file.tables, SizeIs(1));
  ASSERT_THAT(file.tables[0].rows, SizeIs(2));
  EXPECT_DOUBLE_EQ(figure(file.tables[0].rows[0], Field::time_taken), 10.1);
  EXPECT_THAT(error_rules(file), IsEmpty());
}

TEST(ToolReport, IsFoundBySeveralToolsAndCountsForTheOneWithMoreLines) {
  for (const char* name : {"oha.txt", "hey.txt", "wrk2.txt", "autocannon.txt"}) {
    EXPECT_THAT(tool_fixture(name).tables, SizeIs(1)) << name;
  }
}

TEST(ToolReport, IsReadFromJsonWithinALog) {
  const AuditedFile file = read_tables(
      "x",
      "$ siege -j http://127.0.0.1/\n{\t\"transactions\":\t\t100,\n\t\"availability\": 100.00,\n"
      "\t\"elapsed_time\": 2.00,\n\t\"transaction_rate\": 50.00\n}\n$ exit\n");
  ASSERT_THAT(file.tables, SizeIs(1));
  EXPECT_EQ(figure(file.tables[0].rows.at(0), Field::complete), 100);
  EXPECT_EQ(file.tables[0].rows[0].line, 2U);
}

TEST(ToolReport, IsNoneWithoutTheLineThatMakesIt) {
  EXPECT_THAT(
      read_tables("x", "Running 10s test @ http://a/\n  2 threads and 4 connections\n").tables,
      IsEmpty());
  EXPECT_THAT(read_tables("x", "Requests/sec: 5.00\n").tables, IsEmpty()) << "one figure";
}

TEST(ToolReport, CostsTimeInProportionToItsText) {
  std::string text;
  for (int i = 0; i < 30'000; ++i) {
    text += "{\"a\":{\n50% in {\n[200] Requests/sec: 1\n";
  }
  EXPECT_THAT(read_reports(text), IsEmpty()) << "30,000 objects that do not end";
}

}  // namespace
}  // namespace tiga::audit::reading
