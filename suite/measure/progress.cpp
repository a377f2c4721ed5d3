#include "suite/measure/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tiga::suite::measure {

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

}  // namespace

Progress::Progress(const plan::Plan& plan, bool terminal,
                   std::function<void(const std::string&)> write)
    : plan_(plan),
      least_blocks_(plan::whole_squares(plan.blocks, plan.measured_arms().size())),
      most_blocks_(plan::whole_squares(plan.most_blocks, plan.measured_arms().size())),
      terminal_(terminal),
      write_(std::move(write)) {}

void Progress::on_record(const records::CellRow& row) {
  ++done_;
  spent_s_ += row.cell_s.value_or(0);
}

void Progress::cell_done(const plan::CellSpec& spec, const records::CellRow& row) {
  on_record(row);
  if (terminal_) {
    write_(bar(spec));
    drawn_ = true;
    return;
  }
  const common::TimePoint now = common::SteadyClock::now();
  if (now - last_line_ >= 5s) {
    last_line_ = now;
    write_(fmt::format("{}, cell {}, {} left\n", block_of(spec), spec.cell, time_left()));
  }
}

void Progress::finish() {
  if (drawn_) {
    write_("\r\033[K");
    drawn_ = false;
  }
}

std::string Progress::block_of(const plan::CellSpec& spec) const {
  return fmt::format("block {} of {}", spec.block,
                     range(std::to_string(least_blocks_), std::to_string(most_blocks_)));
}

std::string Progress::bar(const plan::CellSpec& spec) const {
  constexpr std::size_t width = 20;
  const std::size_t full = width * done_ / (most_blocks_ * plan_.cells_per_block());
  return fmt::format("\r\033[K[{}{}] {}  {} at c={}  {} left", std::string(full, '#'),
                     std::string(width - full, '.'), block_of(spec), spec.arm,
                     spec.level.concurrency, time_left());
}

// By the mean of the cells so far: blocks are alike, so at the end of each it is right.
double Progress::seconds_until(std::uint64_t cells) const {
  const double each = spent_s_ / static_cast<double>(std::max<std::uint64_t>(done_, 1));
  const double left = each * static_cast<double>(cells - std::min(cells, done_));
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

}  // namespace tiga::suite::measure
