// What several rules ask of a row.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/table.hpp"

namespace tiga::audit {

/// Counts of requests that a rate of this row may be of. With ab, loadgen and this suite: complete.
/// In a table of unknown origin also those asked for, succeeded, and with failures added or taken
/// off.
std::vector<Range> counts_for_rates(const AuditedTable& table, const Row& row);

/// Requests of the row as the table names them first: complete, succeeded, asked for.
const Figure* requests_of(const Row& row);

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

/// Whether bytes = transfer rate x time can hold, 1024 or 1000 bytes to the KB. `nullopt` if a
/// figure is missing.
std::optional<bool> transfer_fits(const Row& row);

/// Whether nothing failed, as far as the row says.
bool nothing_failed(const Row& row);

/// All percentiles that a row may have, shortest to longest latency, with their share (0 and 1 for
/// shortest and longest).
struct Percentile {
  Field field;
  double share;
};
const std::vector<Percentile>& percentiles();

/// A number for people: six digits at most.
std::string number(double value);

}  // namespace tiga::audit
