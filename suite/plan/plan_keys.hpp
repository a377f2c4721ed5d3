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

/// One address has no more ports.
inline constexpr std::int64_t most_connections = 60'000;

class TomlReader;

/// A key. One of the plan's plain fields is read, within bounds, and shown by its entry alone.
struct PlanKey {
  std::string_view name;
  KeyRole role;
  std::string (*shown)(const Plan& plan) = nullptr;  ///< its value; of KeyRole::load, of no other
  /// Null: reading it takes more than this list knows.
  void (*read)(const TomlReader& reader, const PlanKey& key, Plan& plan) = nullptr;
  double least = 0;  ///< of a number
  double most = 0;
};

/// Every key that a plan may have, in the order of complaints.
std::span<const PlanKey> plan_keys();

}  // namespace tiga::suite::plan
