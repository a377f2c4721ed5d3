// The order in which cells are run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "suite/plan/plan.hpp"

namespace tiga::suite::plan {

/// One cell to run: an arm at a concurrency in a block.
struct CellSpec {
  std::uint32_t cell = 0;   ///< place in the schedule, from 1
  std::uint32_t block = 0;  ///< round over the whole grid, from 1
  std::string arm;
  Level level;

  friend bool operator==(const CellSpec&, const CellSpec&) = default;
};

/// All blocks that may run: `plan.block_limit()`, rounded up to whole Williams squares where there
/// are more than one. In each block the concurrencies stand in random order, at each concurrency
/// the closed loop before the open loops at its capacity, those in random order, and at each level
/// all measured arms back to back. The order of the arms is balanced at each level: over every
/// `williams_square(arms).size()` blocks each arm takes each place, and follows each other arm,
/// equally often. The same plan and seed give the same schedule on every machine.
std::vector<CellSpec> make_schedule(const Plan& plan, std::uint32_t seed);

/// `blocks` rounded up to whole squares of that many arms; one block stays one.
std::uint32_t whole_squares(std::uint32_t blocks, std::size_t arms);

/// Williams' design for `arms` treatments: orders of 0 … arms-1, `arms` of them, or twice as many
/// where that is odd and greater than 1. (E. J. Williams, Australian Journal of Scientific Research
/// 2, 1949.)
std::vector<std::vector<std::size_t>> williams_square(std::size_t arms);

}  // namespace tiga::suite::plan
