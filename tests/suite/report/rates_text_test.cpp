#include "suite/report/rates_text.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_cells.hpp"

namespace tiga::suite::report {
namespace {

TEST(RatesText, ShowsTheMeanOfTheMiddleTwoOfAnEvenNumberOfRates) {
  plan::Plan plan = tests::made_up_plan({"async"});
  plan.loads = {0.5};
  std::vector<records::CellRow> cells;
  for (std::uint64_t block = 1; block <= 4; ++block) {
    cells.push_back(tests::made_up_cell("async", block, 1000, 1));
    cells.back().load = 0.5;
    cells.back().rate = static_cast<double>(block) * 1000;
  }
  const std::string text = rates_text(plan, cells, {50, 0.5}, text::Language::english);
  EXPECT_THAT(text, testing::HasSubstr("async 2500"));
}

}  // namespace
}  // namespace tiga::suite::report
