// One load shared by several generators.
#include "suite/measure/division.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <set>
#include <vector>

#include "common/share.hpp"

namespace tiga::suite::measure {
namespace {

using Counts = std::vector<std::uint64_t>;

LoadOrder order_of(std::uint64_t concurrency, std::uint64_t requests) {
  LoadOrder order;
  order.url = "http://127.0.0.1:8080/";
  order.requests = requests;
  order.concurrency = concurrency;
  order.time_limit_s = 7;
  return order;
}

TEST(Division, SharesAllRequestsAndConnectionsAsEvenlyAsPossible) {
  for (const std::uint64_t concurrency : Counts{1, 2, 3, 5, 10, 50, 99, 1000, 10'001}) {
    for (const std::uint64_t more : Counts{0, 1, 2, 3, 17, 100, 12'345}) {
      for (const std::uint64_t generators : Counts{1, 2, 3, 4, 7, 16, 1000}) {
        const std::uint64_t requests = concurrency + more;
        const auto parts = divide(order_of(concurrency, requests), generators);
        ASSERT_EQ(parts.size(), std::min<std::uint64_t>(generators, concurrency));
        std::uint64_t all_requests = 0;
        std::uint64_t all_connections = 0;
        for (const LoadOrder& part : parts) {
          EXPECT_GE(part.requests, part.concurrency);
          EXPECT_GE(part.concurrency, 1u);
          EXPECT_LE(parts.front().concurrency - part.concurrency, 1u);
          EXPECT_LE(parts.front().requests - part.requests, 1u);
          all_requests += part.requests;
          all_connections += part.concurrency;
        }
        EXPECT_EQ(all_requests, requests);
        EXPECT_EQ(all_connections, concurrency);
      }
    }
  }
}

TEST(Division, KeepsWhatIsTheSameForAllParts) {
  LoadOrder order = order_of(10, 100);
  order.start_at = common::Nanoseconds(123);
  const auto parts = divide(order, 3);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    EXPECT_EQ(parts[part].url, order.url);
    EXPECT_EQ(parts[part].time_limit_s, 7u);
    EXPECT_EQ(parts[part].start_at, order.start_at);
    EXPECT_EQ(parts[part].rate, std::nullopt);
    EXPECT_EQ(parts[part].phase, common::Nanoseconds::zero());
    EXPECT_EQ(parts[part].part, part);
    EXPECT_EQ(parts[part].parts, 3u);
  }
}

TEST(Division, OfOnePartIsTheOrder) {
  LoadOrder order = order_of(10, 100);
  order.rate = 1234.5;
  for (const std::uint64_t generators : Counts{0, 1}) {
    const auto parts = divide(order, generators);
    ASSERT_EQ(parts.size(), 1u);
    EXPECT_EQ(parts[0].requests, 100u);
    EXPECT_EQ(parts[0].concurrency, 10u);
    EXPECT_EQ(parts[0].rate, 1234.5);
    EXPECT_EQ(parts[0].phase, common::Nanoseconds::zero());
    EXPECT_EQ(parts[0].parts, 1u);
  }
}

/// The arrivals of all parts are those of the whole, each once.
TEST(Division, ConstantArrivalsOfAllPartsAreEquallySpaced) {
  LoadOrder order = order_of(16, 10'000);
  order.rate = 3000;
  const auto parts = divide(order, 7);
  std::vector<double> due_s;
  for (const LoadOrder& part : parts) {
    EXPECT_DOUBLE_EQ(part.rate.value(), 3000.0 / 7);
    for (std::uint64_t number = 0; number < part.requests; ++number) {
      due_s.push_back(std::chrono::duration<double>(part.phase).count() +
                      static_cast<double>(number) / *part.rate);
    }
  }
  std::ranges::sort(due_s);
  ASSERT_EQ(due_s.size(), 10'000u);
  for (std::size_t number = 0; number < due_s.size(); ++number) {
    EXPECT_NEAR(due_s[number], static_cast<double>(number) / 3000, 1e-8);
  }
}

TEST(Share, AddsToTheWholeAndDiffersByOneAtMost) {
  for (const std::uint64_t whole : Counts{0, 1, 2, 5, 256, 1001}) {
    for (const std::uint64_t parts : Counts{1, 2, 3, 8}) {
      std::uint64_t sum = 0;
      std::set<std::uint64_t> sizes;
      for (std::uint64_t part = 0; part < parts; ++part) {
        sum += common::share_of(whole, parts, part);
        sizes.insert(common::share_of(whole, parts, part));
      }
      EXPECT_EQ(sum, whole);
      EXPECT_LE(*sizes.rbegin() - *sizes.begin(), 1u);
    }
  }
}

}  // namespace
}  // namespace tiga::suite::measure
