// Every rule has a table that it finds something in, and one much like it in which it must not.
#include "audit/rules/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/reading/reader.hpp"
#include "audit/rules/rule_groups.hpp"
#include "tests/audit/rules/rule_examples.hpp"

namespace tiga::audit::rules {
namespace {

std::vector<Example> examples() {
  std::vector<Example> all = examples_of_counts();
  for (const auto& more : {examples_of_failures(), examples_of_rates(), examples_of_latencies(),
                           examples_of_flight(), examples_of_tables()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

// Rows in which the rule finds something, from 1; 0: the table as a whole.
std::set<std::size_t> found_rows(const std::string& text, const std::string& rule) {
  std::set<std::size_t> rows;
  const AuditedFile document = reading::read_tables("example", text);
  EXPECT_EQ(document.tables.size(), 1U) << text;
  for (const AuditedTable& table : document.tables) {
    if (table.tool == Tool::unknown) {  // ab's reports are given in part
      EXPECT_THAT(table.not_read, testing::IsEmpty()) << text;
    }
    EXPECT_THAT(table.not_used, testing::IsEmpty()) << text;
    for (const RuleFindings& findings : audit(table)) {
      if (findings.rule->name == rule) {
        for (const Finding& finding : findings.of_rows) {
          rows.insert(finding.row == Finding::whole_table ? 0 : finding.row + 1);
        }
      }
    }
  }
  return rows;
}

class RuleExamples : public testing::TestWithParam<Example> {};

TEST_P(RuleExamples, TriggerTheirRuleOnlyInTheExpectedRows) {
  EXPECT_EQ(found_rows(GetParam().fires, GetParam().rule), GetParam().rows) << GetParam().fires;
  EXPECT_THAT(found_rows(GetParam().spares, GetParam().rule), testing::IsEmpty())
      << GetParam().spares;
}

INSTANTIATE_TEST_SUITE_P(All, RuleExamples, testing::ValuesIn(examples()));

// Those on figures that only other tools' output has are in reply_rules_test.cpp.
const std::set<std::string> tested_elsewhere = {"more-answers-than-done",
                                                "read-errors-throughout",
                                                "share-differs",
                                                "bytes-each",
                                                "some-errors",
                                                "in-flight-differs"};

TEST(Rules, HaveAnExampleEach) {
  std::set<std::string> shown = tested_elsewhere;
  for (const Example& example : examples()) {
    shown.insert(example.rule);
  }
  for (const Rule& rule : all_rules()) {
    EXPECT_TRUE(shown.contains(std::string(rule.name))) << rule.name << " has no example";
  }
  EXPECT_EQ(shown.size(), all_rules().size()) << "names are unique, and none is made up";
}

TEST(Rules, AreOrderedWithinEachGroupAndHaveUniqueNames) {
  std::set<std::string_view> names;
  std::size_t grouped = 0;
  for (const auto group : {count_rules, failure_rules, reply_rules, rate_rules, latency_rules,
                           flight_rules, copied_rules, run_rules}) {
    grouped += group().size();
  }
  for (const Rule& rule : all_rules()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
  }
  EXPECT_EQ(names.size(), grouped);
}

TEST(Rules, AreOrderedWithErrorsFirst) {
  EXPECT_TRUE(std::ranges::is_sorted(all_rules(), {}, &Rule::severity));
}

// The figures of each finding of the rule.
std::vector<std::string> figures_in(const std::string& text, const std::string& rule) {
  std::vector<std::string> all;
  for (const AuditedTable& table : reading::read_tables("example", text).tables) {
    for (const RuleFindings& findings : audit(table)) {
      for (const Finding& finding : findings.of_rows) {
        if (findings.rule->name == rule) {
          all.push_back(finding.figures.in(suite::text::Language::english));
        }
      }
    }
  }
  return all;
}

TEST(Findings, CountInTheSignOfTheirTable) {
  EXPECT_THAT(figures_in("users;requests;error rate;rps\n10;1000;1,2333 %;400,5\n", "some-failed"),
              testing::ElementsAre("12,333 failed of 1000 requests: 1,23 %"));
}

TEST(Findings, HaveASingularForOneRequest) {
  EXPECT_THAT(figures_in(ab("Complete requests: 1\nRequests per second: 0.50 [#/sec] (mean)\n"),
                         "too-many-digits"),
              testing::ElementsAre(testing::HasSubstr("from 1 request: ")));
}

TEST(Failures, AreAShareOfAllRequests) {
  EXPECT_THAT(figures_in("c,requests,succeeded,error rate\n10,1000,500,50%\n", "some-failed"),
              testing::ElementsAre("500 failed of 1000 requests: 50 %"));
  EXPECT_THAT(figures_in("c,succeeded,error rate,rps\n10,980,2%,50\n", "some-failed"),
              testing::ElementsAre("20 failed of 1000 requests: 2 %"));
}

// Of the rows before and after the line.
TEST(LevelTwice, ComparesNoRowsAcrossALineThatWasLeftOut) {
  EXPECT_THAT(figures_in("Server   Concurrency   Requests/s\nnginx    10            1000\n"
                         "apache   10            900\nHTTP/2:\nnginx    10            2000\n"
                         "apache   10            1900\n",
                         "level-twice"),
              testing::IsEmpty());
  EXPECT_THAT(figures_in("name,c,requests,rps\na,50,1000,500\nHTTP/2,\na,50,1000,900\n"
                         "a,50,1000,700\n",
                         "level-twice"),
              testing::ElementsAre(testing::HasSubstr("900 in row 2")));
}

}  // namespace
}  // namespace tiga::audit::rules
