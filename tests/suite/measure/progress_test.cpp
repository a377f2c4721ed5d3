#include "suite/measure/progress.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tiga::suite::measure {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

class ProgressOf : public testing::Test {
 protected:
  ProgressOf() {
    plan_.arms = {"threaded", "async"};
    plan_.concurrencies = {50};
    plan_.blocks = plan_.most_blocks = 4;
  }

  // What is shown after so many cells of one second each.
  std::string after(std::uint32_t cells, bool terminal = true) {
    std::string shown;
    Progress progress(plan_, terminal, [&](const std::string& text) { shown = text; });
    records::CellRow row;
    row.cell_s = 1;
    for (std::uint32_t cell = 1; cell <= cells; ++cell) {
      progress.cell_done({cell, (cell + 1) / 2, "async", {50}}, row);
    }
    return shown;
  }

  plan::Plan plan_;
};

TEST_F(ProgressOf, IsABarWithTimeLeftOnATerminal) {
  EXPECT_EQ(after(4), "\r\033[K[##########..........] block 2 of 4  async at c=50  0:04 left");
}

TEST_F(ProgressOf, ShowsBothPossibleEndsIfARunMayStopEarly) {
  plan_.most_blocks = 100;
  EXPECT_THAT(after(2), EndsWith("block 1 of 4 to 100  async at c=50  0:06 to 3:18 left"));
  EXPECT_THAT(after(9), EndsWith("0:03 to 3:11 left")) << "the next look is after 6 blocks";
}

TEST_F(ProgressOf, NeverShowsMoreThanTheBudget) {
  plan_.budget_s = 5;
  EXPECT_THAT(after(2), EndsWith("  0:03 left"));
  EXPECT_THAT(after(7), EndsWith("  0:00 left"));
}

TEST_F(ProgressOf, WithoutALimitOfBlocksShowsTheBudget) {
  plan_.most_blocks = 0;
  plan_.budget_s = 40;
  EXPECT_EQ(after(10), "\r\033[K[#####...............] block 5  async at c=50  0:02 to 0:30 left");
}

TEST_F(ProgressOf, ShowsTheWidestIntervalAndWhenItWillBePrecise) {
  plan_.most_blocks = 0;
  plan_.budget_s = 40;
  std::string shown;
  Progress progress(plan_, true, [&](const std::string& text) { shown = text; });
  records::CellRow row;
  row.cell_s = 1;
  for (int cell = 0; cell < 12; ++cell) {
    progress.on_record(row);
  }
  // 3.987 times as wide on the log scale: 15.9 times the 6 blocks, so 96, of 192 cells.
  progress.on_precision({.reached = false, .widest = std::pow(1.05, std::sqrt(15.9)) - 1});
  progress.cell_done({13, 7, "async", {50}}, row);
  EXPECT_EQ(shown, "\r\033[K[###.......] block 7  0:03 to 0:27 left; widest ±21.5 %, ±5 % in 2:59");
  progress.on_precision({.reached = true, .widest = 0.049});
  progress.cell_done({14, 7, "async", {50}}, row);
  EXPECT_THAT(shown, EndsWith("left; widest ±4.9 %"));
}

TEST_F(ProgressOf, CountsCellsMeasuredBeforeTheRunWasResumed) {
  std::string shown;
  Progress progress(plan_, true, [&](const std::string& text) { shown = text; });
  records::CellRow row;
  row.cell_s = 10;
  for (int cell = 0; cell < 6; ++cell) {
    progress.on_record(row);
  }
  progress.cell_done({7, 4, "async", {50}}, row);
  EXPECT_THAT(shown, HasSubstr("[#################...] block 4 of 4"));
  EXPECT_THAT(shown, EndsWith("0:10 left"));
  progress.finish();
  EXPECT_EQ(shown, "\r\033[K") << "leaves no bar behind";
}

TEST_F(ProgressOf, LimitsTheRateOfLines) { EXPECT_EQ(after(4, false), ""); }

}  // namespace
}  // namespace tiga::suite::measure
