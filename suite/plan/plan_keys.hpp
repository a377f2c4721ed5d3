// The keys of a plan's file: the one list that reading and comparing go by.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "suite/plan/plan.hpp"

namespace tiga::suite::plan {

/// What a key is about, and so what two runs that differ in it have in common.
enum class KeyRole {
  text,       ///< words about the plan
  arms,       ///< how arms are run: what one compares
  load,       ///< what is sent: runs that differ in it cannot be compared
  levels,     ///< rows of the grid: those of both runs are compared
  rounds,     ///< how often, and when to stop
  placement,  ///< compared as it was in effect
  root,       ///< compared as a path beside the plan
};

struct PlanKey {
  std::string_view name;
  KeyRole role;
  std::string (*load)(const Plan& plan) = nullptr;  ///< its value; of KeyRole::load, of no other
};

/// Every key that a plan may have, in the order of complaints.
std::span<const PlanKey> plan_keys();

}  // namespace tiga::suite::plan
