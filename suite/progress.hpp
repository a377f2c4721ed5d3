// How far a run has come, for whoever waits for it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/clock.hpp"
#include "suite/schedule.hpp"

namespace tiga::suite {

/// A bar with the time left on a terminal; else plain lines, one every five seconds at most. Not
/// thread-safe.
class Progress {
 public:
  /// `write` gets what is to appear; `end` is when the budget is spent, if there is one.
  Progress(std::uint64_t cells, std::uint32_t blocks, bool terminal,
           std::optional<common::TimePoint> end, std::function<void(const std::string&)> write);
  /// After each cell.
  void cell_done(const CellSpec& spec);
  /// Leaves the line of the bar.
  void finish();

 private:
  std::string bar(const CellSpec& spec) const;
  std::string time_left(std::uint64_t done) const;

  std::uint64_t cells_;
  std::uint32_t blocks_;
  bool terminal_;
  std::optional<common::TimePoint> end_;
  std::function<void(const std::string&)> write_;
  common::TimePoint started_ = common::SteadyClock::now();
  common::TimePoint last_line_ = started_;
  bool drawn_ = false;
};

}  // namespace tiga::suite
