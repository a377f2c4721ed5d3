// The meaning of a column's heading, in one of six languages, with or without a unit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/field.hpp"
#include "audit/headings/unit.hpp"

namespace tiga::audit::headings {

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

/// The statistic of latencies that words name, with or without what it is of: "p99", "median",
/// "max response time", "95% line"; "max" and "mean" alone may be of anything: `nullopt`.
std::optional<Field> latency_named(std::vector<std::string> words);

/// The statistic alone, as a field of latencies: "max", "mean", "95th percentile".
std::optional<Field> statistic_named(std::vector<std::string> words);

/// The meanings of a row of headings if it is of JMeter's aggregate or summary report (in any of
/// its languages, also as before JMeter 5); `nullopt` if it is not.
std::optional<std::vector<std::optional<Meaning>>> meanings_in_jmeter(
    const std::vector<std::string>& headings);

/// The same for Locust's statistics, by the exact names in its files and on its terminal. "100%" is
/// not used: it is rounded.
std::optional<std::vector<std::optional<Meaning>>> meanings_in_locust(
    const std::vector<std::string>& headings);

/// A column of this suite's cells.csv, by its exact name. `nullopt` for those that are not audited.
std::optional<Meaning> meaning_in_cells(std::string_view name);

}  // namespace tiga::audit::headings
