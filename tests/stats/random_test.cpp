#include "stats/random.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <map>
#include <vector>

namespace tiga::stats {
namespace {

TEST(Random, EqualsTheEngineOfTheStandard) {
  // [rand.predef]: what the 10,000th call of mt19937_64 with the seed 5489 gives.
  Random random(5489);
  for (int call = 1; call < 10000; ++call) {
    random.bits();
  }
  EXPECT_EQ(random.bits(), 9981545732273789042ULL);
}

TEST(Random, BelowReturnsTheRemainder) {
  Random values(3);
  Random bits(3);
  for (const std::uint64_t bound : {1ULL, 2ULL, 7ULL, 20ULL, 1ULL << 40}) {
    EXPECT_EQ(values.below(bound), bits.bits() % bound);
  }
}

TEST(Random, BelowRejectsTheIncompleteRange) {
  // Of 2^64 values only the first 2^63 + 1 are used.
  const std::uint64_t bound = (1ULL << 63) + 1;
  Random values(3);
  Random bits(3);
  for (int round = 0; round < 20; ++round) {
    std::uint64_t expected = bits.bits();
    while (expected >= bound) {
      expected = bits.bits();
    }
    EXPECT_EQ(values.below(bound), expected);
  }
}

TEST(Random, ShufflesToEachOrderEquallyOften) {
  Random random(1);
  std::map<std::vector<int>, int> orders;
  for (int round = 0; round < 6000; ++round) {
    std::vector<int> values = {1, 2, 3};
    random.shuffle(values);
    ++orders[values];
  }
  EXPECT_EQ(orders.size(), 6u);
  for (const auto& [order, count] : orders) {
    EXPECT_NEAR(count, 1000, 150) << testing::PrintToString(order);
  }
}

}  // namespace
}  // namespace tiga::stats
