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
#include "suite/progress/live_figures.hpp"
#include "suite/progress/terminal.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::progress {

/// On a terminal a table of the figures so far (see table_lines), below it a bar with the time
/// left, as long as this process is in its foreground; else plain lines, one every five seconds,
/// also while a cell takes longer. Where a plan may stop early both ends
/// are told: "0:20 to 1:05 left". Once it is known how wide intervals are, the widest one follows,
/// and how long it will take until that is as narrow as the plan wants it, or that there is no time
/// for it. Not thread-safe.
class Progress {
 public:
  /// `write` gets what is to appear; `terminal` is empty where that is no terminal; `now` is the
  /// clock.
  Progress(const plan::Plan& plan, TerminalSource terminal,
           std::function<void(const std::string&)> write,
           std::function<common::TimePoint()> now = common::SteadyClock::now);
  /// A cell that was measured before a run was resumed.
  void on_record(const records::CellRow& row);
  /// Whenever it is known how wide intervals are, after the cells so far.
  void on_precision(const analysis::Precision& precision);
  /// After each cell.
  void cell_done(const plan::CellSpec& spec, const records::CellRow& row);
  /// While a cell is measured, again and again: draws again what is drawn if the terminal has
  /// another size than it was drawn for, or this process was stopped meanwhile, and writes the line
  /// that is due. Cheap.
  void tick();
  /// Clears what is drawn: for a message, or at the end. The next cell draws it again.
  void finish();

 private:
  Terminal look();
  void draw();
  Line bar(std::size_t room) const;
  std::string block_text() const;
  std::string time_left() const;
  std::string widest() const;
  std::string time_until_precise() const;
  void fit();
  bool is_drawn() const;
  double share_done() const;
  double seconds_of(std::uint64_t cells) const;
  double seconds_until(std::uint64_t cells) const;

  const plan::Plan& plan_;
  std::uint64_t least_blocks_;
  std::uint64_t most_blocks_;
  TerminalSource terminal_;
  std::function<void(const std::string&)> write_;
  LiveFigures figures_;
  LiveLines lines_;
  Terminal drawn_for_;
  std::uint64_t done_ = 0;
  std::uint64_t invalid_ = 0;
  std::uint32_t block_ = 0;  // of the newest cell
  double spent_s_ = 0;
  std::optional<analysis::Precision> precision_;
  std::uint64_t precise_after_ = 0;  // cells, if intervals shrink as their number grows
  std::function<common::TimePoint()> now_;
  common::TimePoint cell_began_ = now_();
  common::TimePoint last_line_ = cell_began_;
};

}  // namespace tiga::suite::progress
