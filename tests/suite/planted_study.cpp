// How well a verdict finds a planted difference of a tenth, and the sameness of copies. Measures,
// so it wants a quiet machine: `make planted-study` runs it, `make test` does not.
#include <pthread.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "tests/suite/planted.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;

// Takes the first core for 10 ms of every 100 ms, as a neighbour does.
class BurstsOnTheFirstCore {
 public:
  BurstsOnTheFirstCore() : thread_([this](const std::stop_token& end) { run(end); }) {}

 private:
  static void run(const std::stop_token& end) {
    common::pin_to({common::available_cpus().front()});
    while (!end.stop_requested()) {
      const auto began = common::SteadyClock::now();
      while (common::SteadyClock::now() < began + 10ms) {
      }
      std::this_thread::sleep_until(began + 100ms);
    }
  }

  std::jthread thread_;
};

class PlantedDifference : public Planted {
 protected:
  // One 95 % interval in twenty misses the truth; one that reaches half as far again, one in some
  // hundred. A test must not fail by chance.
  void expect_truth_within(const records::VerdictRow& row, double truth) const {
    const double reach = 1.5 * std::log(*row.upper / *row.ratio);
    EXPECT_NEAR(std::log(*row.ratio), std::log(truth), reach) << result_.output;
  }

  // 200 and 220 µs of CPU time a reply, and a copy of the first under another name. By CPU time the
  // difference is found on any machine; by throughput where it is not too busy for the precision.
  void expect_the_truth() {
    const records::RunData run = measured(
        "arms = [\"fast\", \"same\", \"slow\"]\naa = \"fast\"\nconcurrencies = [8]\n"
        "requests = 400\nwarm_up_requests = 50\nkeep_alive = true\nblocks = 12\n"
        "most_blocks = 48\nprecision = 0.01\nbudget_s = 40\n" +
        arm("fast", "\"burn_us=200\"") + arm("same", "\"burn_us=200\"") +
        arm("slow", "\"burn_us=220\""));
    ASSERT_EQ(result_.report.status, 0) << result_.error << result_.output;
    const records::VerdictRow dear = verdict(run, "server_cpu", "slow", "fast");
    EXPECT_EQ(dear.verdict, "slower") << result_.output;
    expect_truth_within(dear, 220.0 / 200);
    const records::VerdictRow slow = verdict(run, "throughput", "slow", "fast");
    if (slow.precise.value_or(false)) {
      EXPECT_EQ(slow.verdict, "slower") << result_.output;
    }
    EXPECT_THAT(slow.verdict, testing::AnyOf("slower", "inconclusive")) << result_.output;
    expect_truth_within(slow, 200.0 / 220);
    for (const std::string metric : {"server_cpu", "throughput"}) {
      EXPECT_THAT(verdict(run, metric, "same", "fast").verdict,
                  testing::AnyOf("equivalent", "inconclusive"))
          << result_.output;
    }
  }
};

TEST_F(PlantedDifference, IsFoundAndIdenticalArmsAreNotRanked) { expect_the_truth(); }

TEST_F(PlantedDifference, IsFoundWhileAnotherProcessUsesACoreInBursts) {
  const BurstsOnTheFirstCore neighbour;
  expect_the_truth();
}

}  // namespace
}  // namespace tiga::suite
