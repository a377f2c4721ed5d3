// The values of options, as users write them on command lines.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::common {

/// The whole number that consists of these decimal digits. `nullopt` for anything else, like a
/// sign, blanks, "0x10", "1e3" or text after the digits, and for a number of more than 64 bits.
std::optional<std::uint64_t> parse_whole_number(std::string_view text);

/// The number in decimal digits, with a fraction ("0.5", ".5") and an exponent ("1e-3") if wanted.
/// `nullopt` for anything else, like a sign ("-0" too), "nan", "inf", "0x10" or text after it, and
/// for a number that is too large for a double.
std::optional<double> parse_number(std::string_view text);

/// Checks an option's value: returns why it is refused; "" if it is accepted. It may then have
/// rewritten the value in a plainer form. What CLI11 calls the function of a validator.
using ValueCheck = std::function<std::string(std::string& value)>;

/// Accepts whole numbers within these bounds, and writes them without leading zeros: CLI11 itself
/// reads 010 as octal 8.
ValueCheck whole_number_check(std::uint64_t least, std::uint64_t most);

/// Accepts numbers within these bounds.
ValueCheck number_check(double least, double most);

/// Accepts any text that is not empty.
ValueCheck text_check();

/// A name on command lines, and the enumerator that it stands for.
struct NamedValue {
  template <typename Enumeration>
  NamedValue(std::string_view its_name, Enumeration value)
      : name(its_name), number(static_cast<std::uint64_t>(value)) {}

  std::string name;
  std::uint64_t number;
};

/// "{none,errors,requests}".
std::string name_list(const std::vector<NamedValue>& values);

/// Accepts one of these names, and writes the number of its enumerator, as CLI11 reads one.
ValueCheck name_check(std::vector<NamedValue> values);

}  // namespace tiga::common
