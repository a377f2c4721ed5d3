// Which backend a request goes to. Pure: it knows numbers, not sockets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace tiga::servers::balancer {

/// How one of several backends is chosen.
enum class Policy : std::uint8_t {
  round_robin,        ///< each in its turn
  least_connections,  ///< the one with the fewest requests in flight; among equals, in turn
  two_choices,        ///< of two drawn at random the one with fewer in flight (Mitzenmacher 2001)
};

/// What is thought of a backend.
enum class Standing : std::uint8_t {
  up,
  ejected,  ///< failed several times in a row: used only where no other is up
  down,     ///< refuses connections or fails its checks: not used
};

/// What a policy looks at.
struct Load {
  Standing standing = Standing::up;
  std::uint32_t in_flight = 0;
};

/// Whether a backend can be had.
enum class Outlook : std::uint8_t {
  free,
  full,  ///< there are some, each with as many requests in flight as it may have
  none,
};

struct Picked {
  Outlook outlook = Outlook::none;
  std::size_t index = 0;  ///< where it is free
};

/// Picks among at most 64 backends. A set of them is a mask, a bit each. Allocates nothing. Not
/// thread-safe.
class Picker {
 public:
  /// `most_in_flight`: that a backend may have, 0 for no limit.
  Picker(Policy policy, std::uint32_t most_in_flight, std::uint32_t seed);

  /// The next for a request that `excluded` shall not get.
  Picked pick(std::span<const Load> loads, std::uint64_t excluded);
  /// What pick() would say.
  Outlook outlook(std::span<const Load> loads, std::uint64_t excluded) const;

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
  std::size_t turn_ = 0;  // who comes first of those that are alike
  std::minstd_rand random_;
};

}  // namespace tiga::servers::balancer
