#include "audit/reading/number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace tiga::audit::reading {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) {
    ++end;
  }
  return end - at;
}

bool is_separator(std::string_view text, std::size_t at) {
  const std::size_t digits = digits_from(text, at + 1);
  switch (text[at]) {
    case '.':
    case ',':
      return digits > 0;
    case ' ':
    case '_':
    case '\'':
      return digits == 3 && at > 0;
    default:
      return false;
  }
}

// Length of "e-05" at `at`, 0 if there is none.
std::size_t exponent_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) {
    return 0;
  }
  const std::size_t sign =
      at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-') ? 1 : 0;
  const std::size_t digits = digits_from(text, at + 1 + sign);
  return digits > 0 && digits <= 3 ? 1 + sign + digits : 0;
}

// Whether `whole` is 1 to 3 digits and then groups of three after one of " '_" and `thousands`;
// leaves its digits in `digits`.
bool take_groups(std::string_view whole, char thousands, std::string& digits) {
  std::size_t at = digits_from(whole, 0);
  digits = whole.substr(0, at);
  if (at == whole.size()) {
    return true;
  }
  const char mark = whole[at];
  if (at == 0 || at > 3 ||
      (mark != thousands && std::string_view(" '_").find(mark) == std::string_view::npos)) {
    return false;
  }
  while (at < whole.size()) {
    if (whole[at] != mark || digits_from(whole, at + 1) != 3) {
      return false;
    }
    digits += whole.substr(at + 1, 3);
    at += 4;
  }
  return true;
}

// Of digits with a point among them.
int significant(const std::string& digits) {
  const std::size_t first = digits.find_first_not_of("0.");
  if (first == std::string::npos) {
    return 1;
  }
  return static_cast<int>(digits.size() - first - (first < digits.find('.') ? 1 : 0));
}

// True for "122,000", but not for "59,39", "0,123" or "1234,567".
bool may_be_thousands(std::string_view number) {
  const std::size_t begin = number[0] == '-' || number[0] == '+' ? 1 : 0;
  const std::size_t before = digits_from(number, begin);
  return digits_from(number, begin + before + 1) == 3 && number.size() == begin + before + 4 &&
         before >= 1 && before <= 3 && number[begin] != '0';
}

}  // namespace

std::optional<Number> parse_number(std::string_view text, char decimal_sign) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) {
    text.remove_prefix(1);
  }
  const std::size_t exponent_begin = std::min(text.find_first_of("eE"), text.size());
  const std::string_view exponent = text.substr(exponent_begin);
  const std::string_view mantissa = text.substr(0, exponent_begin);
  const std::size_t sign_at = std::min(mantissa.rfind(decimal_sign), mantissa.size());
  std::string plain;  // as from_chars reads it
  if (!take_groups(mantissa.substr(0, sign_at), decimal_sign == '.' ? ',' : '.', plain)) {
    return std::nullopt;
  }
  const std::string_view fraction =
      sign_at < mantissa.size() ? mantissa.substr(sign_at + 1) : std::string_view{};
  if (digits_from(fraction, 0) != fraction.size() || plain.size() + fraction.size() == 0 ||
      (sign_at < mantissa.size() && fraction.empty()) ||
      exponent_at(exponent, 0) != exponent.size()) {
    return std::nullopt;
  }
  plain += '.';
  plain += fraction;
  Number number;
  number.digits = significant(plain);
  plain += exponent;
  const auto [end, error] =
      std::from_chars(plain.data(), plain.data() + plain.size(), number.value);
  if (error != std::errc{} || end != plain.data() + plain.size()) {
    return std::nullopt;
  }
  int power = 0;
  if (!exponent.empty()) {
    const std::size_t skip = exponent.size() > 1 && exponent[1] == '+' ? 2 : 1;
    std::from_chars(exponent.data() + skip, exponent.data() + exponent.size(), power);
  }
  number.value = negative ? -number.value : number.value;
  const int places = static_cast<int>(fraction.size()) - power;
  number.step = places == 0 ? 1 : std::pow(10.0, -places);
  return number;
}

std::optional<NumberAndRest> split_number(std::string_view cell) {
  std::size_t at = !cell.empty() && (cell[0] == '-' || cell[0] == '+') ? 1 : 0;
  if (at >= cell.size() || (!is_digit(cell[at]) && !is_separator(cell, at))) {
    return std::nullopt;
  }
  while (at < cell.size() && (is_digit(cell[at]) || is_separator(cell, at))) {
    ++at;
  }
  at += exponent_at(cell, at);
  return NumberAndRest{cell.substr(0, at), cell.substr(at)};
}

void SignEvidence::add(std::string_view number, bool is_count) {
  number = number.substr(0, number.find_first_of("eE"));
  const auto points = std::ranges::count(number, '.');
  const auto commas = std::ranges::count(number, ',');
  if (points == 0 && commas == 0) {
    return;
  }
  // If both occur, the last one precedes the fraction. One that occurs several times separates
  // thousands.
  bool point_is_decimal = points > 0;
  if (points > 0 && commas > 0) {
    point_is_decimal = number.rfind('.') > number.rfind(',');
  } else if (points + commas > 1) {
    point_is_decimal = points == 0;
  } else if (may_be_thousands(number)) {
    if (!is_count) {
      return;
    }
    point_is_decimal = points == 0;
  }
  ++(point_is_decimal ? point : comma);
}

}  // namespace tiga::audit::reading
