// How the rate of a server goes with the number of connections that it has served.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tiga::suite::autopsy {

/// The rate between two replies of one server.
struct RateAt {
  double served = 0;      ///< half way between them: replies that were sent before
  double per_second = 0;  ///< replies between them / the time between them
  double seconds = 0;     ///< that time

  friend bool operator==(const RateAt&, const RateAt&) = default;
};

/// From the column reply_times of a cell ("1:0.5 2:0.75"), in its order. Pairs that make no sense,
/// or between which no time went by, are passed over.
std::vector<RateAt> rates_by_served(std::string_view reply_times);

/// rate ~ served^-exponent, by least squares on the logarithms.
struct Law {
  double exponent = 0;  ///< 0: the rate does not fall; 1: it falls as 1/n
  double lower = 0;     ///< 95 % interval: Student's t, as if the points were independent
  double upper = 0;
  std::size_t points = 0;
  RateAt first;  ///< of those points
  RateAt last;
};

/// Points before this one are a server's start, not its law; of shorter stretches of time the
/// scheduler's favours decide.
inline constexpr double law_begins = 4;
inline constexpr double law_needs_seconds = 0.005;

/// Of the points from `law_begins` on that took `law_needs_seconds`; `nullopt` if there are fewer
/// than four.
std::optional<Law> fit_law(std::span<const RateAt> points);

}  // namespace tiga::suite::autopsy
