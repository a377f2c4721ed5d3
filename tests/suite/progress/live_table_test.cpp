#include "suite/progress/live_table.hpp"

#include <gmock/gmock.h>

#include "common/text.hpp"

namespace tiga::suite::progress {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

plan::Plan plan_of(std::vector<std::string> arms, std::vector<std::uint32_t> concurrencies) {
  plan::Plan plan;
  plan.arms = std::move(arms);
  plan.concurrencies = std::move(concurrencies);
  return plan;
}

records::CellRow cell(const std::string& arm, std::uint32_t concurrency, double per_second) {
  records::CellRow row;
  row.arm = arm;
  row.concurrency = concurrency;
  row.valid = true;
  row.ok_per_second = per_second;
  return row;
}

// Seven blocks of two arms at two levels: 2 % around 20000, 40000, … a second.
LiveFigures two_by_two() {
  LiveFigures figures(plan_of({"threaded", "async"}, {50, 1000}));
  for (int block = -3; block <= 3; ++block) {
    const double stray = 1 + block * 0.01;
    figures.add(cell("threaded", 50, 20000 * stray));
    figures.add(cell("threaded", 1000, 4000 * stray));
    figures.add(cell("async", 50, 40000 * stray));
    figures.add(cell("async", 1000, 8000 * stray));
  }
  return figures;
}

std::vector<std::string> texts(const LiveFigures& figures, std::size_t columns,
                               std::size_t rows = 20) {
  std::vector<std::string> all;
  for (const Line& line : table_lines(figures, {columns, rows, false})) {
    EXPECT_EQ(line.width, common::characters(line.text));
    EXPECT_LE(line.width, columns);
    all.push_back(line.text);
  }
  return all;
}

TEST(LiveFigures, AreTheMedianOfValidCellsWithItsInterval) {
  LiveFigures figures(plan_of({"async"}, {50}));
  EXPECT_EQ(figures.newest(), std::nullopt);
  EXPECT_EQ(figures.at({0, 0}), LiveFigure{});
  for (const double per_second : {100, 90, 110, 95, 105}) {
    figures.add(cell("async", 50, per_second));
  }
  EXPECT_EQ(figures.at({0, 0}), (LiveFigure{100, {}, 5})) << "an interval takes six blocks";
  records::CellRow failed = cell("async", 50, 7);
  failed.valid = false;
  figures.add(failed);
  EXPECT_EQ(figures.at({0, 0}).blocks, 5);
  figures.add(cell("async", 50, 80));
  EXPECT_EQ(figures.at({0, 0}).median, 97.5);
  EXPECT_NEAR(figures.at({0, 0}).off.value_or(0), 97.5 / 80 - 1, 1e-9);
  figures.add(cell("other", 50, 7));
  EXPECT_EQ(figures.at({0, 0}).blocks, 6) << "no arm of the plan";
}

TEST(LiveFigures, OfAnOpenLoopAreItsP99InMilliseconds) {
  plan::Plan plan = plan_of({"async"}, {50});
  plan.loads = {0.8};
  LiveFigures figures(plan);
  ASSERT_THAT(figures.levels(), SizeIs(2));
  records::CellRow row = cell("async", 50, 7000);
  row.load = 0.8;
  row.latency_p99_us = 1234;
  figures.add(row);
  EXPECT_EQ(figures.at({0, 0}).blocks, 0);
  EXPECT_EQ(figures.at({0, 1}).median, 1.234);
  EXPECT_EQ(figures.newest(), (LivePlace{0, 1}));
  EXPECT_THAT(texts(figures, 100),
              ElementsAre("requests/s (at a load: p99 in ms): median ± 95 % interval (blocks); "
                          "Ctrl-C ends after the cell",
                          "       c=50  c=50: 80 %", "async     –    1.23 (1)"));
}

TEST(LiveTable, HasMediansIntervalsAndBlocksOfArmsAndLevels) {
  EXPECT_THAT(texts(two_by_two(), 100),
              ElementsAre("requests/s: median ± 95 % interval (blocks); Ctrl-C ends after the cell",
                          "                      c=50           c=1000",
                          "threaded  20000 ±3.1 % (7)  4000 ±3.1 % (7)",
                          "async     40000 ±3.1 % (7)  8000 ±3.1 % (7)"));
}

TEST(LiveTable, LeavesBlocksThenIntervalsThenLevelsOutWhereItIsNarrow) {
  EXPECT_THAT(texts(two_by_two(), 43).at(2), "threaded  20000 ±3.1 % (7)  4000 ±3.1 % (7)");
  EXPECT_THAT(texts(two_by_two(), 42).at(2), "threaded  20000 ±3.1 %  4000 ±3.1 %");
  EXPECT_THAT(texts(two_by_two(), 34).at(2), "threaded  20000    4000");
  EXPECT_THAT(texts(two_by_two(), 21), ElementsAre("requests/s: median", "         c=1000  +1",
                                                   "thread…    4000", "async      8000"))
      << "the level of the newest cell stays";
  EXPECT_THAT(texts(two_by_two(), 12), IsEmpty()) << "no room for a field";
}

TEST(LiveTable, LeavesItsFirstLineThenArmsOutWhereItIsLow) {
  LiveFigures figures(plan_of({"a", "b", "c", "d"}, {1}));
  figures.add(cell("d", 1, 5));
  EXPECT_THAT(texts(figures, 80, 6), SizeIs(6));
  EXPECT_THAT(texts(figures, 80, 5),
              ElementsAre("     c=1", "a  –    ", "b  –    ", "c  –    ", "d  5 (1)"));
  EXPECT_THAT(texts(figures, 80, 4), ElementsAre("     c=1", "c  –    ", "d  5 (1)", "+2 arms"));
  EXPECT_THAT(texts(figures, 80, 3), ElementsAre("     c=1", "d  5 (1)", "+3 arms"));
  EXPECT_THAT(texts(figures, 80, 2), IsEmpty());
}

TEST(LiveTable, PrintsTheNewestFieldBoldWhereThatIsWanted) {
  const LiveFigures figures = two_by_two();
  const std::vector<Line> styled = table_lines(figures, {80, 20, true});
  const std::vector<Line> plain = table_lines(figures, {80, 20, false});
  ASSERT_THAT(styled, SizeIs(4));
  EXPECT_THAT(styled[0].text, StartsWith("\033[2mrequests/s"));
  EXPECT_THAT(styled[3].text, HasSubstr("(7)  \033[1m8000 ±3.1 % (7)\033[0m"));
  EXPECT_EQ(styled[2].text, plain[2].text);
  for (std::size_t at = 0; at < plain.size(); ++at) {
    EXPECT_EQ(styled[at].width, plain[at].width);
    EXPECT_THAT(plain[at].text, Not(HasSubstr("\033")));
  }
}

}  // namespace
}  // namespace tiga::suite::progress
