#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "bench/latency_truth/study.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::bench {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using tests::Sending;
using tests::TruthCase;
using tests::TruthResult;

TruthResult example() {
  return {.percentiles = {{"p50", 1000, 1049}, {"p90", 2000, 1901}, {"p99", 100, 149}},
          .largest = {"max", 5000, 9000},
          .round_trip_us = 20};
}

TEST(Verdict, ListsPercentilesOutsideTheTolerance) {
  EXPECT_EQ(verdict_of(example()), "yes") << "the largest is not judged";
  TruthResult off = example();
  off.percentiles[0].measured_us = 1051;
  EXPECT_EQ(verdict_of(off), "no: p50");
  off.percentiles[2].measured_us = std::nullopt;
  EXPECT_EQ(verdict_of(off), "no: p50, p99");
}

TruthResult run_of(double p50_difference, double p99_difference) {
  return {.percentiles = {{"p50", 100, 100 + p50_difference},
                          {"p90", 200, 200},
                          {"p99", 300, 300 + p99_difference}},
          .largest = {"max", 400, 400}};
}

TEST(Typical, TakesTheRunOfMedianDifferenceForEachPercentile) {
  const TruthResult typical = typical_of({run_of(5, -900), run_of(70, 2), run_of(-3, 800)});
  EXPECT_DOUBLE_EQ(*typical.percentiles[0].measured_us, 105);
  EXPECT_DOUBLE_EQ(*typical.percentiles[1].measured_us, 200);
  EXPECT_DOUBLE_EQ(*typical.percentiles[2].measured_us, 302);
  EXPECT_EQ(verdict_of(typical_of({run_of(60, 0), run_of(70, 0), run_of(0, 0)})), "no: p50");
}

TEST(Table, HasARowForEachRun) {
  const TruthCase closed = {.delay = "1 ms", .concurrency = 4, .requests = 5000};
  const TruthCase open = {.delay = "50 us",
                          .sending = Sending::open_poisson,
                          .keep_alive = false,
                          .requests = 2000,
                          .rate = 500};
  TruthResult poor = example();
  poor.percentiles[2].measured_us = std::nullopt;
  const std::string table = table_of({{closed, example()}, {open, poor}});
  EXPECT_THAT(table, HasSubstr("| 1 ms | keep-alive | closed, 4 in flight | 5000 | 1000 / 1049 | "
                               "2000 / 1901 | 100 / 149 | 5000 / 9000 | yes |\n"));
  EXPECT_THAT(table, HasSubstr("| 50 us | one a request | open, Poisson, 500/s | 2000 |"));
  EXPECT_THAT(table, HasSubstr("| 100 / - | 5000 / 9000 | no: p99 |\n"));
}

TEST(WithTable, ReplacesTheTextBetweenTheMarkers) {
  const std::string page = "above\n<!-- latency table -->\nold\n<!-- end -->\nbelow\n";
  const std::string replaced = "above\n<!-- latency table -->\n\n| new |\n\n<!-- end -->\nbelow\n";
  EXPECT_EQ(with_table(page, "| new |\n"), replaced);
  EXPECT_EQ(with_table(replaced, "| new |\n"), replaced);
  EXPECT_THROW(with_table("no marks", "| new |\n"), common::CannotRun);
  EXPECT_THROW(with_table("<!-- end -->\n<!-- latency table -->\n", ""), common::CannotRun);
}

TEST(WithTable, FindsTheMarkersInThePage) {
  const std::string page = common::read_file(tests::source_folder() / "docs/latency.md");
  EXPECT_THAT(with_table(page, "| here |\n"), HasSubstr("| here |\n"));
}

TEST(StudyCases, CoverEveryAimOfTheStudy) {
  const auto cases = study_cases(true);
  const auto has = [&](Sending sending, bool keep_alive, common::Nanoseconds delay, bool stall) {
    return std::any_of(cases.begin(), cases.end(), [&](const TruthCase& each) {
      return each.sending == sending && each.keep_alive == keep_alive &&
             each.schedule.delays == std::vector<common::Nanoseconds>{delay} &&
             each.schedule.stall.has_value() == stall;
    });
  };
  for (const bool keep_alive : {true, false}) {
    for (const auto sending : {Sending::closed, Sending::open_constant}) {
      for (const common::Nanoseconds delay :
           {common::Nanoseconds(50us), common::Nanoseconds(200us), common::Nanoseconds(1ms),
            common::Nanoseconds(10ms), common::Nanoseconds(200ms)}) {
        EXPECT_TRUE(has(sending, keep_alive, delay, false)) << delay.count();
      }
      EXPECT_TRUE(has(sending, keep_alive, 1ms, true));
    }
    EXPECT_FALSE(has(Sending::open_poisson, keep_alive, 1ms, true));
  }
  for (const TruthCase& each : cases) {
    EXPECT_GE(each.requests, 100u) << "p99 needs them";
  }
  const auto closed = study_cases(false);
  EXPECT_TRUE(std::all_of(closed.begin(), closed.end(),
                          [](const TruthCase& each) { return each.sending == Sending::closed; }));
}

}  // namespace
}  // namespace tiga::bench
