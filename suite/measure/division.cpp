#include "suite/measure/division.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "common/share.hpp"

namespace tiga::suite::measure {

std::vector<LoadOrder> divide(const LoadOrder& order, std::size_t generators) {
  const std::uint64_t parts =
      std::max<std::uint64_t>(std::min<std::uint64_t>(generators, order.concurrency), 1);
  std::vector<LoadOrder> orders;
  orders.reserve(parts);
  for (std::uint64_t part = 0; part < parts; ++part) {
    LoadOrder& own = orders.emplace_back(order);
    own.requests = common::share_of(order.requests, parts, part);
    own.concurrency = common::share_of(order.concurrency, parts, part);
    own.part = part;
    own.parts = parts;
    if (order.rate) {
      own.rate = *order.rate / static_cast<double>(parts);
      const std::chrono::duration<double> shift{static_cast<double>(part) / *order.rate};
      own.phase += std::chrono::duration_cast<common::Nanoseconds>(shift);
    }
  }
  return orders;
}

}  // namespace tiga::suite::measure
