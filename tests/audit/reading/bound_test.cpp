// Cells that give a bound: "<1%", "> 99 %". Only what no value within it fits is an error.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "audit/reading/reader.hpp"
#include "audit/reading/written.hpp"
#include "audit/rules/rules.hpp"
#include "tests/audit/reading/one_table.hpp"

namespace tiga::audit::reading {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// "rule: figures" of each finding.
std::vector<std::string> findings_of(const AuditedTable& table) {
  std::vector<std::string> all;
  for (const rules::RuleFindings& findings : rules::audit(table)) {
    for (const rules::Finding& finding : findings.of_rows) {
      all.push_back(std::string(findings.rule->name) + ": " +
                    finding.figures.in(suite::text::Language::english));
    }
  }
  return all;
}

TEST(Bound, IsReadWithTheSignBeforeTheNumber) {
  for (const char* text : {"<1", "< 1", "<=1", "\xE2\x89\xA4 1", "less than 1", "kurang dari 1"}) {
    const auto cell = written_cell(text, Dimension::share);
    ASSERT_TRUE(cell) << text;
    EXPECT_EQ(cell->bound, '<') << text;
    EXPECT_EQ(cell->number, "1") << text;
  }
  EXPECT_EQ(written_cell("> 99 %", Dimension::share)->bound, '>');
  EXPECT_EQ(written_cell("99 %", Dimension::share)->bound, '\0');
  EXPECT_EQ(written_cell("~1", Dimension::share)->bound, '\0');
}

TEST(Bound, OfAShareHasTheRangeUpToNothingOrTheWhole) {
  const AuditedTable table =
      only_table("c,requests,rps,failed,success rate\n10,1000,50,<1%,> 99 %\n");
  const Row& row = table.rows.at(0);
  EXPECT_THAT(table.not_read, IsEmpty());
  EXPECT_EQ(row.figures.at(Field::failed_share).shown(), "<1 %");
  EXPECT_NEAR(row.figures.at(Field::failed_share).range().low, 0, 1e-12);
  EXPECT_NEAR(row.figures.at(Field::failed_share).range().high, 0.01, 1e-12);
  EXPECT_NEAR(row.figures.at(Field::ok_share).range().low, 0.99, 1e-12);
  EXPECT_NEAR(row.figures.at(Field::ok_share).range().high, 1, 1e-12);
  EXPECT_NEAR(row.figures.at(Field::failed).range().high, 10, 1e-9) << "of 1000 requests";
  EXPECT_EQ(row.figures.at(Field::failed).shown(), "<1 %");
}

TEST(Bound, OfALatencyReachesToNothingOrToAnything) {
  const AuditedTable table = only_table("c,rps,p50 (ms),max latency (ms)\n10,500,< 2,>5000\n");
  const Row& row = table.rows.at(0);
  EXPECT_NEAR(row.figures.at(Field::latency_p50).range().high, 2e-3, 1e-12);
  EXPECT_EQ(row.figures.at(Field::latency_p50).range().low, 0);
  EXPECT_EQ(row.figures.at(Field::latency_max).range().low, 5);
  EXPECT_EQ(row.figures.at(Field::latency_max).range().high,
            std::numeric_limits<double>::infinity());
}

TEST(Bound, OfFailuresIsANoteAsItWasWritten) {
  EXPECT_THAT(findings_of(only_table("c,requests,rps,failed\n10,1000,50,<1%\n")),
              ElementsAre("some-failed: <1 % failed"));
  EXPECT_THAT(findings_of(only_table("c,requests,rps,failed\n10,1000,50,< 0.1 %\n")),
              ElementsAre("some-failed: <0.1 % failed"));
  EXPECT_THAT(findings_of(only_table("c,requests,rps,failed\n10,1000,50,less than 1 %\n")),
              ElementsAre("some-failed: less than 1 % failed"));
  EXPECT_THAT(findings_of(only_table("c,requests,rps,success rate\n10,1000,50,>99%\n")),
              ElementsAre("some-failed: >99 % succeeded"));
  EXPECT_THAT(findings_of(only_table("c,requests,rps,timeouts\n10,1000,50,<5\n")),
              ElementsAre("some-errors: timeout <5"));
  EXPECT_THAT(findings_of(only_table("c,complete,rps,non-2xx\n10,1000,50,<5\n")),
              ElementsAre("some-non-2xx: <5 non-2xx"));
}

TEST(Bound, IsNoReasonOfAnError) {
  for (const char* failed :
       {"<1%", "< 0.1 %", "<100%", ">1%", ">99%", "<5", "<2000", ">5", "<=0.5%", "less than 1 %"}) {
    for (const char* figures : {"1000,998,", "1000,1000,", "1000,1,", "1,1,"}) {
      const AuditedTable table = only_table(
          std::string("c,requests,complete,failed,p50 (ms),p99 (ms),mean latency (ms)\n10,") +
          figures + failed + ",<1,<5,<1\n");
      for (const std::string& finding : findings_of(table)) {
        EXPECT_THAT(finding, testing::AnyOf(HasSubstr("some-failed"), HasSubstr("fewer-than-asked"),
                                            HasSubstr("failed-above-complete")))
            << figures << failed;
      }
    }
  }
  // What was counted as well, and the longest latency as a guess of a lost SYN.
  EXPECT_THAT(
      findings_of(only_table("c,requests,ok,failed,max latency (ms)\n10,1000,999,<1%,<2000\n")),
      ElementsAre(HasSubstr("some-failed")));
}

TEST(Bound, UpToWhichAllMayHaveSucceededIsNoReasonOfAnError) {
  for (const char* failed : {"<1%", "< 0.1 %", "<5", "<=0.5%", "less than 1 %", "<2000", "<100%"}) {
    for (const char* all : {"requests", "attempted"}) {
      EXPECT_THAT(findings_of(only_table(std::string("c,") + all +
                                         ",succeeded,failed\n10,1000,1000," + failed + "\n")),
                  ElementsAre(HasSubstr("some-failed")))
          << all << failed;
    }
  }
  EXPECT_THAT(findings_of(only_table("c;requests;succeeded;error rate;time taken (s);rps\n"
                                     "10;1000;1000;<0,1 %;20,0;50\n")),
              ElementsAre("some-failed: <0,1 % failed"));
  EXPECT_THAT(findings_of(only_table("c,complete,failed,total transferred\n10,1000,<50%,8000\n")),
              ElementsAre(HasSubstr("some-failed")))
      << "16 bytes for each of the 500 that may have succeeded";
}

TEST(Bound, IsAReasonOfAnErrorIfNoValueFits) {
  for (const char* failed : {">5", ">1%", "more than 2 %"}) {
    EXPECT_THAT(findings_of(only_table(std::string("c,requests,succeeded,failed\n10,1000,1000,") +
                                       failed + "\n")),
                Contains(HasSubstr("counts-differ")))
        << failed;
  }
  EXPECT_THAT(findings_of(only_table("c,succeeded,failed,rps\n10,0,>5,50\n")),
              Contains("none-succeeded: 0 succeeded, >5 failed"));
  // From there on, not from a digit below.
  EXPECT_THAT(findings_of(only_table("c,rps,p99,max latency\n10,50,>5 s,4.5 s\n")),
              Contains(HasSubstr("percentiles-descend")));
  EXPECT_THAT(findings_of(only_table("c,rps,p99,max latency\n10,50,>5 s,5.0 s\n")),
              Not(Contains(HasSubstr("percentiles-descend"))));
}

TEST(Bound, GivesNoFigureThatNobodyWrote) {
  EXPECT_THAT(findings_of(only_table("c,requests,failed,success rate,rps\n10,1000,0,>99%,50\n")),
              IsEmpty());
  EXPECT_THAT(
      findings_of(only_table("c,succeeded,failed,timeouts,rps\n10,1000,<5,3,50\n20,0,<5,0,50\n")),
      ElementsAre("some-failed: <5 failed", "some-failed: <5 failed",
                  "some-errors: timeout 3 (0.3 % of 1000 requests)"));
}

TEST(Bound, OfAnyOtherFigureIsNamedAsNotRead) {
  const AuditedTable table = only_table("c,requests,rps\n10,>1000,500\n10,1000,500\n");
  EXPECT_THAT(table.not_read, ElementsAre("line 2: '>1000' is no requests asked for"));
}

}  // namespace
}  // namespace tiga::audit::reading
