#include "suite/progress/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/text.hpp"
#include "suite/progress/live_table.hpp"

namespace tiga::suite::progress {

using namespace std::chrono_literals;

namespace {

std::string clock(double seconds) {
  const auto whole = std::llround(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

// "12", or "12 to 20".
std::string range(const std::string& least, const std::string& most) {
  return least == most ? least : fmt::format("{} to {}", least, most);
}

constexpr std::size_t margin = 3;  // for what a terminal shows of Ctrl-C
constexpr std::size_t widest_bar = 20;
constexpr std::size_t least_bar = 5;
constexpr auto time_between_lines = 5s;
constexpr double longest_wait_s = 99 * 60;  // of what is told until intervals are narrow

}  // namespace

Progress::Progress(const plan::Plan& plan, TerminalSource terminal,
                   std::function<void(const std::string&)> write,
                   std::function<common::TimePoint()> now)
    : plan_(plan),
      least_blocks_(plan::whole_squares(plan.blocks, plan.measured_arms().size())),
      most_blocks_(plan::whole_squares(plan.block_limit(), plan.measured_arms().size())),
      terminal_(std::move(terminal)),
      write_(std::move(write)),
      figures_(plan),
      lines_(write_),
      now_(std::move(now)) {}

void Progress::on_record(const records::CellRow& row) {
  ++done_;
  invalid_ += row.valid ? 0 : 1;
  spent_s_ += row.cell_s.value_or(0);
  figures_.add(row);
}

// The width of an interval falls with the square root of the number of blocks.
void Progress::on_precision(const analysis::Precision& precision) {
  precision_ = precision;
  const double more = std::log1p(precision.widest) / std::log1p(plan_.precision);
  const double blocks = static_cast<double>(done_) / static_cast<double>(plan_.cells_per_block());
  const auto needed = static_cast<std::uint32_t>(
      std::clamp(std::ceil(blocks * more * more), static_cast<double>(least_blocks_), 1e9));
  precise_after_ =
      plan_.cells_per_block() * plan::whole_squares(needed, plan_.measured_arms().size());
}

void Progress::cell_done(const plan::CellSpec& spec, const records::CellRow& row) {
  on_record(row);
  block_ = spec.block;
  cell_began_ = now_();  // the next one
  if (is_drawn()) {
    draw();
    return;
  }
  if (cell_began_ - last_line_ >= time_between_lines) {
    last_line_ = cell_began_;
    write_(fmt::format("{}, cell {}, {} left{}\n", block_text(), spec.cell, time_left(), widest()));
  }
}

// What was drawn is no longer above the cursor once others had the terminal.
Terminal Progress::look() {
  const Terminal now = terminal_();
  if (now.continued != drawn_for_.continued) {
    lines_.forget();
  }
  return now;
}

void Progress::draw() {
  drawn_for_ = look();
  const std::size_t room = drawn_for_.columns - std::min(margin, drawn_for_.columns - 1);
  std::vector<Line> lines = table_lines(figures_, {room, drawn_for_.rows - 1, drawn_for_.styled});
  lines.push_back(bar(room));
  lines_.draw(lines, drawn_for_.columns);
}

bool Progress::is_drawn() const { return terminal_ && terminal_().foreground; }

void Progress::tick() {
  fit();
  const common::TimePoint now = now_();
  if (now - std::max(last_line_, cell_began_) >= time_between_lines && !is_drawn()) {
    last_line_ = now;
    write_(fmt::format("cell {} has run for {} s{}\n", done_ + 1,
                       std::chrono::duration_cast<std::chrono::seconds>(now - cell_began_).count(),
                       done_ > 0 ? fmt::format(", {} left", time_left()) : ""));
  }
}

void Progress::fit() {
  if (lines_.empty()) {
    return;
  }
  const Terminal now = look();
  if (now != drawn_for_ && now.foreground) {
    draw();
  }
}

void Progress::finish() {
  if (!lines_.empty()) {
    lines_.clear(look().columns);
  }
}

std::string Progress::block_text() const {
  if (plan_.most_blocks == 0) {
    return fmt::format("block {}", block_);
  }
  const std::string most = std::to_string(most_blocks_);
  return fmt::format("block {} of {}", block_,
                     precision_ ? most : range(std::to_string(least_blocks_), most));
}

// "[####......] block 3 of 12  1:05 left; widest ±8.2 %"; without the bar where it has no room.
Line Progress::bar(std::size_t room) const {
  std::string text = fmt::format("{}  {} left{}", block_text(), time_left(), widest());
  if (invalid_ > 0) {
    text += fmt::format("; invalid cells: {}", invalid_);
  }
  const std::size_t taken = common::characters(text) + 3;
  if (taken + least_bar <= room) {
    const std::size_t width = std::min(widest_bar, room - taken);
    const auto full = static_cast<std::size_t>(static_cast<double>(width) * share_done());
    text.insert(0, fmt::format("[{}{}] ", std::string(full, '#'), std::string(width - full, '.')));
  }
  return plain_line(std::move(text), room);
}

double Progress::share_done() const {
  const double cells =
      static_cast<double>(done_) / static_cast<double>(most_blocks_ * plan_.cells_per_block());
  const double time = plan_.budget_s && plan_.most_blocks == 0 ? spent_s_ / *plan_.budget_s : 0;
  return std::min(1.0, std::max(cells, time));
}

std::string Progress::time_until_precise() const {
  const double seconds = seconds_of(precise_after_ - done_);
  if (plan_.budget_s && seconds > *plan_.budget_s - spent_s_) {
    return "beyond the budget";
  }
  return seconds > longest_wait_s ? "in more than 99 minutes" : "in " + clock(seconds);
}

// "; widest ±8.2 %, ±5 % in 3:10": of the intervals.
std::string Progress::widest() const {
  if (!precision_) {
    return "";
  }
  std::string text = fmt::format("; widest ±{:.1f} %", 100 * precision_->widest);
  if (!precision_->reached && precise_after_ > done_) {
    text += fmt::format(", ±{:.3g} % {}", 100 * plan_.precision, time_until_precise());
  }
  return text;
}

// By the mean of the cells so far: blocks are alike, so at the end of each it is right.
double Progress::seconds_of(std::uint64_t cells) const {
  return spent_s_ / static_cast<double>(std::max<std::uint64_t>(done_, 1)) *
         static_cast<double>(cells);
}

double Progress::seconds_until(std::uint64_t cells) const {
  const double left = seconds_of(cells - std::min(cells, done_));
  return plan_.budget_s ? std::min(left, std::max(0.0, *plan_.budget_s - spent_s_)) : left;
}

std::string Progress::time_left() const {
  const std::uint64_t block = plan_.cells_per_block();
  const std::uint64_t most = most_blocks_ * block;
  // Past the least number of blocks the next look may be the last, after each square.
  const std::uint64_t square = plan::whole_squares(2, plan_.measured_arms().size()) * block;
  const std::uint64_t look = (done_ + square - 1) / square * square;
  const std::uint64_t least = std::min(most, std::max(least_blocks_ * block, look));
  return range(clock(seconds_until(least)), clock(seconds_until(most)));
}

}  // namespace tiga::suite::progress
