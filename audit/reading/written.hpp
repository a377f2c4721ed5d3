// The numbers of cells, as people write them: "~4,460", "5.57k req/s", "17.2 ± 0.3 ms", "1m30s".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/field.hpp"
#include "audit/reading/number.hpp"

namespace tiga::audit::reading {

/// A cell that begins with a number, in parts; they point into the cell.
struct WrittenCell {
  std::string_view number;    ///< digits with their separators: "4,460"
  std::string_view rest;      ///< what follows it, without a scale and a spread: " req/s"
  std::string_view spread;    ///< the number after "±"; empty: none
  double scale = 1;           ///< 1000 for "5.57k", 1e6 for "1.2M" and "1.2 million"
  bool is_about = false;      ///< "~", "about"
  char bound = '\0';          ///< '<' or '>': the number is an upper or a lower bound
  bool spread_share = false;  ///< the spread is in percent of the number
  std::string text;           ///< the number as printed: "~4,460", "5.57k"
};

/// Splits a cell of a column of this dimension. In a column of bytes "5k" is left to the units.
/// `nullopt` if the cell does not begin with a number.
std::optional<WrittenCell> written_cell(std::string_view cell, Dimension dimension);

/// The number with its precision: one unit of the last digit, the spread if that is more; of a
/// number that is said to be approximate, zeros at the end are not digits, but for the second one.
/// `nullopt` if it is no number with this decimal sign.
std::optional<Number> number_of(const WrittenCell& cell, char decimal_sign);

/// A time in several parts, in seconds: "1m30s", "2 min 5.3 s", "1:05.3", "00:01:05". `nullopt` for
/// anything else, also for a number with one unit that is less than a minute.
std::optional<Number> duration_of(std::string_view cell, char decimal_sign);

}  // namespace tiga::audit::reading
