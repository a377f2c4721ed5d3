#include "suite/plan/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "suite/plan/registry.hpp"

namespace tiga::suite::plan {
std::string_view to_string(Pinning pinning) { return pinning == Pinning::split ? "split" : "free"; }

std::optional<Pinning> parse_pinning(std::string_view text) {
  for (const Pinning pinning : {Pinning::split, Pinning::free}) {
    if (text == to_string(pinning)) {
      return pinning;
    }
  }
  return std::nullopt;
}

std::optional<std::string> Plan::default_aa() const {
  if (arms.size() < 2 || block_limit() < 2) {
    return std::nullopt;
  }
  return std::ranges::find(arms, "async") == arms.end() ? arms.front() : "async";
}

std::vector<Level> Plan::levels() const {
  std::vector<Level> levels;
  for (const std::uint32_t concurrency : concurrencies) {
    levels.push_back({concurrency, std::nullopt});
    for (const double load : loads) {
      levels.push_back({concurrency, load});
    }
  }
  return levels;
}

std::vector<std::string> Plan::measured_arms() const {
  std::vector<std::string> measured = arms;
  if (aa) {
    measured.push_back(copy_name(*aa));
  }
  return measured;
}

std::vector<ArmPair> Plan::pairs() const {
  std::vector<ArmPair> pairs;
  for (std::size_t later = 1; later < arms.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      pairs.push_back({arms[later], arms[earlier], false});
    }
  }
  if (aa) {
    pairs.push_back({copy_name(*aa), *aa, true});
  }
  return pairs;
}

Arm Plan::arm(std::string_view wanted) const {
  if (aa && wanted == copy_name(*aa)) {
    Arm copy = arm(*aa);
    copy.name = wanted;
    copy.title = text::localized("{} (A/A copy)", copy.title);
    return copy;
  }
  const auto own = std::ranges::find(own_arms, wanted, &Arm::name);
  if (own != own_arms.end()) {
    return *own;
  }
  if (const Architecture* architecture = find_architecture(wanted)) {
    Arm arm = arm_of(*architecture, server_options);
    arm.generator = generator;
    return arm;
  }
  throw std::out_of_range("no arm " + std::string(wanted));
}

std::uint64_t Plan::warm_up_at(std::uint32_t concurrency) const {
  return warm_up_requests == 0 ? 0 : std::max<std::uint64_t>(warm_up_requests, concurrency);
}

std::uint64_t Plan::requests_at(std::uint32_t concurrency, double requests_per_second) const {
  const auto for_duration = static_cast<std::uint64_t>(std::ceil(duration_s * requests_per_second));
  return std::max(
      {requests, requests_per_connection * concurrency, for_duration, std::uint64_t{concurrency}});
}

std::vector<std::string> own_programs(const Plan& plan) {
  std::set<std::string> programs{"loadgen"};  // it also warms up for the others
  for (const std::string& name : plan.arms) {
    const Arm arm = plan.arm(name);
    for (const ServerCommand* command : {&arm.front, &arm.backend}) {
      if (command->is_ours()) {
        programs.insert(fill(command->arguments[0], {{"programs", ""}}).substr(1));
      }
    }
  }
  return {programs.begin(), programs.end()};
}

}  // namespace tiga::suite::plan
