// What the suite says of servers whose truth is known: differences and faults that a test planted.
#include <chrono>

#include "tests/suite/planted.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Gt;
using testing::HasSubstr;
using testing::Lt;
using testing::SizeIs;
using testing::StartsWith;

// Twenty times as long: beside other tests, single runs of the same server differ by a factor of
// three.
TEST_F(Planted, ADelayOfTheCopyMakesTheLevelInvalid) {
  const records::RunData run = measured(
      "arms = [\"other\", \"one\"]\naa = \"one\"\nconcurrencies = [8]\nrequests = 100\n"
      "warm_up_requests = 20\nkeep_alive = true\nblocks = 9\n" +
      arm("one", "\"burn_us=100\", \"copy_burn_us=2000\", \"arm={arm}\"") +
      arm("other", "\"burn_us=200\""));
  const records::VerdictRow row = verdict(run, "throughput", "one", "other");
  EXPECT_EQ(row.verdict, "invalid") << result_.output;
  EXPECT_THAT(row.reason, StartsWith("the run tells one from its copy: throughput "));
  EXPECT_LT(*verdict(run, "throughput", "one-aa", "one").upper_99, 1) << result_.output;
  // A busy machine makes both wait alike, so that only CPU time has the planted figure.
  EXPECT_THAT(*verdict(run, "server_cpu", "one-aa", "one").ratio, AllOf(Gt(10), Lt(25)));
}

TEST_F(Planted, ShortRepliesMakeACellInvalid) {
  const records::RunData run = measured(
      "arms = [\"short\"]\nconcurrencies = [4]\nrequests = 100\nwarm_up_requests = 10\n"
      "keep_alive = true\n" +
      arm("short", "\"short_every=50\""));
  EXPECT_EQ(result_.report.status, 1);
  ASSERT_THAT(run.cells, SizeIs(1));
  EXPECT_FALSE(run.cells[0].valid);
  EXPECT_THAT(run.cells[0].reason.field(), HasSubstr(" truncated="));
}

TEST_F(Planted, TheDeathOfABackendMakesACellInvalid) {
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
  EXPECT_THAT(run.cells[0].reason.field(), StartsWith("killed program=async_server signal=9 "));
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
  EXPECT_THAT(run.cells[0].reason.field(), StartsWith("counters_disagree replies=999 ok="));
}

}  // namespace
}  // namespace tiga::suite
