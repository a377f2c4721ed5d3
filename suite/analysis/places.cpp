#include "suite/analysis/places.hpp"

#include <algorithm>

#include "common/sequences.hpp"

namespace tiga::suite::analysis {
namespace {

using BetterThan = std::vector<std::vector<bool>>;

bool is_kind(const LevelVerdicts& here, Metric by, const std::string& arm, const std::string& other,
             VerdictKind kind) {
  const auto verdict = here.find(by, arm, other);
  return verdict && verdict->kind == kind;
}

std::vector<std::string> placed_arms(const LevelVerdicts& here, Metric by) {
  return common::filtered(here.arms, [&](const std::string& arm) {
    return std::ranges::any_of(here.all, [&](const Verdict& verdict) {
      return verdict.metric == by && !verdict.copy && verdict.kind != VerdictKind::invalid &&
             (verdict.arm == arm || verdict.baseline == arm);
    });
  });
}

// Whether the first is better than the second, directly or by way of others.
BetterThan better_than(const LevelVerdicts& here, Metric by, const std::vector<std::string>& arms) {
  const std::size_t count = arms.size();
  BetterThan better(count, std::vector<bool>(count));
  for (std::size_t one = 0; one < count; ++one) {
    for (std::size_t other = 0; other < count; ++other) {
      better[one][other] = is_kind(here, by, arms[one], arms[other], VerdictKind::better);
    }
  }
  for (std::size_t via = 0; via < count; ++via) {
    for (std::size_t one = 0; one < count; ++one) {
      for (std::size_t other = 0; other < count; ++other) {
        better[one][other] = better[one][other] || (better[one][via] && better[via][other]);
      }
    }
  }
  return better;
}

bool are_equivalent(const LevelVerdicts& here, Metric by, const std::vector<std::string>& arms) {
  return arms.size() > 1 && std::ranges::all_of(arms, [&](const std::string& arm) {
           return std::ranges::all_of(arms, [&](const std::string& other) {
             return arm == other || is_kind(here, by, arm, other, VerdictKind::equivalent);
           });
         });
}

}  // namespace

std::vector<SharedPlace> places_of(const LevelVerdicts& here, Metric by) {
  const std::vector<std::string> arms = placed_arms(here, by);
  const BetterThan better = better_than(here, by, arms);
  std::vector<SharedPlace> places;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    std::size_t ahead = 0;
    std::size_t behind = 0;
    for (std::size_t other = 0; other < arms.size(); ++other) {
      if (better[other][at] != better[at][other]) {  // in a circle there is no order
        ++(better[other][at] ? ahead : behind);
      }
    }
    const std::size_t first = ahead + 1;
    const std::size_t last = arms.size() - behind;
    auto same = std::ranges::find_if(places, [&](const SharedPlace& place) {
      return place.first == first && place.last == last;
    });
    if (same == places.end()) {
      same = places.insert(same, {first, last, {}});
    }
    same->arms.push_back(arms[at]);
  }
  for (SharedPlace& place : places) {
    place.equivalent = are_equivalent(here, by, place.arms);
  }
  std::ranges::stable_sort(places, [](const SharedPlace& one, const SharedPlace& other) {
    return std::pair(one.first, one.last) < std::pair(other.first, other.last);
  });
  return places;
}

}  // namespace tiga::suite::analysis
