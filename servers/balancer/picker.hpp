// Chooses the backend of a request. Pure: works on numbers, not on sockets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string_view>

namespace tiga::servers::balancer {

/// How a backend is chosen.
enum class Policy : std::uint8_t {
  round_robin,        ///< one after the other
  least_connections,  ///< fewest requests in flight; ties in turn
  two_choices,        ///< of two random backends the one with fewer in flight (Mitzenmacher 2001)
};

/// Its name on the command line and on the status page; empty if there is no such policy.
constexpr std::string_view name_of(Policy policy) {
  switch (policy) {
    case Policy::round_robin:
      return "round-robin";
    case Policy::least_connections:
      return "least-connections";
    case Policy::two_choices:
      return "two-choices";
  }
  return {};
}

/// How many values an enumeration has, each of which must have a name (name_of()).
template <typename Enumeration>
constexpr std::size_t count_of() {
  std::size_t count = 0;
  while (!name_of(static_cast<Enumeration>(count)).empty()) {
    ++count;
  }
  return count;
}

/// Whether a backend can be used.
enum class HealthState : std::uint8_t {
  up,
  ejected,  ///< several consecutive failures: used only if no other is up
  down,     ///< refuses connections or fails its checks: not used
};

/// Its name on the status page.
constexpr std::string_view name_of(HealthState state) {
  switch (state) {
    case HealthState::up:
      return "up";
    case HealthState::ejected:
      return "ejected";
    case HealthState::down:
      return "down";
  }
  return {};
}

/// What a policy chooses by.
struct Load {
  HealthState state = HealthState::up;
  std::uint32_t in_flight = 0;
};

/// Whether a backend is available.
enum class Availability : std::uint8_t {
  free,
  full,  ///< all usable backends have the maximum of requests in flight
  none,
};

struct Picked {
  Availability availability = Availability::none;
  std::size_t index = 0;  ///< if free
};

/// Picks among at most 64 backends; a set of them is a bit mask. Allocates nothing. Not
/// thread-safe.
class Picker {
 public:
  /// `most_in_flight`: limit for each backend; 0: no limit.
  Picker(Policy policy, std::uint32_t most_in_flight, std::uint32_t seed);

  /// The backend for a request, none of `excluded`.
  Picked pick(std::span<const Load> loads, std::uint64_t excluded);
  /// What pick() would report.
  Availability availability(std::span<const Load> loads, std::uint64_t excluded) const;

 private:
  struct Masks {
    std::uint64_t usable = 0;
    std::uint64_t free = 0;
  };
  Masks masks(std::span<const Load> loads, std::uint64_t excluded) const;
  std::size_t next_in_turn(std::uint64_t free);
  std::size_t least_loaded(std::span<const Load> loads, std::uint64_t free);
  std::size_t better_of_two(std::span<const Load> loads, std::uint64_t free);
  std::uint32_t random_below(std::uint32_t bound);

  Policy policy_;
  std::uint32_t most_in_flight_;
  std::size_t turn_ = 0;  // the first index to consider among equals
  std::minstd_rand random_;
};

}  // namespace tiga::servers::balancer
