#include "loadgen/outcome.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace tiga::loadgen {
namespace {

constexpr std::array<std::string_view, outcome_count> names = {
    "ok",        "wrong_status", "wrong_length", "wrong_content", "empty_reply",   "truncated",
    "malformed", "refused",      "reset",        "timed_out",     "no_local_port", "abandoned"};

}  // namespace

std::string_view name_of(Outcome outcome) { return names[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> outcome_named(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    return std::nullopt;
  }
  return static_cast<Outcome>(found - names.begin());
}

OutcomeCounts& OutcomeCounts::operator+=(const OutcomeCounts& other) {
  std::transform(counts_.begin(), counts_.end(), other.counts_.begin(), counts_.begin(),
                 std::plus<>());
  return *this;
}

std::uint64_t OutcomeCounts::sum() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

}  // namespace tiga::loadgen
