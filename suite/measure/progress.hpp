// How far a run has come, for whoever waits for it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "common/clock.hpp"
#include "suite/plan/plan.hpp"
#include "suite/plan/schedule.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

/// A bar with the time left on a terminal; else plain lines, one every five seconds at most. Where
/// a plan may stop early both ends are told: "0:20 to 1:05 left". Not thread-safe.
class Progress {
 public:
  /// `write` gets what is to appear.
  Progress(const plan::Plan& plan, bool terminal, std::function<void(const std::string&)> write);
  /// A cell that was measured before a run was resumed.
  void on_record(const records::CellRow& row);
  /// After each cell.
  void cell_done(const plan::CellSpec& spec, const records::CellRow& row);
  /// Leaves the line of the bar.
  void finish();

 private:
  std::string bar(const plan::CellSpec& spec) const;
  std::string block_of(const plan::CellSpec& spec) const;
  std::string time_left() const;
  double seconds_until(std::uint64_t cells) const;

  const plan::Plan& plan_;
  std::uint64_t least_blocks_;
  std::uint64_t most_blocks_;
  bool terminal_;
  std::function<void(const std::string&)> write_;
  std::uint64_t done_ = 0;
  double spent_s_ = 0;
  common::TimePoint last_line_ = common::SteadyClock::now();
  bool drawn_ = false;
};

}  // namespace tiga::suite::measure
