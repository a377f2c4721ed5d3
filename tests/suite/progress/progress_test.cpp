#include "suite/progress/progress.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tiga::suite::progress {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view end_of_line = "\033[K\033[J";

class ProgressOf : public testing::Test {
 protected:
  ProgressOf() {
    plan_.arms = {"threaded", "async"};
    plan_.concurrencies = {50};
    plan_.blocks = plan_.most_blocks = 4;
  }

  TerminalSource terminal() {
    return [this] { return size_; };
  }

  static records::CellRow cell_of(double seconds) {
    records::CellRow row;
    row.arm = "async";
    row.concurrency = 50;
    row.valid = true;
    row.ok_per_second = 12000;
    row.cell_s = seconds;
    return row;
  }

  // What is shown after so many cells of one second each.
  std::string after(std::uint32_t cells, bool on_terminal = true) {
    std::string shown;
    Progress progress(plan_, on_terminal ? terminal() : TerminalSource(),
                      [&](const std::string& text) { shown = text; });
    for (std::uint32_t cell = 1; cell <= cells; ++cell) {
      progress.cell_done({cell, (cell + 1) / 2, "async", {50}}, cell_of(1));
    }
    return shown;
  }

  // The last line, where the bar is.
  static std::string bar(const std::string& shown) {
    EXPECT_THAT(shown, EndsWith(end_of_line));
    const std::size_t from = shown.rfind('\n') + 1;
    return shown.substr(from, shown.size() - from - end_of_line.size());
  }

  plan::Plan plan_;
  Terminal size_{.columns = 80, .rows = 24, .styled = false};
};

TEST_F(ProgressOf, IsATableAndABarWithTimeLeftOnATerminal) {
  EXPECT_EQ(after(4),
            "\r\033[4A"
            "requests/s: median ± 95 % interval (blocks); Ctrl-C ends after the cell\033[K\n"
            "               c=50\033[K\n"
            "threaded      –    \033[K\n"
            "async     12000 (4)\033[K\n"
            "[##########..........] block 2 of 4  0:04 left\033[K\033[J")
      << "drawn again in place";
}

TEST_F(ProgressOf, ShowsBothPossibleEndsIfARunMayStopEarly) {
  plan_.most_blocks = 100;
  EXPECT_THAT(bar(after(2)), EndsWith("block 1 of 4 to 100  0:06 to 3:18 left"));
  EXPECT_THAT(bar(after(9)), EndsWith("0:03 to 3:11 left")) << "the next look is after 6 blocks";
}

TEST_F(ProgressOf, NeverShowsMoreThanTheBudget) {
  plan_.budget_s = 5;
  EXPECT_THAT(bar(after(2)), EndsWith("  0:03 left"));
  EXPECT_THAT(bar(after(7)), EndsWith("  0:00 left"));
}

TEST_F(ProgressOf, WithoutALimitOfBlocksShowsTheBudget) {
  plan_.most_blocks = 0;
  plan_.budget_s = 40;
  EXPECT_EQ(bar(after(10)), "[#####...............] block 5  0:02 to 0:30 left");
}

TEST_F(ProgressOf, ShowsTheWidestIntervalAndWhenItWillBePrecise) {
  plan_.most_blocks = 0;
  plan_.budget_s = 40;
  std::string shown;
  Progress progress(plan_, terminal(), [&](const std::string& text) { shown = text; });
  for (int cell = 0; cell < 12; ++cell) {
    progress.on_record(cell_of(1));
  }
  // 3.987 times as wide on the log scale: 15.9 times the 6 blocks, so 96, of 192 cells.
  progress.on_precision({.reached = false, .widest = std::pow(1.05, std::sqrt(15.9)) - 1});
  progress.cell_done({13, 7, "async", {50}}, cell_of(1));
  EXPECT_EQ(bar(shown),
            "[##......] block 7  0:03 to 0:27 left; widest ±21.5 %, ±5 % beyond the budget");
  plan_.budget_s = 200;
  progress.cell_done({14, 7, "async", {50}}, cell_of(1));
  EXPECT_THAT(bar(shown), EndsWith("; widest ±21.5 %, ±5 % in 2:58"));
  plan_.budget_s.reset();
  size_.columns = 200;
  progress.cell_done({15, 7, "async", {50}}, cell_of(1000));
  EXPECT_THAT(bar(shown), EndsWith("; widest ±21.5 %, ±5 % in more than 99 minutes"));
  progress.on_precision({.reached = true, .widest = 0.049});
  progress.cell_done({16, 8, "async", {50}}, cell_of(1));
  EXPECT_THAT(bar(shown), EndsWith("left; widest ±4.9 %"));
}

