// Runs the cells of a schedule until it is known when to stop.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "suite/cell.hpp"
#include "suite/schedule.hpp"
#include "suite/sweep_end.hpp"

namespace tiga::suite {

/// What a sweep tells and asks while it runs.
struct SweepWatch {
  /// Takes each cell as it ends; when it returns the cell is on record.
  std::function<void(const CellSpec&, const CellResult&)> sink;
  /// Whether every interval is as narrow as the plan wants it, given all cells so far.
  std::function<bool(std::span<const CellRow>)> precise;
  Pulse pulse;
};

/// Runs what of the schedule does not stand in `done` yet, the first cells of the same schedule.
/// A block that was begun is ended; before each other it asks why_end. What the functions of
/// `watch` throw ends it.
SweepEnd sweep(const std::vector<CellSpec>& schedule, const Plan& plan, const Bench& bench,
               std::vector<CellRow> done, const SweepWatch& watch);

/// Why no other block is begun after `blocks` whole ones, or nothing. Intervals are looked at only
/// after whole Williams squares from `plan.blocks` on; time is what the cells took. The first block
/// always runs.
std::optional<SweepEnd> why_end(const Plan& plan, std::uint32_t blocks,
                                std::span<const CellRow> done,
                                const std::function<bool(std::span<const CellRow>)>& precise);

}  // namespace tiga::suite
