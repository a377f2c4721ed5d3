#include "stats/variance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tiga::stats {
namespace {

TEST(VarianceComponents, OfAnExampleThatIsComputedByHand) {
  // Means of processes 2, 4 and 10, 8; of blocks 3 and 9. Mean squares: within 2, processes 2 x 2,
  // blocks 4 x 18.
  const VarianceComponents found = variance_components({{{1, 3}, {3, 5}}, {{9, 11}, {7, 9}}});
  EXPECT_DOUBLE_EQ(found.within_process, 2);
  EXPECT_DOUBLE_EQ(found.between_processes, (4 - 2) / 2.);
  EXPECT_DOUBLE_EQ(found.between_blocks, (72 - 4) / 4.);
  EXPECT_DOUBLE_EQ(found.total(), 20);
  EXPECT_EQ(found.blocks, 2);
  EXPECT_EQ(found.processes, 2);
  EXPECT_EQ(found.runs, 2);
}

TEST(VarianceComponents, TellWhatMoreProcessesOrRunsOfABlockWouldGive) {
  const VarianceComponents found{.between_blocks = 4, .between_processes = 6, .within_process = 12};
  EXPECT_DOUBLE_EQ(found.of_block_mean(1, 1), 22);
  EXPECT_DOUBLE_EQ(found.of_block_mean(1, 4), 4 + 6 + 3);
  EXPECT_DOUBLE_EQ(found.of_block_mean(2, 2), 4 + 3 + 3);
}

TEST(VarianceComponents, AreNeverNegative) {
  const VarianceComponents found = variance_components({{{0, 4}, {0, 4}}, {{0, 4}, {0, 4}}});
  EXPECT_DOUBLE_EQ(found.within_process, 8);
  EXPECT_DOUBLE_EQ(found.between_processes, 0);
  EXPECT_DOUBLE_EQ(found.between_blocks, 0);
}

TEST(VarianceComponents, AreFoundInSimulatedValues) {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  NestedValues values(400);
  for (auto& block : values) {
    const double of_block = 3 * normal(engine);
    for (int process = 0; process < 3; ++process) {
      const double of_process = 2 * normal(engine);
      block.emplace_back();
      for (int run = 0; run < 4; ++run) {
        block.back().push_back(of_block + of_process + normal(engine));
      }
    }
  }
  const VarianceComponents found = variance_components(values);
  EXPECT_NEAR(found.between_blocks, 9, 2);
  EXPECT_NEAR(found.between_processes, 4, 0.8);
  EXPECT_NEAR(found.within_process, 1, 0.1);
}

TEST(VarianceComponents, RefuseADesignThatIsNotBalanced) {
  EXPECT_THROW(variance_components({}), std::invalid_argument);
  EXPECT_THROW(variance_components({{{1, 2}, {1, 2}}}), std::invalid_argument);
  EXPECT_THROW(variance_components({{{1, 2}}, {{1, 2}}}), std::invalid_argument);
  EXPECT_THROW(variance_components({{{1}, {2}}, {{1}, {2}}}), std::invalid_argument);
  EXPECT_THROW(variance_components({{{1, 2}, {1, 2}}, {{1, 2}, {1}}}), std::invalid_argument);
}

}  // namespace
}  // namespace tiga::stats
