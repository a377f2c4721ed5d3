// Runs the cells of a schedule until it is known when to stop.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "suite/measure/cell.hpp"
#include "suite/measure/host.hpp"
#include "suite/plan/schedule.hpp"
#include "suite/records/manifest.hpp"

namespace tiga::suite::runs {

/// What a sweep tells and asks while it runs.
struct SweepWatch {
  /// Takes each cell as it ends; when it returns the cell is on record.
  std::function<void(const plan::CellSpec&, const measure::CellResult&)> sink;
  /// Whether every interval is as narrow as the plan wants it, given all cells so far.
  std::function<bool(std::span<const records::CellRow>)> precise;
  measure::Pulse pulse;
  /// Called before each cell; none: nothing is.
  std::function<void()> before_cell = {};
};

/// Runs what of the schedule does not stand in `done` yet, the first cells of the same schedule.
/// A block that was begun is ended; before each other it asks why_end. What the functions of
/// `watch` throw ends it. Throws Interrupted after a cell in which a host was lost.
records::SweepEnd sweep(const std::vector<plan::CellSpec>& schedule, const plan::Plan& plan,
                        const measure::Testbed& testbed, std::vector<records::CellRow> done,
                        const SweepWatch& watch);

/// Why no other block is begun after `blocks` whole ones, or nothing. Intervals are looked at only
/// after whole Williams squares from `plan.blocks` on; time is what the cells took. The first block
/// always runs.
std::optional<records::SweepEnd> why_end(
    const plan::Plan& plan, std::uint32_t blocks, std::span<const records::CellRow> done,
    const std::function<bool(std::span<const records::CellRow>)>& precise);

}  // namespace tiga::suite::runs
