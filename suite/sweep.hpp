// Runs the cells of a schedule and writes each down.
#pragma once

#include <functional>
#include <vector>

#include "common/clock.hpp"
#include "suite/cell.hpp"
#include "suite/columns.hpp"
#include "suite/run_folder.hpp"

namespace tiga::suite {

/// Takes each cell as it ends; when it returns the cell is on record.
using CellSink = std::function<void(const CellSpec&, const CellResult&)>;

/// Runs the schedule, block after block. A block that would end after the plan's budget, by the
/// mean of those before it, is not begun, nor is any after it; the first always is. What `pulse` or
/// `sink` throw ends it.
void sweep(const std::vector<CellSpec>& schedule, const Plan& plan, const Bench& bench,
           const CellSink& sink, const Pulse& pulse);

/// Whether another block fits: `spent` on `done` blocks so far.
bool block_fits(const Plan& plan, std::uint32_t done, common::Nanoseconds spent);

/// The files cells.csv and latency.csv of a run that is being measured.
class Record {
 public:
  /// Creates both in that folder. Throws CannotRun.
  explicit Record(const std::filesystem::path& run);
  /// Throws CannotRun.
  void add(const CellResult& result);

 private:
  Columns<CellRow> cell_columns_ = cell_columns();
  Columns<LatencyRow> latency_columns_ = latency_columns();
  GrowingFile cells_;
  GrowingFile latency_;
};

}  // namespace tiga::suite
