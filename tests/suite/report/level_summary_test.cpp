// The findings of a level, as values.
#include "suite/report/level_summary.hpp"

#include <gmock/gmock.h>

#include "tests/suite/report/three_arms.hpp"

namespace tiga::suite::report {
namespace {

using analysis::Bound;
using analysis::Metric;
using analysis::VerdictKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using tests::add;
using tests::made_up_arm;
using tests::saturate;
using tests::three_arms;
using tests::verdicts_of;

// The summary of the level at 50, or of another one.
LevelSummary summary_of(const records::RunData& run, const plan::Level& level = {50, {}}) {
  return summarize(run, verdicts_of(run), level);
}

// A pair, without its figures.
struct Seen {
  std::string arm;
  std::string baseline;
  Metric metric = Metric::throughput;
  VerdictKind kind = VerdictKind::better;
  Bound bound = Bound::none;
  bool limited = false;

  bool operator==(const Seen&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << seen.arm << '/' << seen.baseline << ' ' << to_string(seen.metric) << ' '
             << to_string(seen.kind) << ' ' << to_string(seen.bound) << ' ' << seen.limited;
}

std::vector<Seen> seen(const LevelSummary& summary) {
  std::vector<Seen> all;
  for (const analysis::Verdict& verdict : summary.pairs) {
    all.push_back({verdict.arm, verdict.baseline, verdict.metric, verdict.kind, verdict.bound,
                   verdict.limited});
  }
  return all;
}

double ratio_of(const analysis::Verdict& verdict) {
  return verdict.comparison ? verdict.comparison->ratio : 0;
}

std::vector<std::string> causes_of(const analysis::Verdict& verdict) {
  std::vector<std::string> causes;
  for (const text::LocalizedText& cause : verdict.causes) {
    causes.push_back(cause.in(text::Language::english));
  }
  return causes;
}

TEST(LevelSummary, ComparesTheBestArmWithEveryOtherArm) {
  const LevelSummary summary = summary_of(three_arms());
  ASSERT_THAT(seen(summary), ElementsAre(Seen{"async", "threaded"}, Seen{"async", "balanced"}));
  const analysis::Verdict& threaded = summary.pairs[0];
  EXPECT_NEAR(ratio_of(threaded), 1.6, 0.04);
  EXPECT_NEAR(threaded.comparison->interval_95.lower, 1.6, 0.05);
  EXPECT_NEAR(threaded.comparison->interval_95.upper, 1.6, 0.05);
  EXPECT_THAT(causes_of(threaded), ElementsAre("1.5 times the server CPU a request"));
  EXPECT_NEAR(ratio_of(summary.pairs[1]), 2, 0.05);
  EXPECT_THAT(causes_of(summary.pairs[1]),
              ElementsAre("each request is parsed twice and crosses loopback twice (2.1 times the "
                          "server CPU)"));
  ASSERT_TRUE(summary.copies);
  EXPECT_EQ(summary.copies->baseline, "async");
  EXPECT_NEAR(ratio_of(*summary.copies), 1, 0.02);
  EXPECT_THAT(summary.wide, IsEmpty());
}

TEST(LevelSummary, BoundsTheRatiosIfTheGeneratorWasTheLimitOfTheFastest) {
  records::RunData run = three_arms();
  saturate(run.cells, "async");
  EXPECT_THAT(
      seen(summary_of(run)),
      ElementsAre(
          Seen{"async", "threaded", Metric::throughput, VerdictKind::better, Bound::at_least},
          Seen{"async", "balanced", Metric::throughput, VerdictKind::better, Bound::at_least}));
}

TEST(LevelSummary, ComparesServerCpuIfTheGeneratorWasTheLimitOfBoth) {
  records::RunData run = three_arms();
  saturate(run.cells, "async");
  saturate(run.cells, "balanced");
  const LevelSummary summary = summary_of(run);
  ASSERT_THAT(seen(summary), ElementsAre(Seen{"async", "threaded", Metric::throughput,
                                              VerdictKind::better, Bound::at_least},
                                         Seen{"async", "balanced", Metric::throughput,
                                              VerdictKind::inconclusive, Bound::both, true},
                                         Seen{"async", "balanced", Metric::server_cpu}));
  EXPECT_EQ(summary.pairs[1].caveat.in(text::Language::english),
            "the generator was the limit of both");
  EXPECT_NEAR(1 / ratio_of(summary.pairs[2]), 2.1, 0.05);
  EXPECT_THAT(causes_of(summary.pairs[2]),
              ElementsAre("each request is parsed twice and crosses loopback twice"));
}

TEST(LevelSummary, RanksNoThroughputIfTheGeneratorWasTheLimitOfOnlyTheSlower) {
  records::RunData run = three_arms();
  saturate(run.cells, "threaded");
  const LevelSummary summary = summary_of(run);
  ASSERT_THAT(seen(summary), ElementsAre(Seen{"async", "threaded", Metric::throughput,
                                              VerdictKind::inconclusive, Bound::at_most, true},
                                         Seen{"async", "threaded", Metric::server_cpu},
                                         Seen{"async", "balanced"}));
  EXPECT_EQ(summary.pairs[0].caveat.in(text::Language::english),
            "the generator was the limit of threaded");
  EXPECT_NEAR(1 / ratio_of(summary.pairs[1]), 1.5, 0.05);
  EXPECT_NEAR(ratio_of(summary.pairs[2]), 2, 0.05);
}

TEST(LevelSummary, ReportsAnUnknownCpuUseOfTheGenerator) {
  records::RunData run = three_arms();
  EXPECT_FALSE(summary_of(run).limit_unknown);
  for (records::CellRow& cell : run.cells) {
    cell.generator_core_share.reset();
  }
  EXPECT_TRUE(summary_of(run).limit_unknown);
}

TEST(LevelSummary, DistinguishesEquivalentAndUndecidedArms) {
  records::RunData run = three_arms();
  run.manifest.plan.aa.reset();
  run.cells = made_up_arm("threaded", 12, 9900);
  add(run.cells, made_up_arm("async", 12, 10000));
  add(run.cells, made_up_arm("balanced", 12, 9500, 50, 0.4));
  const LevelSummary summary = summary_of(run);
  ASSERT_EQ(summary.pairs.size(), 2);
  for (const analysis::Verdict& verdict : summary.pairs) {
    const bool balanced = verdict.arm == "balanced" || verdict.baseline == "balanced";
    EXPECT_EQ(verdict.kind, balanced ? VerdictKind::inconclusive : VerdictKind::equivalent);
    EXPECT_GE(ratio_of(verdict), 1);
    EXPECT_LT(ratio_of(verdict), balanced ? 1.3 : 1.02);
    EXPECT_FALSE(verdict.limited);
  }
  EXPECT_THAT(summary.wide, ElementsAre("balanced/threaded", "balanced/async"));
  EXPECT_FALSE(summary.all_wide);
}

TEST(LevelSummary, HasTheReasonOfInvalidPairs) {
  records::RunData run = three_arms();
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async-aa") {
      *cell.ok_per_second *= 1.2;
    }
  }
  const LevelSummary summary = summary_of(run);
  ASSERT_EQ(summary.pairs.size(), 2);
  for (const analysis::Verdict& verdict : summary.pairs) {
    EXPECT_EQ(verdict.kind, VerdictKind::invalid);
    EXPECT_THAT(verdict.caveat.in(text::Language::english),
                StartsWith("the run tells async from its copy: throughput 1.2"));
  }
  ASSERT_TRUE(summary.copies);
  EXPECT_NEAR(ratio_of(*summary.copies), 1.2, 0.02);
}

// Includes pairs that no sentence mentions, and those that the generator limited.
TEST(LevelSummary, NamesEveryPairWithATooWideInterval) {
  records::RunData run = three_arms();
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "balanced") {
      *cell.ok_per_second *= tests::stray(cell.block, 0.4);
    }
  }
  EXPECT_THAT(summary_of(run).wide, ElementsAre("balanced/threaded", "balanced/async"));
  saturate(run.cells, "async");
  saturate(run.cells, "balanced");
  EXPECT_THAT(summary_of(run).wide, ElementsAre("balanced/threaded", "balanced/async"));
  EXPECT_FALSE(summary_of(run).all_wide);
  for (records::CellRow& cell : run.cells) {
    *cell.ok_per_second *= tests::stray(cell.block * (cell.arm.size() % 4 + 1), 0.4);
  }
  EXPECT_TRUE(summary_of(run).all_wide);
}

