#include "loadgen/summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/text.hpp"
#include "tests/loadgen/page_table.hpp"
#include "tests/loadgen/summary_example.hpp"

namespace tiga::loadgen {
namespace {

TEST(Summary, SurvivesAJsonRoundTrip) {
  const Summary summary = example_summary();
  const std::string json = to_json(summary);
  const Summary read = summary_from_json(json);
  EXPECT_EQ(to_json(read), json);
  EXPECT_EQ(read.outcomes, summary.outcomes);
  EXPECT_EQ(read.target.host, "127.0.0.1");
  EXPECT_EQ(read.latency_us.p99, 9900);
  EXPECT_EQ(read.latency_us.p99_9, std::nullopt);
  ASSERT_EQ(read.examples.size(), 1u);
  EXPECT_EQ(read.examples[0].first_bytes, summary.examples[0].first_bytes);
  EXPECT_EQ(read.verdict, Verdict::server_measured);
  EXPECT_EQ(read.latency_bins.size(), 2u);
  EXPECT_EQ(read.connect_bins.at(0).count, 12u);
  EXPECT_EQ(read.first_byte_bins.at(1).upper_ns, 71'168u);
  EXPECT_EQ(read.open_loop->delay_bins.at(0).lower_ns, 1000u);
  EXPECT_EQ(read.started_monotonic_ns, 1'234'567'890'123'456);
  ASSERT_TRUE(read.start_at);
  EXPECT_EQ(read.start_at->asked_ns, 1'234'567'890'000'000);
  EXPECT_EQ(read.start_at->late_us, 123.5);
  EXPECT_EQ(read.ab.html_bytes, 4985u);
  EXPECT_EQ(read.interim_replies, 21u);
  ASSERT_TRUE(read.unfinished);
  EXPECT_EQ(read.unfinished->oldest_s, 0.004);
  ASSERT_TRUE(read.close_wait);
  EXPECT_EQ(read.close_wait->wait_p50_us, 200'000);
  EXPECT_EQ(read.close_wait->wait_bins.at(0).lower_ns, 9u);
}

/// A result is never lost to its rendering.
TEST(Summary, IsJsonWhateverTheBytes) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) {
    every_byte += static_cast<char>(byte);
  }
  Summary summary = example_summary();
  summary.target = {every_byte, every_byte, 80, every_byte, 5, false};
  summary.examples.at(0).detail = every_byte;
  summary.examples.at(0).first_bytes = every_byte;
  summary.examples.at(0).peer = every_byte;
  summary.generator.engine = every_byte;
  summary.background_clients->slow_path = every_byte;
  const Summary read = summary_from_json(to_json(summary));
  EXPECT_EQ(read.target.software, common::printable(every_byte));
  EXPECT_EQ(read.target.path, common::printable(every_byte));
  EXPECT_EQ(read.examples.at(0).detail, common::printable(every_byte));
  EXPECT_EQ(read.examples.at(0).first_bytes, every_byte) << "which keep their bytes";
  EXPECT_EQ(read.ok(), 996u);
}

TEST(Summary, HasSucceededUnlessRequestsFailedOrHung) {
  Summary summary;
  summary.outcomes[Outcome::ok] = 10;
  summary.outcomes[Outcome::abandoned] = 2;
  summary.unfinished = UnfinishedFacts{2, 0.001, 0.02};
  EXPECT_TRUE(summary.succeeded());
  summary.unfinished->time_share = 0.51;
  EXPECT_FALSE(summary.succeeded());
  summary.unfinished.reset();
  summary.outcomes[Outcome::reset] = 1;
  EXPECT_FALSE(summary.succeeded());
  summary.outcomes[Outcome::reset] = 0;
  summary.interrupted = true;
  EXPECT_FALSE(summary.succeeded());
}

/// Names of the outermost object, by their indentation.
std::vector<std::string> top_level_names(const std::string& json) {
  std::istringstream lines(json);
  std::vector<std::string> names;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  \"")) {
      names.push_back(line.substr(3, line.find('"', 3) - 3));
    }
  }
  return names;
}

TEST(Summary, JsonFieldsAreThoseInTheDocumentation) {
  std::vector<std::string> of_page;
  for (const std::string& row : tests::rows_of_page("JSON")) {
    for (const std::string& name : tests::names_in_first_cell(row)) {
      of_page.push_back(name);
    }
  }
  EXPECT_THAT(of_page, testing::ElementsAreArray(top_level_names(to_json(example_summary()))));
}

TEST(Summary, JsonHasItsRequiredFields) {
  const std::string json = to_json(example_summary());
  for (const std::string field : {"\"attempted\": 1000",
                                  "\"ok\": 996",
                                  "\"failures\": {",
                                  "\"wrong_status\": 3",
                                  "\"wrong_length\": 0",
                                  "\"wrong_content\": 0",
                                  "\"empty_reply\": 0",
                                  "\"truncated\": 0",
                                  "\"malformed\": 0",
                                  "\"refused\": 0",
                                  "\"reset\": 0",
                                  "\"timed_out\": 0",
                                  "\"no_local_port\": 0",
                                  "\"abandoned\": 1",
                                  "\"not_started\": 24",
                                  "\"octets_received\": 102400",
                                  "\"elapsed_s\": 0.5",
                                  "\"requests_per_second\": 1998.0",
                                  "\"ok_per_second\": 1992.0",
                                  "\"latency_us\": {",
                                  "\"p99_9\": null",
                                  "\"connections_opened\": 12",
                                  "\"mean_in_flight\": 9.5",
                                  "\"cpu_s\": 0.125",
                                  "\"core_share\": 0.25",
                                  "\"engine\": \"epoll\"",
                                  "\"verdict\": \"server_measured\""}) {
    EXPECT_NE(json.find(field), std::string::npos) << field;
  }
}

TEST(Summary, RatesEqualThoseOfAb) {
  const Summary summary = example_summary();
  EXPECT_DOUBLE_EQ(summary.requests_per_second(), 1998);
  EXPECT_DOUBLE_EQ(summary.ok_per_second(), 1992);
  EXPECT_DOUBLE_EQ(*summary.time_per_request_ms(), 500.0 / 999);
  EXPECT_DOUBLE_EQ(summary.transfer_rate_kbytes_per_s(), 200);
  EXPECT_NEAR(*summary.littles_law_ratio(), 1992 * 0.0047685 / 9.5, 1e-12);
  EXPECT_EQ(summary.failed(), 3u) << "what was abandoned at the end has not failed";
}

TEST(Summary, HasNoRateIfNothingWasMeasured) {
  const Summary nothing;
  EXPECT_EQ(nothing.requests_per_second(), 0);
  EXPECT_EQ(nothing.time_per_request_ms(), std::nullopt);
  EXPECT_EQ(nothing.littles_law_ratio(), std::nullopt);
  EXPECT_EQ(to_json(summary_from_json(to_json(nothing))), to_json(nothing));
}

TEST(Summary, RefusesTextThatIsNotItsJson) {
  for (const std::string text : {"", "{", "{}", "[]", "{\"attempted\": 1}"}) {
    EXPECT_THROW(summary_from_json(text), common::CannotRun) << text;
  }
}

TEST(Summary, RefusesJsonWithAnUnknownVerdictOrKindOfFailure) {
  for (const std::string known : {"\"server_measured\"", "\"kind\": \"wrong_status\""}) {
    std::string json = to_json(example_summary());
    json.replace(json.find(known), known.size(), known.substr(0, known.size() - 1) + "_or_so\"");
    EXPECT_THROW(summary_from_json(json), common::CannotRun) << known;
  }
}

TEST(Summary, NamesAJsonFieldThatIsMissingOrOfAnotherType) {
  const std::string json = to_json(example_summary());
  const auto error_of = [](const std::string& text) -> std::string {
    try {
      summary_from_json(text);
      return "no error";
    } catch (const common::CannotRun& error) {
      return error.what();
    }
  };
  std::string missing = json;
  missing.replace(missing.find("\"slow_rate\""), 11, "\"slow_rats\"");
  EXPECT_THAT(error_of(missing), testing::HasSubstr("key 'slow_rate' not found"));
  std::string text = json;
  text.replace(text.find("\"attempted\": 1000"), 17, "\"attempted\": \"x\"");
  EXPECT_THAT(error_of(text), testing::HasSubstr("type must be number, but is string"));
}

}  // namespace
}  // namespace tiga::loadgen
