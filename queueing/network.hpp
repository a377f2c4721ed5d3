// A closed network of queues: a fixed number of customers go round, from station to station.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tiga::queueing {

/// Servers of a station at which no customer waits: a delay.
inline constexpr std::uint32_t unlimited = 0;

/// One station, or several equal ones. Customers are served in the order of their arrival, each by
/// one server; service times are exponential (any distribution where nobody waits), the next
/// station is chosen at random. Then the network has a product form (F. Baskett, K. M. Chandy, R.
/// R. Muntz and F. G. Palacios, Journal of the ACM 22(2), 1975).
struct Station {
  std::string name;
  double demand_s = 0;  ///< service a customer gets at one copy on each round, in all its visits
  std::uint32_t servers = 1;  ///< of one copy; `unlimited`: a delay
  std::uint32_t copies = 1;   ///< equal stations; each has that demand
};

using Network = std::vector<Station>;

/// Throws std::invalid_argument if a demand is negative or not finite, a station has no copy, or no
/// station has a demand.
void check(const Network& network);

/// Service in one round, over all stations, in seconds: how long it takes a lone customer.
double total_demand_s(const Network& network);

/// Customers a second that the slowest station can serve; infinite if all are delays.
double capacity(const Network& network);

/// The station that has that capacity, the first of equal ones; nullptr if all are delays. It lives
/// in the network.
const Station* bottleneck(const Network& network);

/// Customers at which the two parts of throughput_bound() are equal: with fewer a customer can
/// mostly go round without waiting, with more it cannot. Infinite if all stations are delays.
double saturation_point(const Network& network);

/// What the throughput of that many customers cannot exceed, in customers a second, whatever the
/// distribution of service times: that of customers of whom nobody waits, and that of the slowest
/// station if it never rests (P. J. Denning and J. P. Buzen, ACM Computing Surveys 10(3), 1978).
double throughput_bound(const Network& network, std::uint64_t population);

}  // namespace tiga::queueing
