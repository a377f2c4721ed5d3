#include "loadgen/cli/time_span.hpp"

#include <charconv>
#include <cmath>

namespace tiga::loadgen::cli {
namespace {

constexpr double most_seconds = 1e6;

std::optional<double> seconds_of(std::string_view unit) {
  if (unit.empty() || unit == "s") {
    return 1;
  }
  if (unit == "ms") {
    return 1e-3;
  }
  if (unit == "m") {
    return 60;
  }
  return std::nullopt;
}

}  // namespace

std::optional<common::Nanoseconds> parse_time_span(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (error != std::errc()) {
    return std::nullopt;
  }
  const auto unit = seconds_of(std::string_view(stopped, static_cast<std::size_t>(end - stopped)));
  // Negated, so that NaN is refused, too.
  if (!unit || !(number >= 0 && number * *unit <= most_seconds)) {
    return std::nullopt;
  }
  return common::Nanoseconds(std::llround(number * *unit * 1e9));
}

}  // namespace tiga::loadgen::cli
