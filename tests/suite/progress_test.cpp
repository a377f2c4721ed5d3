#include "suite/progress.hpp"

#include <gmock/gmock.h>

namespace tiga::suite {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;

CellSpec at(std::uint32_t cell) { return {cell, 1, "async", 50}; }

TEST(Progress, IsABarWithTimeLeftOnATerminal) {
  std::string shown;
  Progress progress(10, 2, true, std::nullopt, [&](const std::string& text) { shown += text; });
  progress.cell_done(at(5));
  EXPECT_THAT(shown, HasSubstr("[##########..........] block 1 of 2  async at c=50  "));
  EXPECT_THAT(shown, MatchesRegex(".*  [0-9]+:[0-9][0-9] left"));
  progress.finish();
  EXPECT_THAT(shown, EndsWith("\r\033[K")) << "leaves no bar behind";
}

TEST(Progress, IsSilentWhereLinesWouldFollowTooFast) {
  std::string shown;
  Progress progress(10, 2, false, std::nullopt, [&](const std::string& text) { shown += text; });
  progress.cell_done(at(1));
  progress.cell_done(at(2));
  progress.finish();
  EXPECT_EQ(shown, "");
}

TEST(Progress, NeverPromisesMoreThanTheBudget) {
  std::string shown;
  const auto spent = common::SteadyClock::now() - std::chrono::seconds(1);
  Progress progress(1000000000, 2, true, spent, [&](const std::string& text) { shown += text; });
  progress.cell_done(at(1));
  EXPECT_THAT(shown, EndsWith(" 0:00 left"));
}

}  // namespace
}  // namespace tiga::suite
