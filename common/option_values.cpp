#include "common/option_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace tiga::common {
namespace {

constexpr auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };

}  // namespace

std::optional<std::uint64_t> parse_whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  if (!std::ranges::all_of(text, is_digit) ||
      std::from_chars(text.data(), end, number).ec != std::errc()) {
    return std::nullopt;
  }
  return number;
}

std::optional<double> parse_number(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const bool begins = !text.empty() && (is_digit(text.front()) || text.front() == '.');
  if (!begins) {  // a sign, a blank, "nan", "inf"
    return std::nullopt;
  }
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stopped == end ? std::optional(number) : std::nullopt;
}

ValueCheck whole_number_check(std::uint64_t least, std::uint64_t most) {
  return [=](std::string& value) {
    const auto number = parse_whole_number(value);
    if (!number || *number < least || *number > most) {
      return fmt::format("'{}' is no whole number from {} to {}", value, least, most);
    }
    value = std::to_string(*number);
    return std::string();
  };
}

ValueCheck number_check(double least, double most) {
  return [=](std::string& value) {
    const auto number = parse_number(value);
    const bool accepted = number && *number >= least && *number <= most;
    return accepted ? std::string()
                    : fmt::format("'{}' is no number from {} to {}", value, least, most);
  };
}

ValueCheck text_check() {
  return [](std::string& value) { return value.empty() ? "it must not be empty" : std::string(); };
}

}  // namespace tiga::common
