// Units in headings and cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/field.hpp"

namespace tiga::audit::headings {

/// A unit: its quantity, and its size in seconds, bytes, ...
struct Unit {
  Dimension dimension;
  double factor;
  int kilo;          ///< 1 for KB, 2 for MB: 1024 bytes here, 1000 elsewhere
  std::string name;  ///< for messages
};

/// Words as words_of() gives them: {kb, per, s}. `nullopt` if it is no unit.
std::optional<Unit> unit_of(const std::vector<std::string>& words);

/// The text after a cell's number: "seconds", " [#/sec] (mean)". Words of ab that are not units
/// ("mean", "across all concurrent requests", "received") are skipped. `is_known` is false for
/// anything else.
struct CellUnit {
  std::optional<Unit> unit;
  bool is_known = true;
};
CellUnit unit_of_cell(std::string_view rest);

}  // namespace tiga::audit::headings
