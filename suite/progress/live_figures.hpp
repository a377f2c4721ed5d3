// What each arm of a run did at each level so far.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::progress {

/// What an arm did at a level, over its valid cells.
struct LiveFigure {
  std::optional<double> median = {};  ///< requests a second, in an open loop p99 latency in ms
  /// 0.08: the farther end of its 95 % interval is 8 % away from it. The interval is that of the
  /// charts (analysis/estimates.hpp): nothing before six blocks.
  std::optional<double> off = {};
  std::size_t blocks = 0;

  friend bool operator==(const LiveFigure&, const LiveFigure&) = default;
};

/// A field of the table.
struct LivePlace {
  std::size_t arm = 0;
  std::size_t level = 0;

  friend bool operator==(const LivePlace&, const LivePlace&) = default;
};

/// The figures of all arms of a plan, copies too, at all its levels. Not thread-safe.
class LiveFigures {
 public:
  explicit LiveFigures(const plan::Plan& plan);
  /// A cell of that plan.
  void add(const records::CellRow& row);

  const std::vector<std::string>& arms() const { return arms_; }
  /// Ascending, of each concurrency the closed loop first.
  const std::vector<plan::Level>& levels() const { return levels_; }
  const LiveFigure& at(LivePlace place) const;
  /// Of the cell that was added last; nothing before the first.
  const std::optional<LivePlace>& newest() const { return newest_; }

 private:
  std::vector<std::string> arms_;
  std::vector<plan::Level> levels_;
  std::vector<std::vector<std::vector<double>>> values_;  // by arm, level
  // The same places. Made when they are asked for: a resumed run adds thousands of cells at once.
  mutable std::vector<std::vector<std::optional<LiveFigure>>> figures_;
  std::optional<LivePlace> newest_;
};

}  // namespace tiga::suite::progress
