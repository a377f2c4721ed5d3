#include "loadgen/outcome.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace tiga::loadgen {

std::optional<Outcome> outcome_named(std::string_view name) {
  const auto* const found = std::ranges::find(all_outcomes, name, &OutcomeInfo::name);
  return found == all_outcomes.end() ? std::nullopt : std::optional(found->outcome);
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
