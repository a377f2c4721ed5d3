// Columns of this suite's cells.csv, by their exact names.
#include <map>
#include <string>

#include "audit/reading/heading.hpp"

namespace tiga::audit::reading {

std::optional<Meaning> meaning_in_cells(std::string_view name) {
  static const std::map<std::string, Field, std::less<>> fields = {
      {"cell", Field::number},
      {"arm", Field::label},
      {"concurrency", Field::concurrency},
      {"requests", Field::requests},
      {"rate", Field::offered_rate},
      {"time_taken_s", Field::time_taken},
      {"attempted", Field::attempted},
      {"complete_requests", Field::complete},
      {"ok", Field::ok},
      {"failed", Field::failed},
      {"abandoned", Field::abandoned},
      {"octets_received", Field::bytes},
      {"requests_per_second", Field::rate},
      {"latency_min_us", Field::latency_min},
      {"latency_mean_us", Field::latency_mean},
      {"latency_p50_us", Field::latency_p50},
      {"latency_p90_us", Field::latency_p90},
      {"latency_p95_us", Field::latency_p95},
      {"latency_p99_us", Field::latency_p99},
      {"latency_p99_9_us", Field::latency_p99_9},
      {"latency_max_us", Field::latency_max},
  };
  const auto found = fields.find(name);
  if (found == fields.end()) {
    return std::nullopt;
  }
  const Dimension dimension = facts_of(found->second).dimension;
  const bool is_latency = name.ends_with("_us");
  return Meaning{found->second, is_latency                      ? unit_of({"us"})
                                : dimension == Dimension::time  ? unit_of({"s"})
                                : dimension == Dimension::bytes ? unit_of({"bytes"})
                                                                : std::nullopt};
}

}  // namespace tiga::audit::reading
