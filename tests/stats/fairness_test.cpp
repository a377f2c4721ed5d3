#include "stats/fairness.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <vector>

namespace tiga::stats {
namespace {

using Shares = std::vector<double>;

TEST(JainIndex, MatchesExamplesComputedByHand) {
  EXPECT_DOUBLE_EQ(jain_index(Shares{5, 5, 5, 5}), 1);
  EXPECT_DOUBLE_EQ(jain_index(Shares{0, 7, 0, 0}), 0.25);
  EXPECT_DOUBLE_EQ(jain_index(Shares{1, 2, 3}), 36.0 / 42);
}

TEST(JainIndex, IsIndependentOfScale) {
  EXPECT_DOUBLE_EQ(jain_index(Shares{1e300, 2e300, 3e300}), 36.0 / 42);
  EXPECT_DOUBLE_EQ(jain_index(Shares{1e-300, 2e-300, 3e-300}), 36.0 / 42);
}

TEST(JainIndex, OfZeroSharesIsOne) {
  EXPECT_EQ(jain_index(Shares{}), 1);
  EXPECT_EQ(jain_index(Shares{0, 0}), 1);
}

TEST(JainIndex, RefusesInvalidShares) {
  EXPECT_THROW(jain_index(Shares{1, -1}), std::invalid_argument);
  EXPECT_THROW(jain_index(Shares{1, std::numeric_limits<double>::quiet_NaN()}),
               std::invalid_argument);
}

}  // namespace
}  // namespace tiga::stats
