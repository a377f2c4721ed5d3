// `tiga predict` on folders of runs that were never measured.
#include <gmock/gmock.h>

#include "suite/records/host_facts.hpp"
#include "suite/records/run_data.hpp"
#include "tests/suite/recorded_run.hpp"
#include "tests/suite/scale/queue_run.hpp"
#include "tests/suite/tiga_command.hpp"

namespace tiga::suite {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view two_arms =
    "arms = [\"async\", \"balanced\"]\naa = \"\"\nconcurrencies = [1, 100]\nrequests = 1000\n";
constexpr std::string_view own_arm =
    "arms = [\"mine\"]\nconcurrencies = [1]\nrequests = 1000\n[arm.mine]\ncommand = \"mine "
    "{port}\"\n";

class TigaPredict : public testing::Test, protected TigaCommand {
 protected:
  void make_run(const std::string& name, const std::vector<records::CellRow>& cells,
                std::string_view plan_text = two_arms) const {
    tests::record_run(results(), name, plan_text, cells, true,
                      scale::queue_run({}, {}, {}).manifest.placement);
  }

  void make_run() const {
    make_run("a", {scale::queue_cell("async", 1, 8000, {40, 20}),
                   scale::queue_cell("async", 100, 25'000, {40, 20}),
                   scale::queue_cell("balanced", 1, 5000, {100, 20, 55}),
                   scale::queue_cell("balanced", 100, 10'000, {100, 20, 55})});
  }
};

TEST_F(TigaPredict, PrintsPredictionBesideMeasurementAndCarriesIt) {
  make_run();
  const auto done = tiga({"predict", "a", "--backends", "1,64", "--clients", "1,1000000"});
  ASSERT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, AllOf(HasSubstr("\nasync (One event loop)\n"),
                                 HasSubstr("\n    100      25000.0        25000.0    +0.0 %"),
                                 HasSubstr("\n      64     18182/s balancer")));
  EXPECT_EQ(done.error, "");
}

TEST_F(TigaPredict, SharesTheClientsAmongBalancers) {
  make_run();
  const auto done = tiga({"predict", "a", "--backends", "64", "--balancers", "2"});
  ASSERT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, HasSubstr("\n      64     36364/s balancer"));
}

TEST_F(TigaPredict, SimulatesTheTailsOfFanOut) {
  make_run();
  const auto done = tiga({"predict", "a", "--backends", "8", "--fan-out", "1,8"});
  ASSERT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, AllOf(HasSubstr("a simulation"), HasSubstr("\n       1     18182/s"),
                                 HasSubstr("\n       8      2273/s")));
}

TEST_F(TigaPredict, FailsACheckWhereItMustBeRight) {
  make_run();
  const auto right = tiga({"predict", "a", "--check"});
  EXPECT_EQ(right.report.status, 0) << right.output << right.error;
  EXPECT_THAT(right.output, AllOf(HasSubstr("| `balanced` |"), Not(HasSubstr("carried"))));
  make_run("b", {scale::queue_cell("async", 1, 8000, {40, 20}),
                 scale::queue_cell("async", 100, 12'000, {40, 20})});
  const auto wrong = tiga({"predict", "b", "--check"});
  EXPECT_EQ(wrong.report.status, 1) << wrong.output << wrong.error;
  EXPECT_EQ(wrong.error, "");
  EXPECT_EQ(tiga({"predict", "b"}).report.status, 0);
}

TEST_F(TigaPredict, RefusesAndGivesTheReason) {
  make_run();
  make_run("empty", {});
  make_run("mine", {scale::queue_cell("mine", 1, 8000, {40, 20})}, own_arm);
  expect_refusal(tiga({"predict", "nowhere"}), 2, "there is no run 'nowhere'");
  expect_refusal(tiga({"predict"}), 2, "RUN is required");
  expect_refusal(tiga({"predict", "a", "--from", "7"}), 3, "closed loop at c=7");
  expect_refusal(tiga({"predict", "empty"}), 3, "whose CPU times are known");
  expect_refusal(tiga({"predict", "mine"}), 3, "has a known concurrency_model");
  expect_refusal(tiga({"predict", "a", "--backends", "0"}), 2, "--backends");
  expect_refusal(tiga({"predict", "a", "--fan-out", "1,0"}), 2, "--fan-out");
  expect_refusal(tiga({"predict", "a", "--network-us", "-1"}), 2, "--network-us");
}

TEST_F(TigaPredict, RefusesARunOnSeveralHosts) {
  make_run();
  records::Manifest manifest = records::read_run(results() / "a").manifest;
  manifest.hosts = {records::this_host(), records::this_host()};
  common::write_file(results() / "a" / "manifest.json", to_json(manifest));
  expect_refusal(tiga({"predict", "a"}), 3, "ran on 2 hosts");
}

}  // namespace
}  // namespace tiga::suite
