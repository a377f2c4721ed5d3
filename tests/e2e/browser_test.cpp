// A real browser on the balancer's page: both pictures load, and the log shows the backends in
// turn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "common/child_process.hpp"
#include "tests/e2e/browser.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class Browser : public testing::Test {
 protected:
  void SetUp() override { TIGA_SKIP_UNLESS(!chromium().empty(), "chromium"); }

  common::CommandResult browse(const std::vector<std::string>& options) const {
    std::vector<std::string> arguments = {chromium()};
    const std::vector<std::string> usual = browser_options();
    arguments.insert(arguments.end(), usual.begin(), usual.end());
    arguments.push_back("--user-data-dir=" + (folder_.path() / "profile").string());
    arguments.emplace_back("--virtual-time-budget=10000");
    arguments.insert(arguments.end(), options.begin(), options.end());
    // What it keeps outside of its profile goes to the same folder.
    return common::run_command(
        {.arguments = arguments, .environment = {"HOME=" + folder_.path().string()}}, 60s);
  }
  const std::filesystem::path& folder() const { return folder_.path(); }

  Deployment servers_{*suite::plan::find_architecture("balanced"),
                      {.front = {"--log", "requests"}}};

 private:
  common::TemporaryFolder folder_;
};

// The backends' names in the order in which the log has them.
std::vector<std::string> backends_in_turn(const std::vector<std::string>& log) {
  std::vector<std::string> turns;
  for (const std::string& line : log) {
    if (const std::size_t at = line.find("backend "); at != std::string::npos) {
      turns.push_back(line.substr(at));
    }
  }
  return turns;
}

TEST_F(Browser, LoadsThePageAndBothImages) {
  const auto result = browse({"--dump-dom", servers_.url("/page.html")});
  ASSERT_TRUE(result.report.succeeded()) << result.report.describe() << '\n' << result.error;
  // The page's script writes a picture's size there once it has loaded, as a picture that was
  // decoded has one.
  EXPECT_THAT(result.output,
              testing::ContainsRegex("threads.svg\"[^>]* data-loaded=\"[1-9][0-9]*x[1-9][0-9]*\""));
  EXPECT_THAT(result.output,
              testing::ContainsRegex("loop.png\"[^>]* data-loaded=\"[1-9][0-9]*x[1-9][0-9]*\""));

  const std::vector<std::string> log = servers_.front().log_lines();
  for (const char* target : {"/page.html", "/threads.svg", "/loop.png"}) {
    const std::string line = "\"GET " + std::string(target) + " HTTP/1.1\" 200";
    EXPECT_THAT(log, testing::Contains(HasSubstr(line)));
  }
  const auto turns = backends_in_turn(log);
  ASSERT_GE(turns.size(), 3U);
  const std::set<std::string> first_three(turns.begin(), turns.begin() + 3);
  EXPECT_EQ(first_three.size(), 3U) << "each of the first three requests goes to the next backend";
  servers_.expect_clean_end();
}

TEST_F(Browser, PaintsThePage) {
  const auto picture = folder() / "page.png";
  const auto result = browse(
      {"--window-size=800,1000", "--screenshot=" + picture.string(), servers_.url("/page.html")});
  ASSERT_TRUE(result.report.succeeded()) << result.report.describe() << '\n' << result.error;
  EXPECT_GT(std::filesystem::file_size(picture), 10'000U) << "an empty page is smaller";
}

}  // namespace
}  // namespace tiga::tests
