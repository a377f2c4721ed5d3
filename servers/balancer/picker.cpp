#include "servers/balancer/picker.hpp"

#include <bit>
#include <limits>

namespace tiga::servers::balancer {
namespace {

constexpr std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

std::size_t lowest(std::uint64_t set) { return static_cast<std::size_t>(std::countr_zero(set)); }

std::size_t nth(std::uint64_t set, std::uint32_t n) {
  for (; n > 0; --n) {
    set &= set - 1;
  }
  return lowest(set);
}

}  // namespace

Picker::Picker(Policy policy, std::uint32_t most_in_flight, std::uint32_t seed)
    : policy_(policy),
      most_in_flight_(most_in_flight > 0 ? most_in_flight
                                         : std::numeric_limits<std::uint32_t>::max()),
      random_(seed) {}

Picked Picker::pick(std::span<const Load> loads, std::uint64_t excluded) {
  const Masks found = masks(loads, excluded);
  if (found.free == 0) {
    return {found.usable == 0 ? Availability::none : Availability::full};
  }
  switch (policy_) {
    case Policy::round_robin:
      return {Availability::free, next_in_turn(found.free)};
    case Policy::least_connections:
      return {Availability::free, least_loaded(loads, found.free)};
    case Policy::two_choices:
      return {Availability::free, better_of_two(loads, found.free)};
  }
  return {};
}

Availability Picker::availability(std::span<const Load> loads, std::uint64_t excluded) const {
  const Masks found = masks(loads, excluded);
  if (found.free != 0) {
    return Availability::free;
  }
  return found.usable == 0 ? Availability::none : Availability::full;
}

Picker::Masks Picker::masks(std::span<const Load> loads, std::uint64_t excluded) const {
  std::uint64_t up = 0;
  std::uint64_t ejected = 0;
  std::uint64_t with_room = 0;
  for (std::size_t index = 0; index < loads.size(); ++index) {
    const Load& load = loads[index];
    up |= load.state == HealthState::up ? bit(index) : 0;
    ejected |= load.state == HealthState::ejected ? bit(index) : 0;
    with_room |= load.in_flight < most_in_flight_ ? bit(index) : 0;
  }
  const std::uint64_t usable = (up & ~excluded) != 0 ? up & ~excluded : ejected & ~excluded;
  return {usable, usable & with_room};
}

std::size_t Picker::next_in_turn(std::uint64_t free) {
  const std::uint64_t from_turn = turn_ < 64 ? free >> turn_ << turn_ : 0;
  const std::size_t index = lowest(from_turn != 0 ? from_turn : free);
  turn_ = index + 1;
  return index;
}

std::size_t Picker::least_loaded(std::span<const Load> loads, std::uint64_t free) {
  std::uint32_t fewest = std::numeric_limits<std::uint32_t>::max();
  std::uint64_t alike = 0;
  for (std::uint64_t left = free; left != 0; left &= left - 1) {
    const std::size_t index = lowest(left);
    const std::uint32_t in_flight = loads[index].in_flight;
    if (in_flight < fewest) {
      fewest = in_flight;
      alike = 0;
    }
    alike |= in_flight == fewest ? bit(index) : 0;
  }
  return next_in_turn(alike);
}

std::size_t Picker::better_of_two(std::span<const Load> loads, std::uint64_t free) {
  const auto count = static_cast<std::uint32_t>(std::popcount(free));
  if (count == 1) {
    return lowest(free);
  }
  const std::uint32_t one = random_below(count);
  const std::uint32_t drawn = random_below(count - 1);
  const std::size_t first = nth(free, one);
  const std::size_t second = nth(free, drawn < one ? drawn : drawn + 1);
  return loads[second].in_flight < loads[first].in_flight ? second : first;
}

std::uint32_t Picker::random_below(std::uint32_t bound) {
  return static_cast<std::uint32_t>(random_() % bound);
}

}  // namespace tiga::servers::balancer
