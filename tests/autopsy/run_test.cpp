// The tiga command, measuring defective servers: what they give stands in cells.csv, and the cell
// of one that gets slower for ever ends all the same.
#include <gmock/gmock.h>

#include "suite/autopsy/law.hpp"
#include "tests/suite/tiga_command.hpp"

namespace tiga::suite {
namespace {

using loadgen::Outcome;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view plan = R"(
arms = ["silent-balancer", "not-found", "spinning-server"]
concurrencies = [1]
requests = 1000
warm_up_requests = 0
time_limit_s = 4
[arm.silent-balancer]
command = "{programs}/silent_balancer --backend 127.0.0.1:1"
ready = "listening on"
[arm.not-found]
command = "{programs}/not_found_server"
ready = "listening on"
[arm.spinning-server]
command = "{programs}/spinning_server --stats-file {stats}"
ready = "listening on"
)";

class AutopsyRun : public testing::Test, protected TigaCommand {};

TEST_F(AutopsyRun, RecordsTheCountsOfAbAndTheTrueCounts) {
  const auto done = tiga({"run", write_plan("autopsy", plan)});
  EXPECT_EQ(done.report.status, 1) << done.error;
  const records::RunData run = records::read_run(only_run());
  ASSERT_THAT(run.cells, SizeIs(3));
  for (const records::CellRow& cell : run.cells) {
    SCOPED_TRACE(cell.arm);
    EXPECT_FALSE(cell.valid);
    EXPECT_EQ(cell.ab_failed, 0);
    const auto outcome = [&](Outcome kind) {
      return cell.outcomes.at(static_cast<std::size_t>(kind)).value_or(0);
    };
    if (cell.arm == "spinning-server") {
      EXPECT_GT(outcome(Outcome::ok), 0);
      EXPECT_GT(cell.not_started, 0);
      EXPECT_GT(autopsy::rates_by_served(cell.reply_times).size(), 0);
      EXPECT_THAT(cell.reason.field(), HasSubstr(" not_started="));
    } else {
      const bool silent = cell.arm == "silent-balancer";
      EXPECT_EQ(cell.complete_requests, 1000);
      EXPECT_EQ(cell.ab_non_2xx, silent ? 0 : 1000);
      EXPECT_EQ(cell.bytes_received, silent ? 0 : 122000);
      EXPECT_EQ(outcome(silent ? Outcome::empty_reply : Outcome::wrong_length), 1000);
      EXPECT_EQ(cell.reply_times, "");
    }
  }
}

}  // namespace
}  // namespace tiga::suite
