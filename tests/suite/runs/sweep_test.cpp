#include "suite/runs/sweep.hpp"

#include <gmock/gmock.h>

#include "common/files.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/runs/interrupt.hpp"
#include "tests/suite/measure/lost_host.hpp"

namespace tiga::suite::runs {
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
    const SweepWatch watch{[&](const plan::CellSpec& spec, const measure::CellResult& result) {
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
    return sweep(make_schedule(plan_, 1), plan_, measure::on_one_host(host_), std::move(done),
                 watch);
  }

  common::TemporaryFolder folder_;
  plan::Plan plan_ = plan_of(2, 6);
  measure::LocalHost host_{{"/nonexistent", folder_.path() / "work"}, plan_};
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
  const SweepWatch watch{[&](const plan::CellSpec&, const measure::CellResult& result) {
                           reasons.push_back(result.row.reason.field());
                           log = result.log;
                         },
                         never, [] {}};
  std::filesystem::create_directories(folder_.path() / "work");
  common::write_file(folder_.path() / "work" / "stderr", "of another cell\n");
  sweep(make_schedule(plan_, 1), plan_, measure::on_one_host(host_), {}, watch);
  EXPECT_EQ(reasons.back(), "no_capacity arm=async concurrency=1");
  EXPECT_THAT(log, testing::Not(testing::HasSubstr("==")));
}

TEST_F(RunningSweep, AsksBeforeEachCellWhetherToGoOn) {
  std::size_t recorded = 0;
  SweepWatch watch{[&](const plan::CellSpec&, const measure::CellResult&) { ++recorded; }, never,
                   [] {}};
  std::vector<std::size_t> asked;
  watch.before_cell = [&] {
    asked.push_back(recorded);
    if (recorded == 2) {
      throw Stopped();
    }
  };
  plan_ = plan_of(2, 2);
  EXPECT_THROW(sweep(make_schedule(plan_, 1), plan_, measure::on_one_host(host_), {}, watch),
               Stopped);
  EXPECT_THAT(asked, ElementsAre(0, 1, 2));
}

TEST_F(RunningSweep, EndsAfterTheCellInWhichAHostWasLost) {
  measure::LostHost lost;
  measure::Testbed testbed = measure::on_one_host(lost);
  testbed.all = {&host_, &lost};
  std::vector<measure::CellResult> recorded;
  int pulses = 0;
  const SweepWatch watch{
      [&](const plan::CellSpec&, const measure::CellResult& result) { recorded.push_back(result); },
      never,
      [&] {
        if (++pulses > 1) {  // the first one is the generator's
          throw Stopped();
        }
      }};
  try {
    sweep(make_schedule(plan_, 1), plan_, testbed, {}, watch);
    FAIL() << "it went on";
  } catch (const Interrupted& end) {
    EXPECT_STREQ(end.what(), "host c was lost in cell 1");
  }
  ASSERT_EQ(recorded.size(), 1U) << "a signal that comes with the loss does not cost the row";
  EXPECT_FALSE(recorded[0].row.valid);
  EXPECT_EQ(recorded[0].row.reason.field(), "host_lost host=c how=\"it was silent for 5 s\"");
  EXPECT_EQ(recorded[0].lost_host, "c");
  EXPECT_THAT(recorded[0].log, testing::HasSubstr("c was lost: it was silent for 5 s\n"));
}

}  // namespace
}  // namespace tiga::suite::runs
