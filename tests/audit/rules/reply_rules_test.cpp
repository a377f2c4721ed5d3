// Rules on figures that ab does not have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

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

TEST(CutOff, IsWhatH2loadStartedAndDidNotFinish) {
  using enum Field;
  EXPECT_THAT(rules_that_find(Tool::h2load, {{started, 1210}, {complete, 1200}}),
              Contains("cut-off"));
  EXPECT_THAT(rules_that_find(Tool::h2load, {{started, 1200}, {complete, 1200}}), IsEmpty());
}

}  // namespace
}  // namespace tiga::audit::rules
