#include "suite/measure/warm_up.hpp"

#include <gmock/gmock.h>

namespace tiga::suite::measure {
namespace {

using testing::ElementsAre;

// A server whose rate is what the test says, batch by batch; the last one goes on.
class WarmUpOf : public testing::Test {
 protected:
  WarmedUp at(std::vector<double> rates) {
    asked_.clear();
    return warm_up(plan_, 50, [&, rates](std::uint64_t requests) {
      const double rate = rates[std::min(asked_.size(), rates.size() - 1)];
      asked_.push_back(requests);
      loadgen::Summary summary;
      summary.attempted = requests;
      summary.outcomes[loadgen::Outcome::ok] = requests - failing_;
      summary.outcomes[loadgen::Outcome::reset] = failing_;
      summary.elapsed_s = static_cast<double>(requests) / rate;
      return summary;
    });
  }

  plan::Plan plan_;
  std::uint64_t failing_ = 0;
  std::vector<std::uint64_t> asked_;
};

TEST_F(WarmUpOf, IsOneBatchIfThePlanAsksForNoMore) {
  const WarmedUp result = at({1000});
  EXPECT_THAT(asked_, ElementsAre(200));
  EXPECT_EQ(result.steady, std::nullopt);
  EXPECT_NEAR(result.rate, 1000, 1e-6);
  EXPECT_EQ(result.requests(), 200);
}

TEST_F(WarmUpOf, IsSkippedIfThePlanAsksForNone) {
  plan_.warm_up_requests = 0;
  EXPECT_TRUE(at({1000}).batches.empty());
}

TEST_F(WarmUpOf, ContinuesUntilThreeBatchesAgree) {
  plan_.warm_up = plan::WarmUp::adaptive;
  const WarmedUp result = at({1000, 2000, 5000, 5400, 5100});
  EXPECT_EQ(result.batches.size(), 5);
  EXPECT_EQ(result.steady, true);
  EXPECT_NEAR(result.rate, 15500.0 / 3, 1);
  EXPECT_EQ(asked_[0], 200);
  EXPECT_GT(asked_[4], 500) << "batches grow until each takes a while";
}

TEST_F(WarmUpOf, ReportsThatNoSteadyStateWasReached) {
  plan_.warm_up = plan::WarmUp::adaptive;
  std::vector<double> rates;
  for (std::size_t batch = 0; batch < warm_up_most_batches; ++batch) {
    rates.push_back(batch % 2 == 0 ? 1000 : 2000);
  }
  const WarmedUp result = at(rates);
  EXPECT_EQ(result.batches.size(), warm_up_most_batches);
  EXPECT_EQ(result.steady, false);
}

TEST_F(WarmUpOf, EndsAtABatchThatFails) {
  plan_.warm_up = plan::WarmUp::adaptive;
  failing_ = 1;
  EXPECT_EQ(at({1000}).batches.size(), 1);
}

TEST(SteadyState, NeedsThreeRatesWithinTenPercent) {
  const auto steady = [](std::vector<double> rates) { return is_steady(rates); };
  EXPECT_FALSE(steady({}));
  EXPECT_FALSE(steady({100, 100}));
  EXPECT_TRUE(steady({100, 109, 104}));
  EXPECT_FALSE(steady({100, 111, 104}));
  EXPECT_TRUE(steady({5, 100, 109, 104})) << "only the last three count";
  EXPECT_FALSE(steady({0, 0, 0}));
}

}  // namespace
}  // namespace tiga::suite::measure
