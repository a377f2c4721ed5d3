// scripts/soak, small: it is clean on these servers, and sees one that is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::ContainsRegex;
using testing::HasSubstr;

class Soak : public testing::Test {
 protected:
  common::CommandResult soak(const std::filesystem::path& servers, const std::string& requests) {
    const std::string generators = std::filesystem::path(program("loadgen")).parent_path();
    return common::run_command(
        {.arguments = {"env", "SOAK_REQUESTS=" + requests, "SOAK_BIN=" + generators,
                       "SOAK_SERVERS=" + servers.string(),
                       "SOAK_FOLDER=" + (folder_.path() / "soak").string(),
                       (source_folder() / "scripts/soak").string(), "test"}},
        200s);
  }
  std::filesystem::path built() const {
    return std::filesystem::path(program("async_server")).parent_path();
  }

  common::TemporaryFolder folder_;
};

TEST_F(Soak, FindsNoLeak) {
  const auto result = soak(built(), "4000");
  EXPECT_EQ(result.report.status, 0) << result.output << result.error;
  EXPECT_THAT(result.output, HasSubstr("clean"));
  EXPECT_THAT(result.output, ContainsRegex("parsers +4000 .* clean"));
  EXPECT_THAT(result.output, ContainsRegex("balancer asio +4000 +4000 .* clean"));
  EXPECT_THAT(result.output, ContainsRegex("balancer io_uring(: left out| +4000 +4000 .* clean)"));
}

TEST_F(Soak, DetectsAServerThatExitsBadly) {
  for (const std::string name : {"threaded_server", "async_server", "balancer"}) {
    common::write_file(folder_.path() / name, "#!/bin/bash\n" + (built() / name).string() +
                                                  " \"$@\" & child=$!\n"
                                                  "trap 'kill $child; wait $child; exit 99' TERM\n"
                                                  "wait $child\n");
    std::filesystem::permissions(folder_.path() / name, std::filesystem::perms::owner_all);
  }
  const auto result = soak(folder_.path(), "400");
  EXPECT_EQ(result.report.status, 1) << result.output << result.error;
  EXPECT_THAT(result.error, HasSubstr("async_server ended with 99"));
}

TEST_F(Soak, RefusesAnInvalidNumber) { EXPECT_EQ(soak(built(), "many").report.status, 2); }

}  // namespace
}  // namespace tiga::tests
