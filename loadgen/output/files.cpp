#include "loadgen/output/files.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "common/csv.hpp"

namespace tiga::loadgen::output {
namespace {

std::string field(std::uint64_t count) { return fmt::format("{}", count); }

std::string field(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : std::string();
}

constexpr std::int64_t us_per_s = 1'000'000;

std::uint32_t whole_ms(std::uint32_t us) { return us / 1000 + (us % 1000 >= 500 ? 1 : 0); }

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

std::string percentages_csv(const std::vector<double>& served_within_ms) {
  std::string text = "Percentage served,Time in ms\n";
  for (std::size_t percent = 0; percent < served_within_ms.size(); ++percent) {
    text += fmt::format("{},{:.3f}\n", percent, served_within_ms[percent]);
  }
  return text;
}

std::string gnuplot_tsv(std::vector<RequestRecord> records) {
  std::stable_sort(records.begin(), records.end(),
                   [](const RequestRecord& one, const RequestRecord& other) {
                     return one.total_us < other.total_us;
                   });
  std::string text = "starttime\tseconds\tctime\tdtime\tttime\twait\n";
  for (const RequestRecord& record : records) {
    const std::int64_t seconds = record.started_us / us_per_s;
    fmt::format_to(std::back_inserter(text), "{:%a %b %d %H:%M:%S %Y}\t{}\t{}\t{}\t{}\t{}\n",
                   fmt::localtime(seconds), seconds, whole_ms(record.connect_us),
                   whole_ms(record.total_us - record.connect_us), whole_ms(record.total_us),
                   whole_ms(record.waiting_us));
  }
  return text;
}

}  // namespace tiga::loadgen::output
