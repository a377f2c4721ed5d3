// The comparison as a program, on a run that is as small as it gets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/child_process.hpp"
#include "tests/support/nginx.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::bench {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

common::CommandResult compare_loadgen(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {tests::program("compare_loadgen")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return common::run_command({.arguments = command}, std::chrono::minutes(2));
}

TEST(CompareLoadgen, MeasuresKeepAliveAgainstNginx) {
  TIGA_SKIP_UNLESS(common::is_installed("wrk"), "wrk");
  TIGA_SKIP_UNLESS(tests::Nginx::is_installed(), "nginx");
  const auto result = compare_loadgen(
      {"--rounds", "2", "--concurrency", "3", "--servers", "nginx", "--modes", "keep-alive"});
  EXPECT_EQ(result.report.status, 0) << result.output << result.error;
  EXPECT_THAT(result.output, HasSubstr("seed 1\n"));
  EXPECT_THAT(result.output, ContainsRegex("keep-alive +3 nginx +loadgen-epoll/wrk .* 2/2 "));
  EXPECT_THAT(result.error, ContainsRegex("round 2/2: .* us"));
}

TEST(CompareLoadgen, MeasuresOneConnectionPerRequestAgainstTheBareServer) {
  TIGA_SKIP_UNLESS(common::is_installed("ab"), "ab");
  const auto result =
      compare_loadgen({"--rounds", "2", "--concurrency", "3", "--servers", "bare", "--modes",
                       "one-connection", "--contenders", "loadgen-epoll,ab"});
  EXPECT_EQ(result.report.status, 0) << result.output << result.error;
  EXPECT_THAT(result.output, ContainsRegex("one-connection +bare .* > 122  ab [0-9]+ > 122\n"));
  EXPECT_THAT(result.output, ContainsRegex("one-connection +3 bare +loadgen-epoll/ab .* 2/2 "));
}

TEST(CompareLoadgen, ReportsGeneratorsThatCannotRun) {
  const auto result =
      compare_loadgen({"--rounds", "2", "--servers", "bare", "--concurrency", "1", "--modes",
                       "keep-alive", "--contenders", "loadgen-warp_drive"});
  EXPECT_THAT(result.output, HasSubstr("left out: loadgen-warp_drive: "));
  EXPECT_EQ(result.report.status, 3);
  EXPECT_THAT(result.error, HasSubstr("nothing to compare"));
}

TEST(CompareLoadgen, RefusesUnknownArguments) {
  EXPECT_EQ(compare_loadgen({"--servers", "apache"}).report.status, 2);
  EXPECT_EQ(compare_loadgen({"--contenders", "siege"}).report.status, 2);
  EXPECT_EQ(compare_loadgen({"--rounds", "1"}).report.status, 2);
  EXPECT_EQ(compare_loadgen({"--modes", "pipelined"}).report.status, 2);
}

}  // namespace
}  // namespace tiga::bench
