// What the suite says of servers whose truth is known: differences and faults that a test planted.
#include <gmock/gmock.h>
#include <pthread.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "common/clock.hpp"
#include "common/cpu_set.hpp"
#include "suite/analysis/verdicts.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

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

class Planted : public testing::Test, protected TigaCommand {
 protected:
  std::string arm(const std::string& name, const std::string& settings) const {
    return "[arm." + name + "]\ncommand = [\"" + tests::program("burning_server") + "\", \"0\", " +
           settings + "]\nready = \"listening on \"\n";
  }

  records::RunData measured(const std::string& plan) {
    result_ = tiga({"run", write_plan("planted", plan), "--seed", "1"});
    return records::read_run(results() / "latest");
  }

  records::VerdictRow verdict(const records::RunData& run, const std::string& metric,
                              const std::string& arm, const std::string& baseline) const {
    for (const records::VerdictRow& row :
         records::read_rows(records::verdict_columns(),
                            common::read_file(run.folder / "verdicts.csv"), "verdicts")) {
      if (row.metric == metric && row.arm == arm && row.baseline == baseline) {
        return row;
      }
    }
    ADD_FAILURE() << "no verdict on " << arm << " and " << baseline;
    return {};
  }

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

  common::CommandResult result_;
};

TEST_F(Planted, DifferenceIsFoundAndSamenessIsNotCalledADifference) { expect_the_truth(); }

TEST_F(Planted, DifferenceIsFoundWhileANeighbourTakesACoreInBursts) {
  const BurstsOnTheFirstCore neighbour;
  expect_the_truth();
}

// Four times as long, so that a busy machine does not hide it.
TEST_F(Planted, DelayOfTheCopyMakesTheLevelInvalid) {
  const records::RunData run = measured(
      "arms = [\"other\", \"one\"]\naa = \"one\"\nconcurrencies = [8]\nrequests = 200\n"
      "warm_up_requests = 20\nkeep_alive = true\nblocks = 9\n" +
      arm("one", "\"burn_us=100\", \"copy_burn_us=400\", \"arm={arm}\"") +
      arm("other", "\"burn_us=200\""));
  const records::VerdictRow row = verdict(run, "throughput", "one", "other");
  EXPECT_EQ(row.verdict, "invalid") << result_.output;
  EXPECT_THAT(row.reason, StartsWith("the run tells one from its copy: throughput "));
  EXPECT_LT(*verdict(run, "throughput", "one-aa", "one").upper_99, 1) << result_.output;
  // A busy machine makes both wait alike, so that only CPU time has the planted figure.
  expect_truth_within(verdict(run, "server_cpu", "one-aa", "one"), 400.0 / 100);
}

TEST_F(Planted, ShortRepliesMakeACellInvalid) {
  const records::RunData run = measured(
      "arms = [\"short\"]\nconcurrencies = [4]\nrequests = 100\nwarm_up_requests = 10\n"
      "keep_alive = true\n" +
      arm("short", "\"short_every=50\""));
  EXPECT_EQ(result_.report.status, 1);
  ASSERT_THAT(run.cells, SizeIs(1));
  EXPECT_FALSE(run.cells[0].valid);
  EXPECT_THAT(run.cells[0].reason, HasSubstr("truncated"));
}

TEST_F(Planted, DeathOfABackendMakesACellInvalid) {
  auto running =
      start({"run", write_plan("endless",
                               "arms = [\"balanced\"]\nconcurrencies = [4]\nkeep_alive = true\n"
                               "requests = 50000000\nwarm_up_requests = 4\n")});
  ASSERT_TRUE(tests::wait_until([&] { return runs("50000000"); })) << "the load has begun";
  const auto backends = processes_with({"async_server", folder().string()});
  ASSERT_THAT(backends, SizeIs(4));
  ::kill(backends.front(), SIGKILL);
  ASSERT_TRUE(running.wait(common::Deadline::after(60s)).has_value());
  const records::RunData run = records::read_run(results() / "latest");
  ASSERT_THAT(run.cells, SizeIs(1));
  EXPECT_FALSE(run.cells[0].valid);
  EXPECT_THAT(run.cells[0].reason, StartsWith("async_server was killed by signal 9"));
}

// A server that says it sent more than arrived.
TEST_F(Planted, CountersThatDisagreeMakeACellInvalid) {
  use_own_programs({"tiga", "loadgen"});
  write_program("async_server", "#!/bin/sh\n'" + tests::program("async_server") +
                                    "' \"$@\" &\n"
                                    "trap 'kill $!; wait $!; sed -i \"s/\\\"replies\\\": *[0-9]*/"
                                    "\\\"replies\\\": 999/\" \"$3\"; exit 0' TERM\nwait $!\n");
  const records::RunData run =
      measured("arms = [\"async\"]\nconcurrencies = [4]\nrequests = 100\nwarm_up_requests = 10\n");
  ASSERT_THAT(run.cells, SizeIs(1));
  EXPECT_FALSE(run.cells[0].valid);
  EXPECT_THAT(run.cells[0].reason,
              StartsWith("counters disagree: the servers sent 999 replies, the generator counts"));
}

}  // namespace
}  // namespace tiga::suite
