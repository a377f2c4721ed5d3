#include "common/option_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/numbers.hpp"

namespace tiga::common {
namespace {

constexpr auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };

}  // namespace

std::optional<std::uint64_t> parse_whole_number(std::string_view text) {
  return std::ranges::all_of(text, is_digit) ? to_number<std::uint64_t>(text) : std::nullopt;
}

std::optional<double> parse_number(std::string_view text) {
  const bool begins = !text.empty() && (is_digit(text.front()) || text.front() == '.');
  return begins ? to_number<double>(text) : std::nullopt;  // no sign, no blank, no "nan", no "inf"
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

std::string name_list(const std::vector<NamedValue>& values) {
  std::string list;
  for (const NamedValue& value : values) {
    list += (list.empty() ? "{" : ",") + value.name;
  }
  return list + "}";
}

ValueCheck name_check(std::vector<NamedValue> values) {
  return [values = std::move(values)](std::string& value) {
    const auto named = std::ranges::find(values, value, &NamedValue::name);
    if (named == values.end()) {
      return fmt::format("{} not in {}", value, name_list(values));
    }
    value = std::to_string(named->number);
    return std::string();
  };
}

}  // namespace tiga::common
