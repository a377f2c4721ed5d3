#include "suite/study/variance.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <random>

#include "suite/study/variance_process.hpp"
#include "tests/suite/made_up_cells.hpp"

namespace tiga::suite::study {
namespace {

using analysis::Metric;
using records::VarianceRow;
using testing::HasSubstr;

constexpr VarianceDesign design{.blocks = 300, .processes = 2, .runs = 3};

constexpr double budget_s = 24.1;  // of a block's 0.6 s: 40 blocks

// Deviations of the logarithm of throughput.
struct Deviations {
  double block = 0;    // common to all arms
  double process = 0;  // of each process of its own
  double run = 0;
  double first_run = 0;  // by which the first run of a process differs
};

std::vector<VarianceRow> simulated(const plan::Plan& plan, const Deviations& deviations) {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  std::vector<VarianceRow> rows;
  std::map<std::uint64_t, double> blocks;
  for (const ProcessSpec& spec : variance_schedule(plan, design, 1)) {
    if (!blocks.contains(spec.block)) {
      blocks[spec.block] = deviations.block * normal(engine);
    }
    const double of_process = deviations.process * normal(engine);
    for (std::uint64_t run = 1; run <= design.runs; ++run) {
      const double log = std::log(10'000) + blocks[spec.block] + of_process +
                         deviations.run * normal(engine) + (run == 1 ? deviations.first_run : 0);
      rows.push_back({spec.block,
                      spec.concurrency,
                      spec.process,
                      spec.arm,
                      run,
                      std::exp(log),
                      50,
                      0.1,
                      0.5,
                      {}});
    }
  }
  return rows;
}

plan::Plan two_arms() { return tests::made_up_plan({"threaded", "async"}); }

TEST(Variance, OfARatioHasNoPartThatBothArmsShare) {
  const auto found = ratio_variances(
      two_arms(), simulated(two_arms(), {.block = 0.2, .process = 0.05, .run = 0.02}),
      Metric::throughput);
  ASSERT_EQ(found.size(), 3) << "two arms and a pair";
  EXPECT_EQ(found[0].baseline, "");
  EXPECT_NEAR(std::sqrt(found[0].components.between_blocks), 0.2, 0.02);
  EXPECT_NEAR(std::sqrt(found[0].components.between_processes), 0.05, 0.005);
  EXPECT_NEAR(std::sqrt(found[0].components.within_process), 0.02, 0.002);
  EXPECT_EQ(found[2].arm, "async");
  EXPECT_EQ(found[2].baseline, "threaded");
  EXPECT_LT(std::sqrt(found[2].components.between_blocks), 0.04) << "0, but for chance";
  EXPECT_NEAR(std::sqrt(found[2].components.between_processes), 0.05 * std::sqrt(2), 0.007);
  EXPECT_NEAR(std::sqrt(found[2].components.within_process), 0.02 * std::sqrt(2), 0.003);
}

TEST(Variance, IsOfBlocksWithoutAnInvalidProcess) {
  std::vector<VarianceRow> rows = simulated(two_arms(), {.run = 0.02});
  std::erase_if(rows, [](const VarianceRow& row) {
    return row.block == 7 && row.arm == "async" && row.process == 2;
  });
  rows.push_back({8, 50, 1, "other", 1, {}, {}, {}, {}, {"failed", "it was killed"}});
  const auto found = ratio_variances(two_arms(), rows, Metric::throughput);
  ASSERT_EQ(found.size(), 3);
  EXPECT_EQ(found[0].components.blocks, design.blocks);
  EXPECT_EQ(found[1].components.blocks, design.blocks - 1);
  EXPECT_EQ(found[2].components.blocks, design.blocks - 1);
  EXPECT_THAT(ratio_variances(two_arms(), {}, Metric::throughput), testing::IsEmpty());
}

TEST(Variance, TellsAFirstRunThatIsSlower) {
  const auto cold = first_over_later(simulated(two_arms(), {.run = 0.02, .first_run = -0.1}), 50);
  ASSERT_TRUE(cold);
  EXPECT_NEAR(cold->ratio, std::exp(-0.1), 0.005);
  EXPECT_FALSE(cold->interval_95.contains(1));
  const auto warm = first_over_later(simulated(two_arms(), {.run = 0.02}), 50);
  EXPECT_NEAR(warm->ratio, 1, 0.005);
  EXPECT_EQ(first_over_later({}, 50), std::nullopt);
}

const DesignForecast& of_design(const std::vector<DesignForecast>& all, std::size_t processes,
                                std::size_t runs) {
  return *std::ranges::find_if(all, [&](const DesignForecast& one) {
    return one.processes == processes && one.runs == runs;
  });
}

TEST(Variance, ForecastsThatMoreRunsPayOnlyIfRunsVary) {
  const auto forecast = [](const Deviations& deviations) {
    const auto rows = simulated(two_arms(), deviations);
    return forecasts(ratio_variances(two_arms(), rows, Metric::throughput), rows, budget_s);
  };
  const auto noisy_runs = forecast({.run = 0.1});
  // A process takes 0.2 s beside its runs of 0.1 s; a block has two of them.
  EXPECT_EQ(of_design(noisy_runs, 1, 1).blocks, 40);
  EXPECT_EQ(of_design(noisy_runs, 1, 4).blocks, 20);
  EXPECT_EQ(of_design(noisy_runs, 2, 1).blocks, 20);
  ASSERT_EQ(of_design(noisy_runs, 1, 4).half_widths.size(), 1);
  EXPECT_LT(of_design(noisy_runs, 1, 4).half_widths[0], of_design(noisy_runs, 1, 1).half_widths[0]);
  const auto noisy_processes = forecast({.process = 0.1});
  EXPECT_GT(of_design(noisy_processes, 1, 4).half_widths[0],
            of_design(noisy_processes, 1, 1).half_widths[0]);
  // Student's t of 39 degrees of freedom is 2.0227.
  EXPECT_NEAR(of_design(noisy_runs, 1, 1).half_widths[0],
              std::exp(2.0227 * 0.1 * std::sqrt(2) / std::sqrt(40)) - 1, 0.003);
}

TEST(Variance, HasAPageOfAnyRows) {
  const auto rows = simulated(two_arms(), {.block = 0.2, .process = 0.05, .run = 0.02});
  const std::string page = variance_page(two_arms(), rows, budget_s);
  EXPECT_THAT(page, HasSubstr("\n| async / threaded | 50 | 300 | "));
  EXPECT_THAT(page, HasSubstr("\n| 1 x 1 | 40 | ±"));
  EXPECT_THAT(page, HasSubstr("1 of 1 |"));
  EXPECT_THAT(variance_page(two_arms(), {}, budget_s),
              testing::StartsWith("Too few blocks: two are needed"));
}

TEST(VarianceSchedule, HasEveryArmOfAProcessDirectlyOneAfterTheOther) {
  plan::Plan plan = two_arms();
  plan.aa = "async";
  plan.concurrencies = {1, 50};
  plan.loads = {0.5};
  const auto schedule = variance_schedule(plan, {.blocks = 2, .processes = 2, .runs = 1}, 1);
  ASSERT_EQ(schedule.size(), 2 * 2 * 2 * 3) << "closed loops only";
  for (std::size_t at = 0; at < schedule.size(); at += 3) {
    std::vector<std::string> arms;
    for (std::size_t arm = at; arm < at + 3; ++arm) {
      EXPECT_EQ(schedule[arm].process, schedule[at].process);
      EXPECT_EQ(schedule[arm].concurrency, schedule[at].concurrency);
      EXPECT_EQ(schedule[arm].block, at / 12 + 1);
      arms.push_back(schedule[arm].arm);
    }
    EXPECT_THAT(arms, testing::UnorderedElementsAre("threaded", "async", "async-aa"));
  }
}

}  // namespace
}  // namespace tiga::suite::study
