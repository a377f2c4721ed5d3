// make peers, on runs that are as small as they get.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <regex>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "suite/records/run_data.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class Peers : public testing::Test {
 protected:
  Peers() {
    // nginx and Apache, started by root, read files as users of their own.
    fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::group_exec |
                                        fs::perms::group_read | fs::perms::others_exec |
                                        fs::perms::others_read);
  }

  std::string locks() const { return "TIGA_LOCKS=" + (folder_.path() / "locks").string(); }
  fs::path results() const { return folder_.path() / "results"; }

  // That plan of the repository with other values, in a file of its own.
  fs::path small_plan(const std::string& name,
                      const std::vector<std::pair<std::string, std::string>>& values) const {
    std::string text = plan::read_plan_text(tests::source_folder() / "plans" / (name + ".toml"));
    for (const auto& [key, value] : values) {
      const std::regex line("(^|\n)" + key + " = (\\[[^\\]]*\\]|[^\n]*)");
      EXPECT_TRUE(std::regex_search(text, line)) << "the plan has changed: " << key;
      text = std::regex_replace(text, line, "$1" + key + " = " + value,
                                std::regex_constants::format_first_only);
    }
    const fs::path file = folder_.path() / (name + ".toml");
    common::write_file(file, text);
    return file;
  }

  common::CommandResult peers(const fs::path& plan) const {
    common::Command command;
    command.arguments = {(tests::source_folder() / "scripts/peers").string(), "--results",
                         results().string(), plan.string()};
    command.environment = {"TIGA_BIN_DIR=" + tests::program(""), locks()};
    return common::run_command(command, 100s);
  }

  fs::path only_series() const {
    std::vector<fs::path> found(fs::directory_iterator(results()), {});
    EXPECT_THAT(found, SizeIs(1));
    return found.at(0);
  }

 private:
  common::TemporaryFolder folder_;
};

TEST_F(Peers, EveryArmServes) {
  for (const char* server : {"nginx", "apache2", "haproxy"}) {
    TIGA_SKIP_UNLESS(common::is_installed(server), server);
  }
  TIGA_SKIP_UNLESS(fs::exists(tests::program("microhttpd_server")), "libmicrohttpd-dev");
  common::Command command;
  command.arguments = {tests::program("tiga"),
                       "run",
                       small_plan("peers-connections", {{"concurrencies", "[2]"},
                                                        {"requests", "20"},
                                                        {"warm_up_requests", "0"},
                                                        {"blocks", "1"},
                                                        {"aa", "\"\""}})
                           .string(),
                       "--force",
                       "--results",
                       results().string()};
  command.environment = {locks()};
  const auto done = common::run_command(command, 100s);
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.error, Not(HasSubstr("left out")));
  const records::RunData run = records::read_run(results() / "latest");
  EXPECT_THAT(run.cells, SizeIs(15));
  for (const records::CellRow& cell : run.cells) {
    EXPECT_TRUE(cell.valid) << cell.arm << ": " << cell.reason.field();
    EXPECT_EQ(cell.complete_requests, 20u) << cell.arm;
  }
}

TEST_F(Peers, PrintsRatiosAndResumes) {
  TIGA_SKIP_UNLESS(::geteuid() != 0 || tests::others_may_enter(TIGA_SOURCE_DIR),
                   "a folder that all users may enter");
  const fs::path plan =
      small_plan("peers-keepalive", {{"arms", "[\"async\", \"bare_epoll_server\"]"},
                                     {"aa", "\"\""},
                                     {"concurrencies", "[2]"},
                                     {"requests", "50"},
                                     {"warm_up_requests", "0"},
                                     {"blocks", "4"}});
  const auto first = peers(plan);
  ASSERT_EQ(first.report.status, 0) << first.error;
  const std::string row =
      "\\| `async` \\| `bare_epoll_server` \\| [0-9.]+ \\([0-9.]+ to [0-9.]+\\)";
  EXPECT_THAT(first.output, ContainsRegex(row));
  EXPECT_THAT(first.output, ContainsRegex("\\| `async` \\| [0-9,]+ \\| 103 \\| "));
  const std::string page = common::read_file(only_series() / "peers.md");
  EXPECT_THAT(first.output, HasSubstr(page));

  // As it would be, had it been killed before its page was written.
  fs::remove(only_series() / "peers.md");
  const auto second = peers(plan);
  EXPECT_EQ(second.report.status, 0) << second.error;
  EXPECT_THAT(second.error, HasSubstr("peers: peers-keepalive is measured: "));
  EXPECT_EQ(common::read_file(only_series() / "peers.md"), page);

  // And in the middle of a plan.
  fs::remove(only_series() / "peers.md");
  const fs::path manifest = fs::canonical(only_series() / "latest") / "manifest.json";
  common::write_file(manifest, std::regex_replace(common::read_file(manifest),
                                                  std::regex("\"complete\""), "\"interrupted\""));
  const auto third = peers(plan);
  EXPECT_EQ(third.report.status, 0) << third.error;
  EXPECT_THAT(third.error, HasSubstr(" goes on after 8 cells\n"));
  EXPECT_THAT(third.output, ContainsRegex(row));

  // A whole series is not touched again.
  ASSERT_EQ(peers(small_plan("peers-keepalive", {{"arms", "[\"async\"]"},
                                                 {"aa", "\"\""},
                                                 {"concurrencies", "[2]"},
                                                 {"requests", "50"},
                                                 {"blocks", "2"}}))
                .report.status,
            0);
  EXPECT_EQ(std::distance(fs::directory_iterator(results()), {}), 2);
}

}  // namespace
}  // namespace tiga::suite
