#include "tests/audit/generated/printed.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <span>
#include <string_view>

namespace tiga::audit {
namespace {

std::string in_units(double value, double factor, std::span<const std::string_view> units) {
  constexpr double begin = 0.85;
  std::size_t unit = 0;
  while (unit + 1 < units.size() && value >= begin * factor) {
    value /= factor;
    ++unit;
  }
  return fmt::format("{:.2f}{}", value, units[unit]);
}

}  // namespace

std::string short_decimal(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    text.erase(text.find_last_not_of('.') + 1);
  }
  return text;
}

std::string cut_decimal(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  return short_decimal(std::trunc(value * power) / power, decimals);
}

std::string wrk_time(double seconds) {
  constexpr std::array<std::string_view, 3> long_units = {"s", "m", "h"};
  constexpr std::array<std::string_view, 3> short_units = {"us", "ms", "s"};
  return seconds >= 1 ? in_units(seconds, 60, long_units)
                      : in_units(1e6 * seconds, 1000, short_units);
}

std::string wrk_bytes(double bytes) {
  constexpr std::array<std::string_view, 4> units = {"B", "KB", "MB", "GB"};
  return in_units(bytes, 1024, units);
}

std::string wrk_metric(double value) {
  constexpr std::array<std::string_view, 3> units = {"", "k", "M"};
  return in_units(value, 1000, units);
}

}  // namespace tiga::audit