// The A/A pair of a run whose copy has that many valid blocks.
analysis::Verdict copies_with(std::uint64_t blocks) {
  records::RunData run = three_arms();
  std::erase_if(run.cells, [&](const records::CellRow& cell) {
    return blocks == 0 && cell.arm == "async-aa";
  });
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async-aa" && cell.block > blocks) {
      cell.valid = false;
      cell.reason = {"failed", "it died"};
    }
  }
  return summary_of(run).copies.value_or(analysis::Verdict{});
}

TEST(LevelSummary, HasTheReasonWhyCopiesWereNotChecked) {
  const auto why = [](std::uint64_t blocks) {
    return copies_with(blocks).caveat.in(text::Language::english);
  };
  EXPECT_EQ(why(0), "async-aa was not measured");
  EXPECT_THAT(why(1), StartsWith("one block"));
  EXPECT_THAT(why(5), StartsWith("5 valid blocks, 6 are needed"));
  EXPECT_EQ(why(6), "");
  EXPECT_TRUE(copies_with(6).comparison);
  records::RunData run = three_arms();
  for (records::CellRow& cell : run.cells) {
    cell.valid = cell.arm != "async-aa";
    cell.reason = cell.valid ? records::Reason() : records::Reason("failed", "it died");
  }
  EXPECT_EQ(summary_of(run).copies.value().caveat.in(text::Language::english),
            "no cell of async-aa is valid: it died (12 of 12)");
  run.manifest.plan.aa.reset();
  EXPECT_FALSE(summary_of(run).copies) << "the plan asks for none";
}

