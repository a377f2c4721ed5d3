// A cell whose load several generators send.
#include <gmock/gmock.h>

#include <filesystem>
#include <numeric>

#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/measure/cell.hpp"
#include "suite/measure/load.hpp"
#include "suite/measure/local_host.hpp"
#include "tests/support/programs.hpp"

namespace tiga::suite::measure {
namespace {

class DividedLoad : public testing::Test {
 protected:
  Bench bench(const std::string& work) const {
    return {.programs = std::filesystem::path(tests::program("tiga")).parent_path(),
            .work = folder_.path() / work};
  }

  Testbed testbed() {
    Testbed both = on_one_host(one_);
    both.all = both.generators = {&one_, &two_};
    return both;
  }

  CellResult run(std::uint32_t concurrency, std::optional<double> load = {}) {
    return run_cell({1, 1, "async", {concurrency, load}}, plan_, testbed(), 500.0, [] {});
  }

  common::TemporaryFolder folder_;
  plan::Plan plan_;
  LocalHost one_{bench("one"), plan_, "one"};
  LocalHost two_{bench("two"), plan_, "two"};
};

TEST_F(DividedLoad, OfTwoGeneratorsIsCountedAsTheServerCountsIt) {
  plan_.requests = 6001;
  plan_.keep_alive = true;
  plan_.warm_up_requests = 1001;
  const CellResult result = run(1000);
  const records::CellRow& row = result.row;
  EXPECT_TRUE(row.valid) << row.reason.field() << result.log;
  EXPECT_EQ(row.requests, 6001);
  EXPECT_EQ(row.attempted, 6001);
  EXPECT_EQ(row.complete_requests, 6001);
  EXPECT_EQ(row.failed, 0);
  EXPECT_EQ(row.replies_sent, 6001) << "the server's own count, without the warm-up";
  EXPECT_EQ(row.warm_up_requests, 1001);
  EXPECT_EQ(row.bytes_received, 6001 * 103);
  EXPECT_EQ(row.connections_opened, 1000);
  EXPECT_EQ(row.server_hosts, "one");
  EXPECT_EQ(row.generator_hosts, "one two");
  EXPECT_TRUE(row.start_spread_us.has_value());
  const auto counted = std::accumulate(
      result.latency.begin(), result.latency.end(), std::uint64_t{0},
      [](std::uint64_t sum, const records::LatencyRow& bin) { return sum + bin.count; });
  EXPECT_EQ(counted, 6001U);
  for (const char* host : {"one", "two"}) {
    EXPECT_TRUE(std::filesystem::exists(folder_.path() / host / "load.json")) << host;
  }
}

TEST_F(DividedLoad, OfOneConnectionIsSentByOneGenerator) {
  plan_.requests = 50;
  plan_.warm_up_requests = 10;
  const CellResult result = run(1);
  EXPECT_TRUE(result.row.valid) << result.row.reason.field();
  EXPECT_EQ(result.row.replies_sent, 50);
  EXPECT_EQ(result.row.generator_hosts, "one");
  EXPECT_EQ(result.row.start_spread_us, std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "two" / "load.json"));
}

TEST_F(DividedLoad, OfAnOpenLoopHasTheRateOfTheWhole) {
  plan_.requests = 100;
  plan_.warm_up_requests = 10;
  const CellResult result = run(4, 0.8);
  EXPECT_TRUE(result.row.valid) << result.row.reason.field();
  EXPECT_EQ(result.row.rate, 400);
  EXPECT_EQ(result.row.replies_sent, 100);
  EXPECT_GE(result.row.time_taken_s, 0.24) << "the last of 100 is due then, whoever sends it";
}

TEST_F(DividedLoad, FailsWithTheGeneratorThatFails) {
  plan_.requests = 50;
  std::filesystem::create_directories(folder_.path() / "programs");
  Bench without = bench("two");
  without.programs = folder_.path() / "programs";
  LocalHost broken(without, plan_, "broken");
  Testbed both = testbed();
  both.all = both.generators = {&one_, &broken};
  const CellResult result = run_cell({1, 1, "async", {2}}, plan_, both, std::nullopt, [] {});
  EXPECT_FALSE(result.row.valid);
  EXPECT_THAT(result.row.reason.field(), testing::HasSubstr("/programs/loadgen"));
  EXPECT_THAT(result.log, testing::HasSubstr("\n== host one: server-0/stdout ==\nlistening on "));
}

TEST_F(DividedLoad, IsNotForWrk) {
  plan_.name = "mine";
  plan_.arms = {"async"};
  plan_.generator = plan::Generator::wrk;
  EXPECT_NO_THROW(refuse_divided_wrk(plan_, on_one_host(one_)));
  EXPECT_THROW(refuse_divided_wrk(plan_, testbed()), common::UsageError);
}

}  // namespace
}  // namespace tiga::suite::measure
