#include "suite/plan/schedule.hpp"

#include <algorithm>
#include <numeric>

#include "stats/random.hpp"

namespace tiga::suite::plan {
namespace {

using Order = std::vector<std::size_t>;

// One order of the arms for each block: whole squares, each with its rows in random order.
std::vector<Order> orders_for(std::size_t arms, std::size_t blocks, stats::Random& random) {
  std::vector<Order> orders;
  while (orders.size() < blocks) {
    std::vector<Order> square = williams_square(arms);
    random.shuffle(square);
    orders.insert(orders.end(), square.begin(), square.end());
  }
  return orders;
}

// Places in Plan::levels() of one concurrency: its closed loop, then its loads in random order.
std::vector<std::size_t> levels_of_group(std::size_t group, std::size_t loads,
                                         stats::Random& random) {
  const std::size_t closed = group * (1 + loads);
  std::vector<std::size_t> open(loads);
  std::iota(open.begin(), open.end(), closed + 1);
  random.shuffle(open);
  std::vector<std::size_t> order(1 + loads, closed);
  std::ranges::copy(open, order.begin() + 1);
  return order;
}

}  // namespace

std::vector<std::vector<std::size_t>> williams_square(std::size_t arms) {
  Order first;  // 0, n-1, 1, n-2, …: each difference between neighbours occurs once
  for (std::size_t place = 0; place < arms; ++place) {
    first.push_back(place % 2 == 0 ? place / 2 : arms - 1 - place / 2);
  }
  std::vector<Order> square;
  for (std::size_t shift = 0; shift < arms; ++shift) {
    Order row = first;
    std::ranges::for_each(row, [&](std::size_t& arm) { arm = (arm + shift) % arms; });
    square.push_back(row);
    if (arms % 2 == 1 && arms > 1) {
      square.emplace_back(row.rbegin(), row.rend());
    }
  }
  return square;
}

std::uint32_t whole_squares(std::uint32_t blocks, std::size_t arms) {
  const auto square = static_cast<std::uint32_t>(williams_square(arms).size());
  return blocks == 1 ? 1 : (blocks + square - 1) / square * square;
}

std::vector<CellSpec> make_schedule(const Plan& plan, std::uint32_t seed) {
  stats::Random random(seed);
  const std::vector<std::string> arms = plan.measured_arms();
  const std::uint32_t blocks = whole_squares(plan.block_limit(), arms.size());
  const std::vector<Level> levels = plan.levels();
  std::vector<std::vector<Order>> orders;  // [level][block]
  for (std::size_t level = 0; level < levels.size(); ++level) {
    orders.push_back(orders_for(arms.size(), blocks, random));
  }
  std::vector<std::size_t> groups(plan.concurrencies.size());
  std::iota(groups.begin(), groups.end(), 0);
  std::vector<CellSpec> schedule;
  for (std::uint32_t block = 1; block <= blocks; ++block) {
    random.shuffle(groups);
    for (const std::size_t group : groups) {
      for (const std::size_t level : levels_of_group(group, plan.loads.size(), random)) {
        for (const std::size_t arm : orders[level][block - 1]) {
          schedule.push_back(
              {static_cast<std::uint32_t>(schedule.size() + 1), block, arms[arm], levels[level]});
        }
      }
    }
  }
  return schedule;
}

}  // namespace tiga::suite::plan
