// What loadgen is told of one part of a load.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "suite/measure/division.hpp"
#include "suite/measure/generator_process.hpp"

namespace tiga::suite::measure {
namespace {

/// The arguments of each of so many generators.
class LoadgenCommand : public testing::Test {
 protected:
  std::vector<std::vector<std::string>> arguments_of(std::size_t generators) const {
    std::vector<std::vector<std::string>> all;
    for (const LoadOrder& part : divide(order_, generators)) {
      all.push_back(loadgen_command(part, plan_, bench_).arguments);
    }
    return all;
  }

  /// The value that follows an option; "" without it.
  static std::string value_of(const std::vector<std::string>& arguments,
                              const std::string& option) {
    const auto found = std::ranges::find(arguments, option);
    return found == arguments.end() || found + 1 == arguments.end() ? "" : *(found + 1);
  }

  const common::TemporaryFolder folder_;
  Bench bench_{.programs = folder_.path(), .work = folder_.path()};
  plan::Plan plan_;
  LoadOrder order_{.url = "http://127.0.0.1:1/", .requests = 1001, .concurrency = 10};
};

TEST_F(LoadgenCommand, SharesTheConnectionsBesideTheMeasuredOnes) {
  plan_.background_clients.idle = 5;
  plan_.background_clients.slow_readers = 1;
  const auto parts = arguments_of(3);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(value_of(parts[0], "--idle"), "2");
  EXPECT_EQ(value_of(parts[1], "--idle"), "2");
  EXPECT_EQ(value_of(parts[2], "--idle"), "1");
  EXPECT_EQ(value_of(parts[0], "--slow-readers"), "1");
  EXPECT_EQ(value_of(parts[1], "--slow-readers"), "");
  EXPECT_EQ(value_of(parts[1], "--slow-path"), "") << "which loadgen would refuse alone";
  EXPECT_EQ(value_of(arguments_of(1).at(0), "--idle"), "5");
}

TEST_F(LoadgenCommand, SharesRequestsAndStartsAtOneInstant) {
  order_.start_at = common::Nanoseconds(123'456'789);
  const auto parts = arguments_of(2);
  EXPECT_EQ(value_of(parts.at(0), "-n"), "501");
  EXPECT_EQ(value_of(parts.at(1), "-n"), "500");
  EXPECT_EQ(value_of(parts[1], "-c"), "5");
  EXPECT_EQ(value_of(parts[0], "--start-at"), "123456789");
  EXPECT_EQ(value_of(parts[1], "--start-at"), "123456789");
  EXPECT_EQ(value_of(parts[1], "--rate"), "");
}

TEST_F(LoadgenCommand, ShiftsConstantArrivals) {
  order_.rate = 400;
  plan_.poisson = false;
  const auto parts = arguments_of(2);
  EXPECT_EQ(value_of(parts.at(0), "--rate"), "200.000000");
  EXPECT_EQ(value_of(parts[0], "--phase"), "");
  EXPECT_EQ(value_of(parts.at(1), "--phase"), "2500000");
  EXPECT_EQ(value_of(parts[1], "--seed"), "");
}

TEST_F(LoadgenCommand, GivesPoissonArrivalsRandomNumbersOfTheirOwn) {
  order_.rate = 400;
  plan_.poisson = true;
  const auto parts = arguments_of(3);
  EXPECT_EQ(value_of(parts.at(0), "--seed"), "");
  EXPECT_EQ(value_of(parts.at(1), "--seed"), "1");
  EXPECT_EQ(value_of(parts.at(2), "--seed"), "2");
  EXPECT_EQ(value_of(parts[2], "--phase"), "");
  EXPECT_EQ(value_of(parts[2], "--arrivals"), "poisson");
}

}  // namespace
}  // namespace tiga::suite::measure
