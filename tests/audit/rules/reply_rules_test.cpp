// Rules on figures that ab does not have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "audit/evidence.hpp"
#include "audit/rules/rules.hpp"

namespace tiga::audit::rules {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

// A table of one row with plain figures.
AuditedTable table_of(Tool tool, const std::map<Field, double>& figures) {
  AuditedTable table;
  table.tool = tool;
  Row row;
  row.index = 1;
  for (const auto& [field, value] : figures) {
    Figure figure;
    figure.value = value;
    figure.text = std::to_string(value);
    const Dimension dimension = facts_of(field).dimension;
    figure.step = dimension == Dimension::count || dimension == Dimension::bytes ? 0 : 1e-6;
    row.figures.emplace(field, figure);
  }
  table.rows.push_back(row);
  return table;
}

std::set<std::string_view> rules_that_find(Tool tool, const std::map<Field, double>& figures) {
  std::set<std::string_view> names;
  for (const RuleFindings& findings : audit(table_of(tool, figures))) {
    names.insert(findings.rule->name);
  }
  return names;
}

TEST(MoreAnswersThanDone, CountsRepliesOfEachStatus) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::h2load, {{complete, 1200}, {status_2xx, 1201}}),
              Contains("more-answers-than-done"));
  EXPECT_THAT(
      rules_that_find(Tool::h2load, {{complete, 1200}, {status_2xx, 1000}, {status_5xx, 201}}),
      Contains("more-answers-than-done"));
  // Cut off: four heads came, but not the content.
  EXPECT_THAT(rules_that_find(Tool::h2load,
                              {{started, 19}, {complete, 15}, {failed, 185}, {status_2xx, 19}}),
              Not(Contains("more-answers-than-done")));
  EXPECT_THAT(rules_that_find(Tool::h2load, {{complete, 1200}, {ok, 1200}, {status_2xx, 1200}}),
              IsEmpty());
}

TEST(CountsDiffer, IfThePartsOfWhatIsDoneAreOthers) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::h2load, {{complete, 500}, {ok, 400}, {failed, 0}}),
              Contains("counts-differ"));
  EXPECT_THAT(rules_that_find(Tool::h2load, {{complete, 500}, {status_2xx, 400}}),
              Contains("counts-differ"));
  // Failed, but never done.
  EXPECT_THAT(
      rules_that_find(Tool::h2load, {{complete, 15}, {ok, 15}, {failed, 185}, {errored, 185}}),
      Not(Contains("counts-differ")));
}

TEST(ReadErrors, OfEachRequestLeaveNoReply) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::wrk, {{complete, 50640}, {read_errors, 50640}}),
              testing::ElementsAre("read-errors-throughout"));
  EXPECT_THAT(rules_that_find(Tool::wrk, {{complete, 50640}, {read_errors, 1}}),
              testing::ElementsAre("some-errors"));
  EXPECT_THAT(rules_that_find(Tool::wrk, {{complete, 50640}, {read_errors, 0}}), IsEmpty());
}

TEST(SomeErrors, AreTimeoutsAndBrokenConnections) {
  using enum Field;
  for (const Field field : {connect_errors, write_errors, timeouts, errored}) {
    EXPECT_THAT(rules_that_find(Tool::wrk, {{complete, 50640}, {field, 3}}),
                testing::ElementsAre("some-errors"))
        << facts_of(field).name;
  }
}

// The figures of the first finding of the rule; empty: it finds nothing.
std::string figures_of(Tool tool, std::string_view rule, const std::map<Field, double>& figures) {
  for (const RuleFindings& findings : audit(table_of(tool, figures))) {
    if (findings.rule->name == rule) {
      return findings.of_rows.at(0).figures.in(suite::text::Language::english);
    }
  }
  return "";
}

// A bound, so it is rounded up.
TEST(FewerInFlight, HasNoMoreDigitsThanALatency) {
  using enum Field;
  using testing::HasSubstr;
  EXPECT_THAT(figures_of(Tool::ab, "fewer-in-flight",
                         {{concurrency, 64}, {rate, 696.3}, {latency_mean, 0.009}}),
              HasSubstr(": 6.3 at a time at most"));
  EXPECT_THAT(figures_of(Tool::ab, "fewer-in-flight",
                         {{concurrency, 5000}, {rate, 9010}, {latency_mean, 0.137}}),
              HasSubstr(": 1300 at a time at most"));
}

TEST(SomeErrors, AreAShareOfAllRequestsAndCountOnce) {
  using enum Field;
  using testing::HasSubstr;
  EXPECT_THAT(figures_of(Tool::httperf, "some-errors",
                         {{complete, 980}, {errored, 20}, {connect_errors, 13}, {read_errors, 7}}),
              HasSubstr("(2 % of 1000 "));
  EXPECT_THAT(figures_of(Tool::autocannon, "some-errors",
                         {{complete, 900}, {errored, 100}, {timeouts, 60}}),
              HasSubstr("(10 % of 1000 "));
  EXPECT_THAT(
      figures_of(Tool::oha, "some-errors", {{complete, 900}, {errored, 100}, {abandoned, 10}}),
      HasSubstr("(10 % of 1000 "));
  const std::map<Field, double> lost = {{requests, 5000}, {complete, 4000}, {errored, 1000}};
  EXPECT_THAT(figures_of(Tool::bombardier, "some-errors", lost), HasSubstr("(20 % of 5000 "));
  EXPECT_EQ(figures_of(Tool::bombardier, "fewer-than-asked", lost), "");
  EXPECT_THAT(figures_of(Tool::jmeter, "some-errors", {{complete, 1000}, {errored, 100}}),
              HasSubstr("(10 % of 1000 "))
      << "a sample without a reply is a sample";
}

