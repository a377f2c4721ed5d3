// Where the results of a run go, and that they are not lost on the way: devices, links, full disks,
// closed pipes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "common/text.hpp"
#include "loadgen/summary.hpp"
#include "tests/loadgen/misbehaving/rogue_server.hpp"
#include "tests/support/programs.hpp"

namespace tiga::loadgen::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class Outputs : public testing::Test {
 protected:
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  /// Five requests with these options, as words for a shell.
  std::string loadgen(const std::string& options) const {
    return common::shell_word(tests::program("loadgen")) + " -q -n 5 " + options + " " +
           server_.url();
  }
  static common::CommandResult shell(const std::string& command) {
    return common::run_command({.arguments = {"sh", "-c", command}}, std::chrono::seconds(50));
  }
  static void expect_one_line(const std::string& error, const std::string& says) {
    EXPECT_THAT(error, AllOf(StartsWith("loadgen: "), HasSubstr(says)));
    EXPECT_EQ(std::ranges::count(error, '\n'), 1) << error;
  }
  std::uint64_t ok_in(const std::string& name) const {
    return summary_from_json(common::read_file(path(name))).ok();
  }

 private:
  common::TemporaryFolder folder_;
  tests::RogueServer server_{tests::by_request([](tests::Visitor& visitor, int) {
    visitor.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello");
    return false;
  })};
};

TEST_F(Outputs, AReportToAFullDiskIsStatus3AndCostsNoFile) {
  const auto done = shell(loadgen("--json " + path("json").string()) + " >/dev/full");
  EXPECT_EQ(done.report.status, 3);
  expect_one_line(done.error, "cannot write to standard output: No space left on device");
  EXPECT_EQ(ok_in("json"), 5u);
}

TEST_F(Outputs, HelpToAFullDiskIsStatus3) {
  const auto done = shell(common::shell_word(tests::program("loadgen")) + " --help >/dev/full");
  EXPECT_EQ(done.report.status, 3);
  expect_one_line(done.error, "cannot write to standard output");
}

TEST_F(Outputs, AClosedStandardOutputIsStatus3AndCostsNoFile) {
  const auto done = shell(loadgen("--json " + path("json").string()) + " >&-");
  EXPECT_EQ(done.report.status, 3);
  expect_one_line(done.error, "cannot write to standard output: Bad file descriptor");
  EXPECT_EQ(ok_in("json"), 5u);
}

// The reader of the pipe closes it before the run begins.
TEST_F(Outputs, AReportToAClosedPipeIsStatus3AndCostsNoFile) {
  const std::string closed = path("closed").string();
  ASSERT_EQ(::mkfifo(closed.c_str(), 0600), 0);
  const auto done =
      shell("{ read word <" + closed + "; " + loadgen("--json " + path("json").string()) +
            "; echo status $? >&2; } | { exec <&-; echo word >" + closed + "; }");
  EXPECT_EQ(done.error, "loadgen: cannot write to standard output: Broken pipe\nstatus 3\n");
  EXPECT_EQ(ok_in("json"), 5u);
}

// Of what a run shows meanwhile no part is a result.
TEST_F(Outputs, AFullStandardErrorCostsNothing) {
  const auto done = shell(loadgen("-v 4 --json " + path("json").string()) + " 2>/dev/full");
  EXPECT_EQ(done.report.status, 0);
  EXPECT_THAT(done.output, HasSubstr("Complete requests:      5\n"));
  EXPECT_EQ(ok_in("json"), 5u);
}

TEST_F(Outputs, AFileThatCannotBeWrittenCostsNeitherTheReportNorTheOthers) {
  const auto done = shell(loadgen("--json /dev/full --csv " + path("csv").string()));
  EXPECT_EQ(done.report.status, 3);
  expect_one_line(done.error, "cannot write /dev/full: No space left on device");
  EXPECT_THAT(done.output, HasSubstr("Complete requests:      5\n"));
  EXPECT_THAT(common::read_file(path("csv")), HasSubstr("attempted"));
}

TEST_F(Outputs, AFullDiskLeavesTheOldFileAndNoPart) {
  common::write_file(path("json"), "old");
  const auto done =
      shell("ulimit -f 1; exec " + loadgen("--json " + path("json").string()) + " 2>&1");
  EXPECT_EQ(done.report.status, 3) << done.output;
  EXPECT_THAT(done.output,
              AllOf(HasSubstr("Complete requests:      5\n"), HasSubstr("json: File too large\n")));
  EXPECT_EQ(common::read_file(path("json")), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(path("")), {}), 1);
}

TEST_F(Outputs, AFileThatIsALinkReplacesItsTarget) {
  common::write_file(path("target"), "old");
  fs::create_symlink("target", path("link"));
  EXPECT_EQ(shell(loadgen("--json " + path("link").string())).report.status, 0);
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(ok_in("target"), 5u);
}

TEST_F(Outputs, DevicesAreWrittenInPlace) {
  const auto done = shell(loadgen("--json /dev/null --csv /dev/null"));
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

// Into a pipe, and into a file that the shell has opened.
TEST_F(Outputs, AFileThatIsStandardOutputFollowsTheReport) {
  const std::string command = loadgen("--json /dev/stdout");
  const auto piped = shell(command);
  EXPECT_EQ(piped.report.status, 0) << piped.error;
  const auto redirected = shell(command + " >" + path("all").string());
  EXPECT_EQ(redirected.report.status, 0) << redirected.error;
  for (const std::string& all : {piped.output, common::read_file(path("all"))}) {
    const std::size_t json = all.find("\n{\n");
    ASSERT_NE(json, std::string::npos) << all;
    EXPECT_THAT(all, StartsWith("This is loadgen"));
    EXPECT_LT(all.find("Verdict: "), json);
    EXPECT_EQ(summary_from_json(all.substr(json)).ok(), 5u);
  }
}

TEST_F(Outputs, SeveralMayBePipes) {
  const auto done =
      shell(loadgen("--json /dev/stdout --csv /dev/stdout -e " + path("e").string()) + " | cat");
  EXPECT_EQ(done.error, "");
  EXPECT_THAT(done.output, AllOf(HasSubstr("\n{\n"), HasSubstr("\nserver_software,")));
  EXPECT_TRUE(fs::exists(path("e")));
}

TEST_F(Outputs, TheFileOfTheReportKeepsTheReport) {
  const std::string all = path("all").string();
  const auto done = shell(loadgen("--json " + all) + " >" + all);
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(common::read_file(all), AllOf(StartsWith("This is loadgen"), HasSubstr("\n{\n")));
}

}  // namespace
}  // namespace tiga::loadgen::cli
