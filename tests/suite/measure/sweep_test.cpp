#include "suite/measure/sweep.hpp"

#include <gmock/gmock.h>

#include "common/files.hpp"

namespace tiga::suite::measure {
namespace {

using testing::ElementsAre;

plan::Plan plan_of(std::uint32_t blocks, std::uint32_t most_blocks) {
  plan::Plan plan;
  plan.arms = {"threaded", "async"};
  plan.concurrencies = {1};
  plan.requests = 1;
  plan.blocks = blocks;
  plan.most_blocks = most_blocks;
  return plan;
}

std::vector<records::CellRow> cells_of(std::size_t cells, double seconds) {
  records::CellRow row;
  row.cell_s = seconds;
  return std::vector<records::CellRow>(cells, row);
}

bool never(std::span<const records::CellRow>) { return false; }
bool always(std::span<const records::CellRow>) { return true; }

TEST(Sweep, StartsNoBlockThatWouldEndAfterTheBudget) {
  plan::Plan plan = plan_of(20, 20);
  plan.budget_s = 100;
  EXPECT_EQ(why_end(plan, 0, cells_of(2, 1000), never), std::nullopt) << "the first always runs";
  EXPECT_EQ(why_end(plan, 1, cells_of(2, 25), never), std::nullopt);
  EXPECT_EQ(why_end(plan, 1, cells_of(2, 26), never), records::SweepEnd::budget);
  EXPECT_EQ(why_end(plan, 9, cells_of(18, 5), never), std::nullopt);
  EXPECT_EQ(why_end(plan, 9, cells_of(18, 5.1), never), records::SweepEnd::budget);
  plan.budget_s.reset();
  EXPECT_EQ(why_end(plan, 9, cells_of(18, 1000), never), std::nullopt);
}

TEST(Sweep, ChecksIntervalsOnlyAfterCompleteSquaresAndTheMinimumOfBlocks) {
  const plan::Plan plan = plan_of(6, 12);
  std::vector<std::uint32_t> stops;
  for (std::uint32_t block = 1; block <= 12; ++block) {
    if (why_end(plan, block, {}, always)) {
      stops.push_back(block);
    }
  }
  EXPECT_THAT(stops, ElementsAre(6, 8, 10, 12));
}

struct Stopped {};

class RunningSweep : public testing::Test {
 protected:
  // No program is there: each cell fails at once, which is all that the order of things needs.
  records::SweepEnd run(std::vector<records::CellRow> done = {}) {
    const SweepWatch watch{[&](const plan::CellSpec& spec, const CellResult& result) {
                             EXPECT_EQ(result.row.cell, spec.cell);
                             taken_.push_back(spec.cell);
                           },
                           [&](std::span<const records::CellRow> cells) {
                             looked_at_.push_back(cells.size());
                             return precise_at_ && cells.size() >= *precise_at_;
                           },
                           [&] {
                             if (taken_.size() == stop_after_) {
                               throw Stopped();
                             }
                           }};
    return sweep(make_schedule(plan_, 1), plan_, bench_, std::move(done), watch);
  }

  common::TemporaryFolder folder_;
  Bench bench_{"/nonexistent", folder_.path() / "work", std::nullopt, std::nullopt};
  plan::Plan plan_ = plan_of(2, 6);
  std::vector<std::uint32_t> taken_;
  std::vector<std::size_t> looked_at_;
  std::optional<std::size_t> precise_at_;
  std::size_t stop_after_ = 1000;
};

TEST_F(RunningSweep, EndsWithTheExceptionOfThePulseAndKeepsFinishedCells) {
  stop_after_ = 2;
  EXPECT_THROW(run(), Stopped);
  EXPECT_EQ(taken_.size(), 2);
}

TEST_F(RunningSweep, ContinuesToTheLastBlockWhileIntervalsAreWide) {
  EXPECT_EQ(run(), records::SweepEnd::blocks);
  EXPECT_EQ(taken_.size(), 12);
  EXPECT_THAT(looked_at_, ElementsAre(4, 8, 12));
}

TEST_F(RunningSweep, StopsWhenIntervalsAreNarrow) {
  precise_at_ = 8;
  EXPECT_EQ(run(), records::SweepEnd::precise);
  EXPECT_EQ(taken_.size(), 8);
}

TEST_F(RunningSweep, ResumesWithoutRepeatingACell) {
  std::vector<records::CellRow> done;
  for (const plan::CellSpec& spec : make_schedule(plan_, 1)) {
    if (spec.cell <= 5) {
      done.emplace_back().cell = spec.cell;
      done.back().block = spec.block;
    }
  }
  EXPECT_EQ(run(done), records::SweepEnd::blocks);
  EXPECT_THAT(taken_, ElementsAre(6, 7, 8, 9, 10, 11, 12));
  EXPECT_THAT(looked_at_, ElementsAre(8, 12)) << "the cut block is ended without another look";
}

TEST_F(RunningSweep, OpenLoopsNeedTheClosedLoopOfTheirBlock) {
  plan_ = plan_of(1, 1);
  plan_.arms = {"async"};
  plan_.loads = {0.5};
  std::vector<std::string> reasons;
  std::string log;
  const SweepWatch watch{[&](const plan::CellSpec&, const CellResult& result) {
                           reasons.push_back(result.row.reason.field());
                           log = result.log;
                         },
                         never, [] {}};
  std::filesystem::create_directories(bench_.work);
  common::write_file(bench_.work / "stderr", "of another cell\n");
  sweep(make_schedule(plan_, 1), plan_, bench_, {}, watch);
  EXPECT_EQ(reasons.back(), "no_capacity arm=async concurrency=1");
  EXPECT_THAT(log, testing::Not(testing::HasSubstr("==")));
}

}  // namespace
}  // namespace tiga::suite::measure