TEST_F(ProgressOf, LeavesTheBarOutOfANarrowTerminalThenCutsItsText) {
  size_.columns = 28;
  EXPECT_EQ(bar(after(4)), "block 2 of 4  0:04 left");
  size_.columns = 18;
  EXPECT_EQ(bar(after(4)), "block 2 of 4  …");
}

TEST_F(ProgressOf, CountsCellsMeasuredBeforeTheRunWasResumed) {
  std::string shown;
  Progress progress(plan_, terminal(), [&](const std::string& text) { shown = text; });
  for (int cell = 0; cell < 6; ++cell) {
    progress.on_record(cell_of(10));
  }
  progress.cell_done({7, 4, "async", {50}}, cell_of(10));
  EXPECT_EQ(bar(shown), "[#################...] block 4 of 4  0:10 left");
  EXPECT_THAT(shown, HasSubstr("async     12000 ±0.0 % (7)"));
  progress.finish();
  EXPECT_EQ(shown, "\r\033[4A\033[J") << "leaves nothing behind";
  shown.clear();
  progress.finish();
  EXPECT_EQ(shown, "");
}

TEST_F(ProgressOf, CountsInvalidCells) {
  std::string shown;
  Progress progress(plan_, terminal(), [&](const std::string& text) { shown = text; });
  records::CellRow failed = cell_of(1);
  failed.valid = false;
  progress.cell_done({1, 1, "async", {50}}, failed);
  EXPECT_THAT(bar(shown), EndsWith("left; invalid cells: 1"));
  EXPECT_THAT(shown, Not(HasSubstr("12000")));
}

TEST_F(ProgressOf, IsDrawnAgainIfTheTerminalWasResized) {
  std::string shown;
  Progress progress(plan_, terminal(), [&](const std::string& text) { shown = text; });
  progress.tick();
  EXPECT_EQ(shown, "") << "nothing is drawn before the first cell";
  progress.cell_done({1, 1, "async", {50}}, cell_of(1));
  shown.clear();
  progress.tick();
  EXPECT_EQ(shown, "") << "the same size";
  size_.columns = 40;  // the first line and the last one take two rows now
  progress.tick();
  EXPECT_THAT(shown, AllOf(StartsWith("\r\033[6A"), HasSubstr("\nasync     12000 (1)\033[K\n")));
}

TEST_F(ProgressOf, IsDrawnBelowWhatOthersWroteWhileItWasStopped) {
  std::string shown;
  Progress progress(plan_, terminal(), [&](const std::string& text) { shown = text; });
  progress.cell_done({1, 1, "async", {50}}, cell_of(1));
  size_.continued = 1;
  shown.clear();
  progress.tick();
  EXPECT_THAT(shown, StartsWith("\rrequests/s: ")) << "nothing above the cursor is its own";
  size_.continued = 2;
  shown.clear();
  progress.finish();
  EXPECT_EQ(shown, "");
}

TEST_F(ProgressOf, IsNotDrawnInTheBackground) {
  std::string shown;
  Progress progress(plan_, terminal(), [&](const std::string& text) { shown = text; });
  progress.cell_done({1, 1, "async", {50}}, cell_of(1));
  shown.clear();
  size_.continued = 1;
  size_.foreground = false;
  progress.tick();
  progress.cell_done({2, 1, "async", {50}}, cell_of(1));
  EXPECT_EQ(shown, "") << "a line every five seconds, as without a terminal";
  size_.foreground = true;
  progress.cell_done({3, 2, "async", {50}}, cell_of(1));
  EXPECT_THAT(shown, StartsWith("\rrequests/s: "));
}

TEST_F(ProgressOf, LimitsTheRateOfLinesWithoutATerminal) { EXPECT_EQ(after(4, false), ""); }

TEST_F(ProgressOf, WritesALineEveryFiveSecondsOfALongCellWithoutATerminal) {
  using namespace std::chrono_literals;
  std::string shown;
  common::TimePoint now{};
  Progress progress(
      plan_, {}, [&](const std::string& text) { shown += text; }, [&] { return now; });
  now += 4s;
  progress.tick();
  EXPECT_EQ(shown, "");
  now += 1s;
  progress.tick();
  progress.tick();
  EXPECT_EQ(shown, "cell 1 has run for 5 s\n");
  progress.cell_done({1, 1, "async", {50}}, cell_of(5));
  shown.clear();
  now += 7s;
  progress.tick();
  EXPECT_EQ(shown, "cell 2 has run for 7 s, 0:35 left\n");
}

}  // namespace
}  // namespace tiga::suite::progress
