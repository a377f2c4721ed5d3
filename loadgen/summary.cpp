#include "loadgen/summary.hpp"

#include <algorithm>
#include <array>

namespace tiga::loadgen {
namespace {

// In the order of Verdict.
constexpr std::array<std::string_view, 3> verdict_names = {"server_measured", "generator_limited",
                                                           "nothing_measured"};
static_assert(verdict_names.size() == static_cast<std::size_t>(Verdict::nothing_measured) + 1);

double per_second(std::uint64_t count, double elapsed_s) {
  return elapsed_s > 0 ? static_cast<double>(count) / elapsed_s : 0;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  return verdict_names[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> verdict_named(std::string_view name) {
  const auto* const found = std::ranges::find(verdict_names, name);
  return found == verdict_names.end()
             ? std::nullopt
             : std::optional(static_cast<Verdict>(found - verdict_names.begin()));
}

AbCounts& AbCounts::operator+=(const AbCounts& other) {
  complete += other.complete;
  failed += other.failed;
  connect += other.connect;
  receive += other.receive;
  length += other.length;
  exceptions += other.exceptions;
  non_2xx += other.non_2xx;
  keep_alive += other.keep_alive;
  html_bytes += other.html_bytes;
  return *this;
}

bool BackgroundClientFacts::all_survived() const {
  return idle_at_begin == idle && idle_at_end == idle && slow_readers_at_begin == slow_readers &&
         slow_readers_at_end == slow_readers && slow_failures == 0;
}

bool Summary::outlasted() const {
  constexpr double us_per_s = 1e6;
  return unfinished && unfinished->oldest_s * us_per_s > latency_us.max.value_or(0);
}

bool Summary::mostly_hung() const { return unfinished && unfinished->time_share > 0.5; }

double Summary::requests_per_second() const { return per_second(ab.complete, elapsed_s); }

double Summary::ok_per_second() const { return per_second(ok(), elapsed_s); }

std::optional<double> Summary::time_per_request_ms() const {
  if (ab.complete == 0) {
    return std::nullopt;
  }
  return elapsed_s * 1e3 / static_cast<double>(ab.complete);
}

double Summary::transfer_rate_kbytes_per_s() const {
  return per_second(bytes_received, elapsed_s) / 1024;
}

std::optional<double> Summary::littles_law_ratio() const {
  if (!mean_in_flight_us || mean_in_flight <= 0) {
    return std::nullopt;
  }
  return ok_per_second() * (*mean_in_flight_us / 1e6) / mean_in_flight;
}

}  // namespace tiga::loadgen
