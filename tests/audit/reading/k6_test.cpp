// What k6 gives to handleSummary(), and its checks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/reading/reader.hpp"
#include "audit/rules/rules.hpp"

namespace tiga::audit::reading {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// As its documentation describes the object, after JSON.stringify().
const std::string& handle_summary() {
  static const std::string text =
      R"k6({"root_group":{"name":"","path":"","id":"d41d8","groups":[],"checks":[]},)k6"
      R"k6("options":{"summaryTrendStats":["avg","p(90)","p(95)"],"noColor":false},)k6"
      R"k6("state":{"isStdOutTTY":true,"isStdErrTTY":true,"testRunDurationMs":10110.215},)k6"
      R"k6("metrics":{"http_reqs":{"type":"counter","contains":"default",)k6"
      R"k6("values":{"count":996,"rate":98.51422546405792}},)k6"
      R"k6("http_req_duration":{"type":"trend","values":{"avg":4.1233,"min":1.3104,)k6"
      R"k6("med":3.8811,"max":31.4207,"p(90)":6.0203,"p(95)":7.4001},)k6"
      R"k6("thresholds":{"p(95)<500":{"ok":true}}},)k6"
      R"k6("http_req_failed":{"type":"rate","contains":"default","values":{"rate":)k6"
      R"k6(0.006024096385542169,"passes":6,"fails":990}},)k6"
      R"k6("data_received":{"type":"counter","contains":"data","values":{"count":2891388,)k6"
      R"k6("rate":285986.7965}},)k6"
      R"k6("vus_max":{"type":"gauge","contains":"default","values":{"value":10,"min":10,"max":10}}}})k6";
  return text;
}

std::vector<std::string> findings_in(const std::string& text) {
  std::vector<std::string> names;
  for (const AuditedTable& table : read_tables("summary.json", text).tables) {
    for (const rules::RuleFindings& findings : rules::audit(table)) {
      names.emplace_back(findings.rule->name);
    }
  }
  return names;
}

TEST(K6Summary, IsReadFromTheObjectOfHandleSummary) {
  const AuditedFile file = read_tables("summary.json", handle_summary());
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_EQ(file.tables[0].tool, Tool::k6);
  EXPECT_THAT(file.tables[0].not_read, IsEmpty());
  const Row& row = file.tables[0].rows.at(0);
  using enum Field;
  for (const auto& [field, value] :
       {std::pair(complete, 996.0), std::pair(failed, 6.0), std::pair(ok, 990.0),
        std::pair(failed_share, 0.006024096385542169), std::pair(rate, 98.51422546405792),
        std::pair(time_taken, 10.110215), std::pair(latency_mean, 4.1233e-3),
        std::pair(latency_min, 1.3104e-3), std::pair(latency_p50, 3.8811e-3),
        std::pair(latency_max, 31.4207e-3), std::pair(latency_p90, 6.0203e-3),
        std::pair(latency_p95, 7.4001e-3), std::pair(bytes, 2891388.0),
        std::pair(transfer_rate, 285986.7965), std::pair(concurrency, 10.0)}) {
    ASSERT_NE(row.find(field), nullptr) << facts_of(field).name;
    EXPECT_NEAR(row.figures.at(field).value, value, 1e-9 * value) << facts_of(field).name;
  }
  EXPECT_THAT(findings_in(handle_summary()), testing::Not(Contains("rate-times-time")));
  EXPECT_THAT(findings_in(handle_summary()), Contains("some-failed"));
}

TEST(K6Summary, OfHandleSummaryIsCheckedLikeAnyOther) {
  const auto changed = [](const std::string& from, const std::string& to) {
    std::string text = handle_summary();
    text.replace(text.find(from), from.size(), to);
    return findings_in(text);
  };
  EXPECT_THAT(changed("\"rate\":98.5", "\"rate\":118.5"), Contains("rate-times-time"));
  EXPECT_THAT(changed("0.0060", "0.0160"), Contains("share-differs"));
  EXPECT_THAT(changed("285986.7965", "385986.81"), Contains("transfer-times-time"));
}

TEST(K6Summary, NamesChecksThatFailed) {
  const AuditedFile file = read_tables(
      "x",
      "     checks.........................: 95.00% \xE2\x9C\x93 190 \xE2\x9C\x97 10\n"
      "     data_received..................: 2.9 MB 285 kB/s\n"
      "     http_req_failed................: 0.00%  \xE2\x9C\x93 0        \xE2\x9C\x97 200\n"
      "     http_reqs......................: 200    19.8/s\n\n"
      "9 errors in another text\n");
  ASSERT_EQ(file.tables.size(), 1U);
  EXPECT_THAT(file.tables[0].not_read, ElementsAre(HasSubstr("line 1: 'checks")));
}

}  // namespace
}  // namespace tiga::audit::reading
