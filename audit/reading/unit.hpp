// Units as they stand in headings and cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/field.hpp"

namespace tiga::audit::reading {

/// A unit: what it measures, and how many seconds, bytes, ... one is.
struct Unit {
  Dimension dimension;
  double factor;
  int kilo;          ///< 1 for KB, 2 for MB: 1024 bytes here, 1000 elsewhere
  std::string name;  ///< as it is shown
};

/// Words as words_of() gives them: {kb, per, s}. `nullopt` if it is no unit.
std::optional<Unit> unit_of(const std::vector<std::string>& words);

/// What stands behind a cell's number: "seconds", " [#/sec] (mean)". Words that name no unit but
/// are ab's own ("mean", "across all concurrent requests", "received") are passed over. `is_known`
/// is false where there is something else.
struct CellUnit {
  std::optional<Unit> unit;
  bool is_known = true;
};
CellUnit unit_of_cell(std::string_view rest);

}  // namespace tiga::audit::reading
