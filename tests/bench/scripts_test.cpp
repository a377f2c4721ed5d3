// What scripts/peers, scale-check, coverage and idle-memory say to arguments that they cannot use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::bench {
namespace {

using namespace std::chrono_literals;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::StartsWith;

common::CommandResult run(const std::string& script, const std::vector<std::string>& arguments,
                          const std::vector<std::string>& environment = {}) {
  common::Command command;
  command.arguments = {(tests::source_folder() / "scripts" / script).string()};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  command.environment = {"TIGA_BIN_DIR=" + tests::program("")};
  command.environment.insert(command.environment.end(), environment.begin(), environment.end());
  return common::run_command(command, 60s);
}

void expect_refused(const std::string& script, const std::vector<std::string>& arguments) {
  const common::CommandResult result = run(script, arguments);
  EXPECT_EQ(result.report.status, 2) << result.error;
  EXPECT_THAT(result.error, StartsWith(script + ": "));
  EXPECT_EQ(std::count(result.error.begin(), result.error.end(), '\n'), 1) << result.error;
  EXPECT_EQ(result.output, "");
}

TEST(Scripts, RefuseUnknownArgumentsInOneLine) {
  expect_refused("peers", {"--fast"});
  expect_refused("peers", {"--results"});
  expect_refused("peers", {"no-such-plan"});
  expect_refused("scale-check", {"--fast"});
  expect_refused("scale-check", {"--results"});
  expect_refused("scale-check", {"no-such-plan"});
  expect_refused("coverage", {"--fast"});
  expect_refused("coverage", {"unit", "load"});
  expect_refused("idle-memory", {"--connections", "0"});
  expect_refused("idle-memory", {"--connections", "many"});
  expect_refused("idle-memory", {"100"});
}

TEST(ScaleCheck, PrintsThePredictionsOfAPlan) {
  const common::TemporaryFolder folder;
  const std::filesystem::path plan = folder.path() / "small.toml";
  common::write_file(plan,
                     "arms = [\"backends-2\"]\nconcurrencies = [1, 2]\nrequests = 50\n"
                     "keep_alive = true\naa = \"\"\n"
                     "[arm.backends-2]\nlike = \"balanced\"\nbackends = 2\n");
  const std::string results = (folder.path() / "results").string();
  const auto result = run("scale-check", {"--results", results, plan.string()},
                          {"TIGA_LOCKS=" + (folder.path() / "locks").string()});
  EXPECT_LE(result.report.status, 1) << result.error;  // a busy machine is no model of queues
  EXPECT_THAT(result.output, ContainsRegex("\n\\| `backends-2` \\| [-+][0-9.]+ %"));
  EXPECT_THAT(result.output, HasSubstr("all figures: " + results));
}

TEST(IdleMemory, HasAFigureForEachServerAndCount) {
  TIGA_SKIP_UNLESS(common::is_installed("python3"), "python3");
  const auto result = run("idle-memory", {"--connections", "20", "200"});
  ASSERT_EQ(result.report.status, 0) << result.error;
  EXPECT_THAT(result.output, ContainsRegex("KiB a connection +20 idle +200 idle\n"));
  for (const char* server : {"threaded_server", "async_server", "balancer"}) {
    EXPECT_THAT(result.output, ContainsRegex(server + std::string(" +[0-9.]+ +[0-9.]+\n")));
  }
}

TEST(IdleMemory, NamesAMissingProgram) {
  const auto result = run("idle-memory", {"--server", "no_such_server"});
  EXPECT_EQ(result.report.status, 3);
  EXPECT_THAT(result.error, HasSubstr("no_such_server: No such file"));
}

TEST(InstallPackages, PeersIncludeThePackagesOfTheTests) {
  const auto with = run("install-packages", {"--print", "peers"});
  const auto without = run("install-packages", {"--print", "test"});
  ASSERT_EQ(with.report.status, 0) << with.error;
  EXPECT_EQ(with.output, without.output + "apache2-bin\nlibmicrohttpd-dev\n");
  EXPECT_THAT(run("install-packages", {"--print", "all"}).output, HasSubstr(with.output));
}

}  // namespace
}  // namespace tiga::bench
