// The meaning of a column's heading, in English or Indonesian, with or without a unit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/field.hpp"
#include "audit/reading/unit.hpp"

namespace tiga::audit::reading {

/// A heading's field, and its unit if it has one.
struct Meaning {
  Field field;
  std::optional<Unit> unit;
};

/// The field of a count given in percent of the requests; `nullopt` if that is not a field.
std::optional<Field> share_of(Field count);

/// "Time taken for tests (s)", "waktu_s", "Tingkat konkurensi (Concurrency Level)", "KB/s", "p99
/// ms". `nullopt` if the heading is not known as a whole: "server CPU time" is not a time taken.
std::optional<Meaning> meaning_of(std::string_view heading);

/// The field of a phrase in the forms of words_of(), without its unit; "mean" may be in it or not.
/// `nullopt` if the phrase is not known as a whole.
std::optional<Field> field_named(const std::vector<std::string>& words);

/// A column of this suite's cells.csv, by its exact name. `nullopt` for those that are not audited.
std::optional<Meaning> meaning_in_cells(std::string_view name);

}  // namespace tiga::audit::reading