TEST(LevelSummary, CountsCellsWithoutASteadyState) {
  records::RunData run = three_arms();
  EXPECT_THAT(summary_of(run).unsteady, IsEmpty());
  run.cells[0].steady_state = false;
  run.cells[1].steady_state = true;
  const LevelSummary summary = summary_of(run);
  ASSERT_EQ(summary.unsteady.size(), 1);
  EXPECT_EQ(summary.unsteady[0].arm, "threaded");
  EXPECT_EQ(summary.unsteady[0].cells, 1);
  EXPECT_EQ(summary.unsteady[0].of, 12);
}

// threaded is ahead in the mean over its own blocks, and behind in those that both have.
TEST(LevelSummary, FollowsTheBlocksIfTheMeanDisagrees) {
  records::RunData run = three_arms();
  run.manifest.plan.arms = {"threaded", "async"};
  for (records::CellRow& cell : run.cells) {
    const bool shared = cell.block > 4;
    if (cell.arm == "threaded") {
      *cell.ok_per_second *= shared ? 0.5 : 100;
    }
    cell.valid = shared || cell.arm == "threaded";
  }
  const LevelSummary summary = summary_of(run);
  ASSERT_THAT(seen(summary), ElementsAre(Seen{"async", "threaded"}));
  EXPECT_NEAR(ratio_of(summary.pairs[0]), 3.2, 0.06);
}

// The same cells once more, in an open loop at 80 %.
records::RunData with_an_open_loop() {
  records::RunData run = three_arms();
  run.manifest.plan.loads = {0.8};
  for (records::CellRow cell : three_arms().cells) {
    cell.load = 0.8;
    cell.rate = cell.arm == "threaded" ? 8000 : 12800;
    run.cells.push_back(cell);
  }
  return run;
}

TEST(LevelSummary, ComparesLatencyInAnOpenLoop) {
  const LevelSummary summary = summary_of(with_an_open_loop(), {50, 0.8});
  ASSERT_THAT(seen(summary), ElementsAre(Seen{"async", "threaded", Metric::latency_p99},
                                         Seen{"async", "balanced", Metric::latency_p99}));
  EXPECT_NEAR(1 / ratio_of(summary.pairs[0]), 1.6, 0.04);
  EXPECT_NEAR(1 / ratio_of(summary.pairs[1]), 2, 0.05);
}

TEST(LevelSummary, HasTheRatesOfAnOpenLoop) {
  records::RunData run = with_an_open_loop();
  const auto rates = [&] {
    std::vector<std::tuple<std::string, double, bool>> all;
    for (const LevelSummary::Rate& rate : summary_of(run, {50, 0.8}).rates) {
      all.emplace_back(rate.arm, rate.per_second, rate.lower_bound);
    }
    return all;
  };
  using Rate = std::tuple<std::string, double, bool>;
  EXPECT_THAT(rates(), ElementsAre(Rate("threaded", 8000, false), Rate("async", 12800, false),
                                   Rate("balanced", 12800, false)));
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async" && !cell.load) {
      cell.generator_core_share = 0.97;
    }
  }
  EXPECT_THAT(rates(), ElementsAre(Rate("threaded", 8000, false), Rate("async", 12800, true),
                                   Rate("balanced", 12800, false)));
  EXPECT_THAT(summary_of(run).rates, IsEmpty()) << "a closed loop has none";
}

TEST(LevelSummary, HasTheMeanOfTheMiddleTwoOfAnEvenNumberOfRates) {
  records::RunData run = with_an_open_loop();
  std::erase_if(run.cells, [](const records::CellRow& cell) { return cell.block > 4; });
  for (records::CellRow& cell : run.cells) {
    cell.rate = static_cast<double>(cell.block) * 1000;
  }
  EXPECT_EQ(summary_of(run, {50, 0.8}).rates.at(1).per_second, 2500);
}

}  // namespace
}  // namespace tiga::suite::report
