// Numbers as people and tools write them: 1234.5, 1,234.5, 1.234,5, 1 234,5.
#pragma once

#include <optional>
#include <string_view>

namespace tiga::audit::reading {

/// A number with its precision.
struct Number {
  double value = 0;
  double step = 0;       ///< one unit of the last digit printed
  int digits = 0;        ///< significant digits
  bool is_exact = true;  ///< every digit counts: a whole number may be a count
};

/// Reads all of `text`, where `decimal_sign` ('.' or ',') stands before the fraction and the other
/// of the two, a space or an apostrophe between thousands. `nullopt` if it is no such number.
std::optional<Number> parse_number(std::string_view text, char decimal_sign);

/// A cell split after its number: "59.397 seconds" becomes "59.397" and "seconds".
struct NumberAndRest {
  std::string_view number;
  std::string_view rest;
};

/// `nullopt` if the cell does not begin with a number. Both point into `cell`.
std::optional<NumberAndRest> split_number(std::string_view cell);

/// Counts the evidence for each decimal sign.
struct SignEvidence {
  int point = 0;
  int comma = 0;

  /// Adds the text of one number. `is_count`: it cannot have a fraction.
  void add(std::string_view number, bool is_count);
  /// The sign with more evidence; the point if there is none.
  char sign() const { return comma > point ? ',' : '.'; }
};

}  // namespace tiga::audit::reading