TEST(SomeErrors, AreNoMoreThanAllRequests) {
  using enum Field;
  EXPECT_THAT(figures_of(Tool::httperf, "some-errors",
                         {{started, 987}, {complete, 0}, {errored, 1000}, {timeouts, 1000}}),
              testing::HasSubstr("(100 % of 1000 "));
}

TEST(NoneSucceeded, IfTheToolCountsFailuresAsComplete) {
  using enum Field;
  for (const Tool tool : {Tool::jmeter, Tool::locust, Tool::k6}) {
    EXPECT_THAT(rules_that_find(tool, {{complete, 3595}, {failed, 3595}}),
                testing::ElementsAre("none-succeeded"));
    EXPECT_THAT(rules_that_find(tool, {{complete, 3595}, {failed, 3594}}),
                testing::ElementsAre("some-failed"));
  }
  EXPECT_THAT(rules_that_find(Tool::ab, {{complete, 40}, {failed, 40}}),
              testing::ElementsAre("all-failed"));
  EXPECT_THAT(rules_that_find(Tool::siege, {{complete, 40}, {failed, 40}}),
              testing::ElementsAre("some-failed"));
  EXPECT_THAT(
      rules_that_find(Tool::h2load, {{complete, 40}, {ok, 40}, {failed, 40}, {errored, 40}}),
      testing::UnorderedElementsAre("some-failed", "some-errors"));
}

TEST(NoneSucceeded, IfThereAreErrorsAndNoReply) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::wrk, {{complete, 0}, {bytes, 0}, {connect_errors, 10}}),
              Contains("none-succeeded"));
  EXPECT_THAT(rules_that_find(Tool::autocannon, {{started, 3000}, {bytes, 0}, {errored, 3000}}),
              Contains("none-succeeded"));
  EXPECT_THAT(rules_that_find(Tool::autocannon, {{started, 3000}, {bytes, 90}, {errored, 2999}}),
              Not(Contains("none-succeeded")));
  EXPECT_THAT(rules_that_find(Tool::wrk, {{complete, 1}, {bytes, 99}, {connect_errors, 10}}),
              Not(Contains("none-succeeded")));
}

TEST(NoneSucceeded, IsNotSaidOfRepliesWithoutContent) {
  using enum Field;
  for (const Tool tool : {Tool::oha, Tool::hey, Tool::vegeta}) {
    EXPECT_THAT(rules_that_find(tool, {{rate, 500}, {bytes, 0}, {ok_share, 1}}), IsEmpty());
    EXPECT_THAT(rules_that_find(tool, {{rate, 500}, {bytes, 0}}), IsEmpty());
    EXPECT_THAT(rules_that_find(tool, {{rate, 0}, {bytes, 0}}), Contains("none-succeeded"));
  }
  EXPECT_THAT(rules_that_find(Tool::autocannon, {{rate, 500}, {bytes, 0}}),
              Contains("none-succeeded"))
      << "it counts the heads of replies, too";
}

TEST(Percent, HasThreeDigits) {
  EXPECT_EQ(percent({}, 0.0125), "1.25 %");
  EXPECT_EQ(percent({}, 0.437), "43.7 %");
  EXPECT_EQ(percent({}, 0.37), "37 %");
  EXPECT_EQ(percent({}, 0.000123), "0.0123 %");
  EXPECT_EQ(percent({}, 0.9997), "99.97 %");
  EXPECT_EQ(percent({}, 1), "100 %");
  EXPECT_EQ(percent({}, 0), "0 %");
  EXPECT_EQ(percent({}, 0.0316, 2), "3.2 %");
  AuditedTable table;
  table.decimal_sign = ',';
  EXPECT_EQ(percent(table, 0.0125), "1,25 %");
}

