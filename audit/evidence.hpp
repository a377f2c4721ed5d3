// Facts about a row that several rules need.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/table.hpp"

namespace tiga::audit {

/// Request counts that a rate of this row may be based on. With a known tool: its own
/// (ToolFacts::rate_of), with or without requests that got no reply. In a table of unknown origin
/// also the requested and the successful ones, and the count plus or minus failures.
std::vector<Range> counts_for_rates(const AuditedTable& table, const Row& row);

/// The number of requests of the row, from the first of these fields that the table has: complete,
/// succeeded, requested.
const Figure* requests_of(const Row& row);

/// The count that the rate of the row is based on: the tool's own, or else the requests started,
/// which are at least as many. Of a table of unknown origin: requests_of().
const Figure* count_of_rate(const AuditedTable& table, const Row& row);

/// Whether rate = count / time can hold. `nullopt` if a figure is missing.
std::optional<bool> rate_fits(const AuditedTable& table, const Row& row);

/// ab's two times per request: time / requests, and that times the concurrency.
struct TimesPerRequest {
  std::vector<Range> across;
  std::vector<Range> client;
};
TimesPerRequest times_per_request(const AuditedTable& table, const Row& row);

/// Whether a column of times per request fits, by its field. `nullopt` if a figure is missing.
std::optional<bool> time_per_request_fits(const AuditedTable& table, const Row& row, Field field);

/// Whether a column that has ab's heading has mean latencies instead, in a table that does not name
/// its tool: no row fits either of ab's meanings, and in each row, by Little's law, at least half
/// of the concurrency was in flight and no more than all. Of `time_taken`: a time that is no run's.
bool is_mean_latency(const AuditedTable& table, Field field);

/// Whether bytes = transfer rate x time can hold, 1024 or 1000 bytes to the KB. `nullopt` if a
/// figure is missing.
std::optional<bool> transfer_fits(const Row& row);

/// Whether any cell of the column has a unit.
bool cells_name_units(const AuditedTable& table, Field field);

/// Whether nothing failed, and no error was counted beside the requests, according to the row.
bool nothing_failed(const Row& row);

/// All percentiles that a row may have, from the shortest to the longest latency, with their share
/// (0 and 1 for shortest and longest).
struct Percentile {
  Field field;
  double share;
};
inline constexpr auto percentiles = std::to_array<Percentile>({
    {Field::latency_min, 0},
    {Field::latency_p2_5, 0.025},
    {Field::latency_p10, 0.10},
    {Field::latency_p25, 0.25},
    {Field::latency_p50, 0.50},
    {Field::latency_p66, 0.66},
    {Field::latency_p75, 0.75},
    {Field::latency_p80, 0.80},
    {Field::latency_p90, 0.90},
    {Field::latency_p95, 0.95},
    {Field::latency_p97_5, 0.975},
    {Field::latency_p98, 0.98},
    {Field::latency_p99, 0.99},
    {Field::latency_p99_9, 0.999},
    {Field::latency_p99_99, 0.9999},
    {Field::latency_p99_999, 0.99999},
    {Field::latency_max, 1},
});

/// The figure's value, or 0 if the row does not have it.
double value_or_0(const Row& row, Field field);

/// The figure's value, or 0 if the row does not have it, or only a bound of it.
double known_or_0(const Row& row, Field field);

/// The most that the figure can be, or 0 if the row does not have it: infinity for a lower bound.
double most_of(const Row& row, Field field);

/// Whether every failure is one of the tool's complete requests, and means that the request did not
/// succeed. ab has them among the complete ones, too, but counts replies of another length.
bool counts_failures_as_complete(Tool tool);

/// All requests that failures are a part of: attempted, or complete with those without a reply if
/// the tool does not count these as complete, or requested or started, or the sum of those that
/// succeeded and failed; 0: not known. A bound ("<5" failed) is in no sum.
double all_requests(const AuditedTable& table, const Row& row);

/// Broken connections, timeouts and requests without a reply. The kinds are a part of the latter if
/// the row has both.
double errors_of(const Row& row);

/// Replies by status; `nullopt` if the row has none.
struct Replies {
  Range all;
  bool has_2xx = false;  ///< the row says how many 2xx there were
  double of_2xx = 0;
  double others = 0;
};
std::optional<Replies> replies_of(const Row& row);

/// The line that a note of AuditedTable::not_read names ("line 5: why"); 0: none.
std::size_t line_of_note(std::string_view note);

/// A computed number as text with the table's decimal sign: six digits at most, the other ones are
/// zeros, and from a million on in groups of three: "49997.5", "62,935,900".
std::string number(const AuditedTable& table, double value);

/// A number of requests as text: a whole one with all its digits, any other as number(): "1234567",
/// "12.3333".
std::string count_text(const AuditedTable& table, double count);

/// A share as a person writes it, with the table's decimal sign and so many digits of it or of what
/// is missing from the whole: "0.0123 %", "8.25 %", "99.97 %", "100 %". Only the whole is 100 %.
std::string percent(const AuditedTable& table, double share, int digits = 3);

}  // namespace tiga::audit
