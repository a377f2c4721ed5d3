// How several tools print times, bytes and counts.
#pragma once

#include <string>

namespace tiga::audit {

/// The number with so many decimals at most, without zeros at the end: "1.5", "2".
std::string short_decimal(double value, int decimals);

/// The same, cut off instead of rounded.
std::string cut_decimal(double value, int decimals);

/// wrk's times, which wrk2 and bombardier have, too: "850.00us", "0.85ms", "0.90s", "1.25m". A unit
/// begins at 85 % of it.
std::string wrk_time(double seconds);

/// wrk's bytes, 1024 to the KB: "12.34MB"
std::string wrk_bytes(double bytes);

/// wrk's rates: "12.34k"
std::string wrk_metric(double value);

}  // namespace tiga::audit