TEST(Number, HasTheSignOfItsTableAndNoExponent) {
  AuditedTable table;
  EXPECT_EQ(number(table, 49.9974), "49.9974");
  EXPECT_EQ(number(table, 62'935'912.3), "62,935,900");
  EXPECT_EQ(number(table, 999'999.7), "1,000,000");
  EXPECT_EQ(number(table, 0.0000123456), "0.0000123456");
  EXPECT_EQ(number(table, 0), "0");
  table.decimal_sign = ',';
  EXPECT_EQ(number(table, 49.9974), "49,9974");
  EXPECT_EQ(number(table, 62'935'912.3), "62.935.900");
}

TEST(CountText, HasAllDigitsOfAWholeNumber) {
  AuditedTable table;
  EXPECT_EQ(count_text(table, 1'234'567), "1234567");
  EXPECT_EQ(count_text(table, 12.333333), "12.3333");
  table.decimal_sign = ',';
  EXPECT_EQ(count_text(table, 12.333333), "12,3333");
}

TEST(RateOfOha, CountsRequestsInFlightAtTheEnd) {
  using enum Field;
  const std::map<Field, double> figures = {
      {complete, 900}, {errored, 100}, {abandoned, 10}, {time_taken, 2}, {rate, 505}};
  EXPECT_EQ(figures_of(Tool::oha, "rate-times-time", figures), "");
  EXPECT_NE(figures_of(Tool::hey, "rate-times-time", figures), "");
}

TEST(Statuses, OtherThan2xxAreNamed) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::hey, {{complete, 100}, {status_4xx, 100}}),
              testing::ElementsAre("non-2xx-throughout"));
  EXPECT_THAT(rules_that_find(Tool::hey, {{complete, 100}, {status_2xx, 99}, {status_5xx, 1}}),
              testing::ElementsAre("some-non-2xx"));
  EXPECT_THAT(rules_that_find(Tool::hey, {{complete, 100}, {status_2xx, 100}}), IsEmpty());
}

TEST(ShareDiffers, UnlessItIsThatOfTheCounts) {
  using enum Field;
  EXPECT_THAT(
      rules_that_find(Tool::jmeter, {{complete, 2000}, {failed, 25}, {failed_share, 0.015}}),
      Contains("share-differs"));
  EXPECT_THAT(
      rules_that_find(Tool::jmeter, {{complete, 2000}, {failed, 25}, {failed_share, 0.0125}}),
      Not(Contains("share-differs")));
  EXPECT_THAT(rules_that_find(Tool::siege, {{complete, 990}, {failed, 10}, {ok_share, 0.99}}),
              Not(Contains("share-differs")));
  EXPECT_THAT(rules_that_find(Tool::siege, {{complete, 990}, {failed, 10}, {ok_share, 0.89}}),
              Contains("share-differs"));
  EXPECT_THAT(rules_that_find(Tool::k6, {{failed_share, 0.25}, {ok_share, 0.5}}),
              Contains("share-differs"));
}

TEST(SharesOfFailure, AreNeverSilence) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::jmeter, {{complete, 2000}, {failed_share, 0.0125}}),
              Contains("some-failed"));
  EXPECT_THAT(rules_that_find(Tool::siege, {{complete, 2000}, {ok_share, 0.98}}),
              Contains("some-failed"));
  EXPECT_THAT(rules_that_find(Tool::jmeter, {{complete, 2000}, {failed_share, 1}}),
              Contains("none-succeeded"));
}

TEST(BytesEach, TimesTheRequestsAreAllBytes) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::hey, {{complete, 100}, {bytes, 5000}, {bytes_each, 60}}),
              testing::ElementsAre("bytes-each"));
  EXPECT_THAT(rules_that_find(Tool::hey, {{complete, 100}, {bytes, 5000}, {bytes_each, 50}}),
              IsEmpty());
  EXPECT_THAT(rules_that_find(Tool::jmeter, {{rate, 100}, {transfer_rate, 5000}, {bytes_each, 60}}),
              Contains("bytes-each"));
}

TEST(InFlight, OfSiegeIsRateTimesLatency) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::siege, {{rate, 100}, {latency_mean, 0.05}, {in_flight, 6}}),
              Contains("in-flight-differs"));
  EXPECT_THAT(rules_that_find(Tool::siege, {{rate, 100}, {latency_mean, 0.05}, {in_flight, 5}}),
              Not(Contains("in-flight-differs")));
}

TEST(CutOff, SaysHowLongTheOldestHadWaited) {
  using enum Field;
  const AuditedTable table = table_of(
      Tool::loadgen, {{complete, 990}, {abandoned, 10}, {abandoned_wait, 2.5}, {latency_max, 0.3}});
  for (const RuleFindings& findings : audit(table)) {
    if (findings.rule->name == "cut-off") {
      EXPECT_THAT(findings.of_rows.at(0).figures.in(suite::text::Language::english),
                  testing::AllOf(testing::HasSubstr("2.5"), testing::HasSubstr("0.3")));
      return;
    }
  }
  ADD_FAILURE() << "cut-off found nothing";
}

TEST(CutOff, IsAPartOfAllThatOhaSent) {
  using enum Field;
  EXPECT_THAT(figures_of(Tool::oha, "cut-off", {{complete, 800}, {errored, 100}, {abandoned, 100}}),
              testing::AllOf(testing::HasSubstr("1000"), testing::HasSubstr("10 %")));
}

TEST(CutOff, IsWhatH2loadStartedAndDidNotFinish) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::h2load, {{started, 1210}, {complete, 1200}}),
              Contains("cut-off"));
  EXPECT_THAT(rules_that_find(Tool::h2load, {{started, 1200}, {complete, 1200}}), IsEmpty());
}

}  // namespace
}  // namespace tiga::audit::rules
