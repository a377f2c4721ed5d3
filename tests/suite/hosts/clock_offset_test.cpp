#include "suite/hosts/clock_offset.hpp"

#include <gmock/gmock.h>

#include <random>
#include <vector>

namespace tiga::suite::hosts {
namespace {

using common::Nanoseconds;
using namespace std::chrono_literals;

// As it would be seen of a clock that is `ahead`, when the ways take so long.
ClockExchange exchange(Nanoseconds ahead, Nanoseconds asked, Nanoseconds there, Nanoseconds back) {
  return {asked, asked + there + ahead, asked + there + back};
}

TEST(ClockOffset, IsExactWhereBothWaysTakeTheSameTime) {
  const std::vector<ClockExchange> one{exchange(7s, 100s, 40us, 40us)};
  EXPECT_EQ(clock_offset(one).offset, 7s);
  EXPECT_EQ(clock_offset(one).bound, 40us);
}

TEST(ClockOffset, IsThatOfTheShortestRoundTrip) {
  const std::vector<ClockExchange> exchanges{exchange(-3s, 100s, 2ms, 9ms),
                                             exchange(-3s, 101s, 30us, 20us),
                                             exchange(-3s, 102s, 20us, 8ms)};
  const ClockEstimate found = clock_offset(exchanges);
  EXPECT_EQ(found.bound, 25us);
  EXPECT_EQ(found.offset, -3s + 5us);
}

TEST(ClockOffset, IsWithinItsBoundHoweverTheWaysDiffer) {
  std::mt19937_64 random(1989);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  for (int round = 0; round < 2000; ++round) {
    const Nanoseconds ahead(static_cast<std::int64_t>(random() % 2'000'000'000'000) -
                            1'000'000'000'000);
    std::vector<ClockExchange> exchanges;
    for (int number = 0; number < 32; ++number) {
      // One way may take no time at all and the other one all of it.
      const auto there = static_cast<std::int64_t>(random() % 100'000);
      const auto back = random() % 4 == 0 ? 0 : static_cast<std::int64_t>(random() % 3'000'000);
      exchanges.push_back(exchange(ahead, Nanoseconds(random() % 1'000'000'000), Nanoseconds(there),
                                   Nanoseconds(back)));
    }
    const ClockEstimate found = clock_offset(exchanges);
    EXPECT_LE(std::chrono::abs(found.offset - ahead), found.bound);
  }
}

}  // namespace
}  // namespace tiga::suite::hosts
