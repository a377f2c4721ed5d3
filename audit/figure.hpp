// A figure as printed, and the values that round to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace tiga::audit {

/// All values from `low` to `high`, both included; neither is negative.
struct Range {
  double low = 0;
  double high = 0;
};

Range operator+(const Range& a, const Range& b);
Range operator*(const Range& a, const Range& b);
/// Up to infinity if the divisor may be 0.
Range operator/(const Range& a, const Range& b);
/// Whether they have a value in common, with a tolerance of one part in 10^9 for rounding of
/// doubles.
bool meet(const Range& a, const Range& b);
/// Whether all of `a` lies below all of `b`.
bool is_below(const Range& a, const Range& b);

/// The position of a figure: line and column of its text, or of its cell, from 1; 0: not known.
struct SourceLocation {
  std::size_t line = 0;
  std::size_t column = 0;
};

/// What a figure says of its value.
enum class Bound : std::uint8_t {
  none,    ///< the value, as it is printed
  within,  ///< "<1 %", ">99 %": a value of the range; what was printed is the text
  least    ///< ">10 s": this value, or any above it
};

/// One figure of a table. Values are in seconds, bytes, bytes per second, requests per second, or
/// plain counts.
struct Figure {
  double value = 0;
  double step = 0;             ///< one unit of the last digit printed; 0: exact, a count
  int digits = 0;              ///< significant digits printed
  int kilo = 0;                ///< 1 for KB, 2 for MB, ...: `value` uses powers of 1024
  Bound bound = Bound::none;   ///< whether `value` is only known to be in `range()`
  bool spanned = false;        ///< repeated from a cell that spans several rows
  std::string text;            ///< the number as printed
  std::string unit;            ///< "s", "KB/s"; empty for counts
  bool unit_is_given = false;  ///< the cell has it
  SourceLocation place;

  /// The values that it can represent, rounded or truncated: within one unit of the last digit; of
  /// a lower bound, from it on to infinity.
  Range range() const;
  /// The same if a KB has 1000 bytes.
  Range decimal_range() const;
  /// "59.397 s"
  std::string shown() const { return unit.empty() ? text : text + ' ' + unit; }
};

}  // namespace tiga::audit
