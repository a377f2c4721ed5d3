// The meaning of a column's heading, in English or Indonesian, with or without a unit.
#pragma once

#include <optional>
#include <string_view>

#include "audit/field.hpp"
#include "audit/reading/unit.hpp"

namespace tiga::audit::reading {

/// A heading's field, and its unit if it has one.
struct Meaning {
  Field field;
  std::optional<Unit> unit;
};

/// "Time taken for tests (s)", "waktu_s", "Tingkat konkurensi (Concurrency Level)", "KB/s", "p99
/// ms". `nullopt` unless the whole heading is understood: "server CPU time" is not the time taken.
std::optional<Meaning> meaning_of(std::string_view heading);

/// A column of this suite's cells.csv, by its exact name. `nullopt` for columns that are not
/// audited.
std::optional<Meaning> meaning_in_cells(std::string_view name);

}  // namespace tiga::audit::reading
