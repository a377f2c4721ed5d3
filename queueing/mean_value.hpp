// Mean-value analysis of a closed network (M. Reiser and S. S. Lavenberg, "Mean-Value Analysis of
// Closed Multichain Queuing Networks", Journal of the ACM 27(2), 1980), for one class of customers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "queueing/network.hpp"

namespace tiga::queueing {

/// How a solution was found.
enum class Method : std::uint8_t {
  exact,        ///< the recursion over all populations up to this one
  approximate,  ///< Bard and Schweitzer's fixed point
};

/// What happens at one copy of a station.
struct StationUse {
  double response_s = 0;   ///< waiting and service on each round, in all visits
  double customers = 0;    ///< there, on average
  double utilisation = 0;  ///< of each of its servers, 0 to 1; 0 of a delay
};

/// A network with that many customers, in its steady state.
struct Solution {
  std::uint64_t population = 0;
  Method method = Method::exact;
  double throughput = 0;             ///< rounds a second
  double response_s = 0;             ///< of one round, delays included
  std::vector<StationUse> stations;  ///< in the network's order
};

/// Servers of one station up to which the recursion is exact. A station of m servers needs the
/// chances of fewer than m customers there. These are at most e^m times the chance of none, which
/// is lost below 1e-290: so 1e-67 is lost of them for this m, but everything from about m = 670 on.
inline constexpr std::uint32_t most_exact_servers = 512;

/// Exact, for each of these populations (1 at least, in any order), in one recursion. Its time, but
/// not its memory, grows with exact_steps() of the largest. No subtraction occurs in it: the chance
/// that a station with several servers is empty comes from the network without that station (M.
/// Reiser, Performance Evaluation 1, 1981), since the difference to 1 loses all digits near
/// saturation. Throws std::invalid_argument (see check), also if a station has more than
/// most_exact_servers.
std::vector<Solution> solve_exactly(const Network& network,
                                    std::span<const std::uint64_t> populations);

/// Additions and multiplications of that recursion, roughly; infinite if a station has more than
/// most_exact_servers.
double exact_steps(const Network& network, std::uint64_t population);

/// Bard and Schweitzer's approximation: a customer that arrives finds (n-1)/n of the customers that
/// are there on average (Y. Bard, 1979; P. J. Schweitzer, 1979). A station of m servers is one that
/// is m times as fast, and a delay for the rest of its demand (A. Seidmann, P. J. Schweitzer and S.
/// Shalev-Oren, Large Scale Systems 12, 1987). Right for one customer and in the limit of many; in
/// between a few per cent low. Throws std::invalid_argument (see check).
Solution approximate(const Network& network, std::uint64_t population);

/// Each population exactly, as long as that takes `most_steps` at most; larger ones approximately.
std::vector<Solution> solve(const Network& network, std::span<const std::uint64_t> populations,
                            double most_steps = 3e8);

}  // namespace tiga::queueing
