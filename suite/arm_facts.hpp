// What is known of an arm at one level of a run: where verdicts and their reasons look.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "suite/plan.hpp"
#include "suite/rows.hpp"

namespace tiga::suite {

/// The cells of an arm at a level, valid or not, in the order they ran. They live as long as
/// `cells`.
std::vector<const CellRow*> cells_of(std::span<const CellRow> cells, const std::string& arm,
                                     const Level& level);

/// Each figure is the median over the valid cells in which it is known, the mean of the middle two
/// of an even number; unknown where it is in none.
struct ArmFacts {
  bool relays = false;        ///< a front passes requests to backends
  bool parses_twice = false;  ///< one of ours, which passes them one by one
  Real time_taken_s;
  Real generator_core_share;
  Real server_cpu_us_per_request;
  Real switches_per_request;  ///< voluntary and involuntary
  Real listen_overflows;
  Real syn_retransmits;
  Real server_core_share;
  Real backend_jain_index;
};

ArmFacts facts_of(const Plan& plan, std::span<const CellRow> cells, const std::string& arm,
                  const Level& level);

/// The commonest reason among cells that are not valid, and how many have it; "" and 0 where all
/// are.
std::pair<std::string, std::size_t> commonest_reason(const std::vector<const CellRow*>& cells);

}  // namespace tiga::suite
