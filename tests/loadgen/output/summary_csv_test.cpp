#include "loadgen/output/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "tests/loadgen/lines.hpp"
#include "tests/loadgen/page_table.hpp"
#include "tests/loadgen/summary_example.hpp"

namespace tiga::loadgen::output {
namespace {

using tests::lines_of;

/// Of a summary whose fields need no quotes.
std::map<std::string, std::string> fields_of(const Summary& summary) {
  const std::vector<std::string> lines = lines_of(summary_csv(summary));
  EXPECT_EQ(lines.size(), 2u);
  std::istringstream names(lines.at(0));
  std::istringstream values(lines.at(1));
  std::map<std::string, std::string> fields;
  for (std::string name, value; std::getline(names, name, ',');) {
    value.clear();
    std::getline(values, value, ',');
    fields[name] = value;
  }
  return fields;
}

TEST(SummaryCsv, ContainsTheValuesOfTheSummary) {
  auto fields = fields_of(example_summary());
  EXPECT_EQ(fields["server_software"], "nginx/1.22.1");
  EXPECT_EQ(fields["port"], "8080");
  EXPECT_EQ(fields["keep_alive"], "true");
  EXPECT_EQ(fields["attempted"], "1000");
  EXPECT_EQ(fields["ok"], "996");
  EXPECT_EQ(fields["wrong_status"], "3");
  EXPECT_EQ(fields["reset"], "0");
  EXPECT_EQ(fields["requests_per_second"], "1998");
  EXPECT_EQ(fields["latency_mean_us"], "4768.5");
  EXPECT_EQ(fields["latency_max_us"], "12000");
  EXPECT_EQ(fields["connect_min_us"], "10");
  EXPECT_EQ(fields["connect_max_us"], "70");
  EXPECT_EQ(fields["first_octet_p95_us"], "51");
  EXPECT_EQ(fields["mean_in_flight_us"], "4768.5");
  EXPECT_EQ(fields["kernel_syn_retransmits"], "7");
  EXPECT_EQ(fields["kernel_listen_overflows"], "8");
  EXPECT_EQ(fields["open_loop_rate"], "2000");
  EXPECT_EQ(fields["open_loop_arrivals"], "poisson");
  EXPECT_EQ(fields["open_loop_delay_p50_us"], "3");
  EXPECT_EQ(fields["open_loop_delay_p99_us"], "6");
  EXPECT_EQ(fields["open_loop_delay_max_us"], "7");
  EXPECT_EQ(fields["warmup_seconds"], "1.5");
  EXPECT_EQ(fields["warmup_requests"], "3000");
  EXPECT_EQ(fields["warmup_failed"], "2");
  EXPECT_EQ(fields["interim_replies"], "21");
  EXPECT_EQ(fields["unfinished_requests"], "1");
  EXPECT_EQ(fields["unfinished_oldest_s"], "0.004");
  EXPECT_EQ(fields["unfinished_time_share"], "0.25");
  EXPECT_EQ(fields["close_wait_requests"], "5");
  EXPECT_EQ(fields["close_wait_announced"], "2");
  EXPECT_EQ(fields["close_wait_asked_to_stay"], "true");
  EXPECT_EQ(fields["close_wait_whole_p50_us"], "1500");
  EXPECT_EQ(fields["close_wait_wait_p50_us"], "200000");
  EXPECT_EQ(fields["close_wait_time_share"], "0.5");
  EXPECT_EQ(fields["generator_threads"], "1");
  EXPECT_EQ(fields["generator_core_share"], "0.25");
  EXPECT_EQ(fields["verdict"], "server_measured");
  EXPECT_EQ(fields["ab_complete_requests"], "999");
  EXPECT_EQ(fields["ab_failed_length"], "1");
  EXPECT_EQ(fields["connect_max_ms"], "1");
  EXPECT_EQ(fields["total_median_ms"], "4");
  EXPECT_EQ(fields["total_deviation_ms"], "2.1");
}

TEST(SummaryCsv, LeavesAnUnknownValueEmpty) {
  EXPECT_EQ(fields_of(example_summary())["latency_p99_9_us"], "");
  auto fields = fields_of(Summary());
  for (const char* const name :
       {"latency_mean_us", "latency_max_us", "littles_law_ratio", "ab_time_per_request_ms",
        "connect_min_ms", "total_max_ms", "latency_p99_99_us", "connect_p50_us",
        "mean_in_flight_us", "open_loop_rate", "open_loop_arrivals", "open_loop_delay_p50_us",
        "warmup_seconds", "warmup_failed", "unfinished_oldest_s", "close_wait_announced"}) {
    EXPECT_TRUE(fields.contains(name)) << name;
    EXPECT_EQ(fields[name], "") << name;
  }
  EXPECT_EQ(fields["ok"], "0");
}

TEST(SummaryCsv, QuotesText) {
  Summary summary = example_summary();
  summary.target.software = "a, \"b\"";
  EXPECT_THAT(lines_of(summary_csv(summary)).at(1), testing::StartsWith("\"a, \"\"b\"\"\",127.0"));
}

TEST(SummaryCsv, EscapesWhatIsNoText) {
  Summary summary = example_summary();
  summary.target.software = "Caf\xe9";
  EXPECT_EQ(fields_of(summary)["server_software"], "Caf\\xe9");
}

TEST(SummaryCsv, ColumnsHaveUniqueNames) {
  std::set<std::string> names;
  for (const SummaryColumn& column : summary_columns(example_summary())) {
    EXPECT_TRUE(names.insert(column.name).second) << column.name;
  }
}

TEST(SummaryCsv, ColumnsAreThoseInTheDocumentation) {
  std::vector<std::string> expected;
  for (const SummaryColumn& column : summary_columns(example_summary())) {
    expected.push_back("| `" + column.name + "` | " + column.meaning + " |");
  }
  EXPECT_THAT(tests::rows_of_page("CSV"), testing::ElementsAreArray(expected));
}

}  // namespace
}  // namespace tiga::loadgen::output
