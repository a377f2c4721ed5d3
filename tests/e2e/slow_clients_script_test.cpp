// scripts/slow-clients, small, and with a bar for the p99 that no noise reaches.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/child_process.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

common::CommandResult slow_clients(std::vector<std::string> arguments) {
  const std::string folder = std::filesystem::path(program("loadgen")).parent_path();
  arguments.insert(arguments.begin(),
                   {(source_folder() / "scripts/slow-clients").string(), "--bin", folder});
  return common::run_command({.arguments = arguments}, 150s);
}

TEST(SlowClientsScript, MeasuresAndReportsWhetherTheLimitsAreMet) {
  TIGA_SKIP_UNLESS(!common::find_program("python3").empty(), "python3");
  const auto result = slow_clients(
      {"--idle",           "50", "--slow",         "20", "--rounds", "1",    "--seconds", "1",
       "--header-timeout", "3",  "--idle-timeout", "4",  "--ratio",  "1000", "--late",    "2",
       "--held",           "5",  "--crowd",        "20"});
  EXPECT_EQ(result.report.status, 0) << result.output << result.error;
  EXPECT_THAT(result.output, HasSubstr("5 served, 15 told 503 (0 of them by a reset)"));
  EXPECT_THAT(result.output, HasSubstr("every limit is met"));
}

TEST(SlowClientsScript, FailsIfALimitIsExceeded) {
  TIGA_SKIP_UNLESS(!common::find_program("python3").empty(), "python3");
  const auto result = slow_clients({"--idle", "5", "--slow", "5", "--rounds", "1", "--seconds", "1",
                                    "--header-timeout", "2", "--idle-timeout", "2", "--ratio",
                                    "0.001", "--held", "5", "--crowd", "20"});
  EXPECT_EQ(result.report.status, 1) << result.output << result.error;
  EXPECT_THAT(result.output, HasSubstr("MISSED: below 0.001"));
}

TEST(SlowClientsScript, NeedsItsPrograms) {
  TIGA_SKIP_UNLESS(!common::find_program("python3").empty(), "python3");
  const auto result = slow_clients({"--bin", "/nowhere"});
  EXPECT_EQ(result.report.status, 3);
  EXPECT_THAT(result.error, HasSubstr("is not built"));
  EXPECT_EQ(slow_clients({"--idle", "many"}).report.status, 2);
}

}  // namespace
}  // namespace tiga::tests
