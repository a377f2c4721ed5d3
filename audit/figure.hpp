// A figure as it is printed, and the values that it can stand for.
#pragma once

#include <cstddef>
#include <string>

namespace tiga::audit {

/// All values from `low` to `high`, both included; neither is negative.
struct Range {
  double low = 0;
  double high = 0;
};

Range operator*(const Range& a, const Range& b);
/// Up to infinity where the divisor may be 0.
Range operator/(const Range& a, const Range& b);
/// Whether they have a value in common; one part in 10^9 is allowed for what doubles cannot hold.
bool meet(const Range& a, const Range& b);
/// Whether all of `a` lies below all of `b`.
bool is_below(const Range& a, const Range& b);

/// Where a figure stands: line and column of its text, or of its cell, from 1; 0: not known.
struct SourceLocation {
  std::size_t line = 0;
  std::size_t column = 0;
};

/// One figure of a table. Values are in seconds, bytes, bytes a second, requests a second, or
/// plain counts.
struct Figure {
  double value = 0;
  double step = 0;             ///< one unit of the last digit printed; 0: exact, a count
  int digits = 0;              ///< significant digits printed
  int kilo = 0;                ///< 1 for KB, 2 for MB, ...: `value` has 1024 bytes to each
  bool spanned = false;        ///< repeated from a cell that spans several rows
  std::string text;            ///< the number as printed
  std::string unit;            ///< "s", "KB/s"; empty for counts
  bool unit_is_given = false;  ///< it stands in the cell
  SourceLocation place;

  /// What it can stand for, rounded or cut off: the value, one unit of the last digit either way.
  Range range() const;
  /// The same where a KB has 1000 bytes.
  Range decimal_range() const;
  /// "59.397 s"
  std::string shown() const { return unit.empty() ? text : text + ' ' + unit; }
};

}  // namespace tiga::audit
