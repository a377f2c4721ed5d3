// stats/ beside R, which shares no line with it.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "stats/bootstrap.hpp"
#include "stats/comparison.hpp"
#include "stats/paired.hpp"
#include "stats/permutation.hpp"
#include "stats/proportion.hpp"
#include "stats/quantile_interval.hpp"
#include "stats/variance.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using Values = std::vector<double>;

constexpr std::size_t draws = 49999;
constexpr stats::Levels levels = {0.90, 0.95, 0.99};

const Values skewed = {0.01, 0.02, 0.03, 0.05, 0.06, 0.08, 0.09, 0.12, 0.16, 0.21, 0.3, 0.44};
const Values two_sided = {-0.03, 0.05, 0.011, 0.04,  -0.02, 0.06, 0.05,
                          0.03,  0.02, -0.04, 0.071, 0.013, 0.02, 0.01};

bool has_r() {
  try {
    return common::run_command({.arguments = {"Rscript", "-e", "library(boot)"}}, 20s)
        .report.succeeded();
  } catch (const std::exception&) {
    return false;
  }
}

class Reference : public testing::Test {
 protected:
  void SetUp() override { TIGA_SKIP_UNLESS(has_r(), "R with boot (r-base-core, r-cran-boot)"); }

  static Values r(const std::string& what, const std::vector<Values>& series) {
    const auto script = source_folder() / "tests/stats/reference.R";
    std::vector<std::string> command = {"Rscript", "--vanilla", script.string(), what};
    for (const Values& values : series) {
      command.push_back(fmt::format("{}", fmt::join(values, ",")));
    }
    const auto result = common::run_command({.arguments = command}, 50s);
    EXPECT_TRUE(result.report.succeeded()) << result.error;
    std::istringstream lines(result.output);
    Values numbers;
    for (double number = 0; lines >> number;) {
      numbers.push_back(number);
    }
    return numbers;
  }
};

template <class Ours>
void expect_near(const Ours& ours, const Values& theirs, double relative) {
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    EXPECT_NEAR(ours[i], theirs[i], relative * std::abs(theirs[i])) << i;
  }
}

TEST_F(Reference, SignFlipMatchesR) {
  stats::Random random(1);
  for (const Values& values : {skewed, two_sided, Values{0.3, -0.1, 0.2, 0.2, -0.5}}) {
    expect_near(Values{stats::sign_flip_p(values, random, draws)}, r("sign-flip", {values}), 1e-9);
  }
}

TEST_F(Reference, RelabellingMatchesR) {
  const Values ours = {1.2, 1.5, 1.1, 1.9, 1.4};
  const Values theirs = {1.0, 1.3, 0.9, 1.15};
  stats::Random random(1);
  expect_near(Values{stats::relabelling_p(ours, theirs, random, draws)},
              r("relabelling", {ours, theirs}), 0.05);
}

TEST_F(Reference, HolmMatchesR) {
  const Values p_values = {0.04, 0.001, 0.3, 0.012, 0.012, 0.9, 0.0005, 0.2};
  expect_near(stats::holm(p_values), r("holm", {p_values}), 1e-9);
}

TEST_F(Reference, BootstrapMatchesR) {
  for (const Values& values : {skewed, two_sided}) {
    stats::Random random(1);
    expect_near(stats::bootstrap_reach(values, levels, random, draws), r("bootstrap", {values}),
                0.04);
  }
}

TEST_F(Reference, BootstrapOfTwoSeriesMatchesR) {
  stats::Random random(1);
  expect_near(stats::bootstrap_reach(two_sided, skewed, levels, random, draws),
              r("bootstrap-two", {two_sided, skewed}), 0.04);
}

TEST_F(Reference, TheIntervalOfAComparisonIsTheBootstrapReach) {
  const Values reach = r("bootstrap", {skewed});
  const stats::Mean mean = stats::mean_of(skewed);
  const stats::Comparison found = stats::compare_paired(skewed, 1, draws);
  const double error = mean.standard_error;
  EXPECT_NEAR(std::log(found.interval_90.upper), mean.value + reach[0] * error, 0.05 * error);
  EXPECT_NEAR(std::log(found.interval_95.lower), mean.value - reach[1] * error, 0.05 * error);
  EXPECT_NEAR(std::log(found.interval_99.upper), mean.value + reach[2] * error, 0.15 * error);
}

TEST_F(Reference, StudentsIntervalMatchesR) {
  Values numerators;
  for (const double value : two_sided) {
    numerators.push_back(std::exp(value));
  }
  const Values ones(numerators.size(), 1.0);
  for (const double level : levels) {
    const auto found = stats::paired_ratio(numerators, ones, level);
    expect_near(Values{std::log(found.lower), std::log(found.upper)}, r("t", {two_sided, {level}}),
                1e-9);
  }
}

TEST_F(Reference, QuantileRanksMatchR) {
  for (const Values& question : {Values{20, 0.5, 0.95}, Values{1000, 0.99, 0.95},
                                 Values{1000, 0.9, 0.99}, Values{120000, 0.999, 0.95}}) {
    const auto ranks =
        stats::quantile_ranks(static_cast<std::uint64_t>(question[0]), question[1], question[2]);
    ASSERT_TRUE(ranks);
    expect_near(Values{static_cast<double>(ranks->lower), static_cast<double>(ranks->upper)},
                r("quantile-ranks", {question}), 0);
  }
}

TEST_F(Reference, ProportionsMatchR) {
  for (const Values& question : {Values{2, 60, 0.95}, Values{0, 10, 0.95}, Values{11, 11, 0.9}}) {
    const stats::Proportion found =
        stats::proportion(static_cast<std::uint64_t>(question[0]),
                          static_cast<std::uint64_t>(question[1]), question[2]);
    expect_near(Values{found.lower, found.upper}, r("proportion", {question}), 1e-9);
  }
}

TEST_F(Reference, VarianceComponentsMatchR) {
  const Values values = {1.0, 1.2, 0.9, 1.6, 1.5, 1.9, 3.1, 3.3, 3.0, 2.2, 2.1, 2.9};
  stats::NestedValues nested(2, std::vector<Values>(2, Values(3)));
  for (std::size_t at = 0; at < values.size(); ++at) {
    nested[at / 6][at / 3 % 2][at % 3] = values[at];
  }
  const stats::VarianceComponents found = stats::variance_components(nested);
  expect_near(Values{found.between_blocks, found.between_processes, found.within_process},
              r("nested", {values, {2, 2, 3}}), 1e-9);
}

}  // namespace
}  // namespace tiga::tests
