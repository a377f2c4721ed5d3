// Numbers in text.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace tiga::common {

/// The number that the whole text is, as std::from_chars reads it, whatever the locale. `nullopt`
/// for any other text (blanks, a plus sign, "0x10", text behind it), and for a number that the type
/// cannot hold. For doubles "inf" and "nan" are numbers. `base`: of integers; 10 unless given.
template <class Number, class... Base>
std::optional<Number> to_number(std::string_view text, Base... base) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number, base...);
  return error == std::errc() && stopped == end ? std::optional<Number>(number) : std::nullopt;
}

}  // namespace tiga::common
