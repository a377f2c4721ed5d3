#include "loadgen/output/timeline_csv.hpp"

#include <fmt/format.h>

#include <optional>

#include "common/csv.hpp"

namespace tiga::loadgen::output {
namespace {

std::string field(std::uint64_t count) { return fmt::format("{}", count); }

std::string field(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : std::string();
}

}  // namespace

std::string timeline_csv(const std::vector<TimelineRow>& rows) {
  std::string csv =
      common::csv_line({"second", "ok", "failed", "not_started", "p50_us", "p99_us", "max_us"});
  for (const TimelineRow& row : rows) {
    csv += common::csv_line({field(row.second), field(row.ok), field(row.failed),
                             field(row.not_started), field(row.p50_us), field(row.p99_us),
                             field(row.max_us)});
  }
  return csv;
}

}  // namespace tiga::loadgen::output
