// How far a run has come, for whoever waits for it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/clock.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/plan/plan.hpp"
#include "suite/plan/schedule.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

/// A bar with the time left on a terminal; else plain lines, one every five seconds at most. Where
/// a plan may stop early both ends are told: "0:20 to 1:05 left". Once it is known how wide
/// intervals are, the widest one follows, and how long it will take until that is as narrow as the
/// plan wants it, be there time for it or not. Not thread-safe.
class Progress {
 public:
  /// `write` gets what is to appear.
  Progress(const plan::Plan& plan, bool terminal, std::function<void(const std::string&)> write);
  /// A cell that was measured before a run was resumed.
  void on_record(const records::CellRow& row);
  /// Whenever it is known how wide intervals are, after the cells so far.
  void on_precision(const analysis::Precision& precision);
  /// After each cell.
  void cell_done(const plan::CellSpec& spec, const records::CellRow& row);
  /// Leaves the line of the bar.
  void finish();

 private:
  std::string bar(const plan::CellSpec& spec) const;
  std::string block_of(const plan::CellSpec& spec) const;
  std::string time_left() const;
  std::string widest() const;
  double share_done() const;
  double seconds_of(std::uint64_t cells) const;
  double seconds_until(std::uint64_t cells) const;

  const plan::Plan& plan_;
  std::uint64_t least_blocks_;
  std::uint64_t most_blocks_;
  bool terminal_;
  std::function<void(const std::string&)> write_;
  std::uint64_t done_ = 0;
  double spent_s_ = 0;
  std::optional<analysis::Precision> precision_;
  std::uint64_t precise_after_ = 0;  // cells, if intervals shrink as their number grows
  common::TimePoint last_line_ = common::SteadyClock::now();
  bool drawn_ = false;
};

}  // namespace tiga::suite::measure
