#include "suite/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tiga::suite {

using namespace std::chrono_literals;

Progress::Progress(std::uint64_t cells, std::uint32_t blocks, bool terminal,
                   std::optional<common::TimePoint> end,
                   std::function<void(const std::string&)> write)
    : cells_(cells), blocks_(blocks), terminal_(terminal), end_(end), write_(std::move(write)) {}

void Progress::cell_done(const CellSpec& spec) {
  if (terminal_) {
    write_(bar(spec));
    drawn_ = true;
    return;
  }
  const common::TimePoint now = common::SteadyClock::now();
  if (now - last_line_ >= 5s) {
    last_line_ = now;
    write_(fmt::format("block {} of {}, cell {} of {}, {} left\n", spec.block, blocks_, spec.cell,
                       cells_, time_left(spec.cell)));
  }
}

void Progress::finish() {
  if (drawn_) {
    write_("\r\033[K");
    drawn_ = false;
  }
}

std::string Progress::bar(const CellSpec& spec) const {
  constexpr std::size_t width = 20;
  const std::size_t full = width * spec.cell / cells_;
  return fmt::format("\r\033[K[{}{}] block {} of {}  {} at c={}  {} left", std::string(full, '#'),
                     std::string(width - full, '.'), spec.block, blocks_, spec.arm,
                     spec.level.concurrency, time_left(spec.cell));
}

std::string Progress::time_left(std::uint64_t done) const {
  const common::TimePoint now = common::SteadyClock::now();
  const double each = std::chrono::duration<double>(now - started_).count() /
                      static_cast<double>(std::max<std::uint64_t>(done, 1));
  double left = each * static_cast<double>(cells_ - done);
  if (end_) {
    left = std::min(left, std::max(0.0, std::chrono::duration<double>(*end_ - now).count()));
  }
  const auto seconds = std::llround(left);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace tiga::suite
