// scripts/test-fresh with commands that stand in for debootstrap, namespaces, apt and git.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

// A machine on which everything works; tests break something.
class TestFresh : public testing::Test {
 protected:
  TestFresh() {
    fs::create_directories(tools());
    fs::create_directories(roots());
    put("id", "echo 0");
    put("git", "case $1 in archive) tar -c -T /dev/null ;; esac");
    put("apt-get", "echo http://mirror.example/debian/; echo http://other.example/debian/");
    put("apt-config", "echo 'Acquire::http::Proxy \"http://proxy.example\";'");
    put("debootstrap",
        "mkdir -p \"$3/etc/apt\"; echo \"$@\" >>" + (folder_.path() / "made").string());
    put("unshare", "while case $1 in --*) true ;; *) false ;; esac; do shift; done\nexec \"$@\"");
    put("mount", "exit 0");
    put("chroot",
        "page=$1/root/tiga/results/latest; mkdir -p $page/charts\n"
        "echo page >$page/report.html; echo chart >$page/charts/throughput.svg\n"
        "cat $1/etc/apt/apt.conf.d/90host\n" +
            write_down_command());
  }

  // The last argument: what a shell in the root gets.
  std::string write_down_command() const {
    return "for last; do true; done\necho \"$last\" >>" + typed_file().string() + "\n";
  }
  void put(const std::string& name, const std::string& body) const {
    common::write_file(tools() / name, "#!/bin/sh\n" + body + "\n");
    fs::permissions(tools() / name, fs::perms::owner_all);
  }
  common::CommandResult run(const std::vector<std::string>& arguments,
                            const std::vector<std::string>& environment = {}) const {
    // By env, since of a variable that is given twice bash takes the second.
    std::vector<std::string> command = {"env", "PATH=" + tools().string() + ":/usr/bin:/bin",
                                        "TMPDIR=" + roots().string(),
                                        "TIGA_FRESH_LOGS=" + logs().string()};
    command.insert(command.end(), environment.begin(), environment.end());
    command.push_back((source_folder() / "scripts/test-fresh").string());
    command.insert(command.end(), arguments.begin(), arguments.end());
    return common::run_command({.arguments = command}, 60s);
  }
  std::string typed() const {
    return fs::exists(typed_file()) ? common::read_file(typed_file()) : "";
  }
  std::string made() const { return common::read_file(folder_.path() / "made"); }
  fs::path roots() const { return folder_.path() / "roots"; }
  fs::path logs() const { return folder_.path() / "logs"; }
  static std::string without_skips() { return "TIGA_NO_SKIP="; }

 private:
  fs::path tools() const { return folder_.path() / "tools"; }
  fs::path typed_file() const { return folder_.path() / "typed"; }

  common::TemporaryFolder folder_;
};

TEST_F(TestFresh, TypesTheCommandsOfTheFirstPageInEachRoot) {
  const std::string page = common::read_file(source_folder() / "README.md");
  const auto printed = run({"--print"});
  ASSERT_EQ(printed.report.status, 0) << printed.error;
  const std::size_t line = printed.output.find('\n');
  const std::string first = printed.output.substr(0, line);
  const std::string second = printed.output.substr(line + 1, printed.output.size() - line - 2);
  EXPECT_THAT(page, AllOf(HasSubstr("\n" + first), HasSubstr("\n" + second)));
  EXPECT_THAT(first, EndsWith("make report"));
  EXPECT_EQ(second, "make test");

  const auto done = run({});
  EXPECT_EQ(done.report.status, 0) << done.output << done.error;
  EXPECT_THAT(done.output, EndsWith("\n4 passed, 0 failed\n"));
  const std::string both = "cd /root/tiga && " + first + "\n" + "cd /root/tiga && " + second + "\n";
  EXPECT_EQ(typed(), both + both);
  EXPECT_THAT(
      made(),
      AllOf(HasSubstr("--variant=minbase bookworm "), HasSubstr("--variant=minbase trixie "),
            HasSubstr(" http://mirror.example/debian/\n"), Not(HasSubstr("other.example"))));
  EXPECT_TRUE(fs::is_empty(roots())) << "no root is left";
  EXPECT_THAT(common::read_file(logs() / "bookworm-1.log"), HasSubstr("proxy.example"))
      << "apt in the root reaches what apt here reaches";
}

TEST_F(TestFresh, TypesOnlyTheFirstWhereItIsAskedTo) {
  const auto done = run({"--first", "trixie"});
  EXPECT_EQ(done.report.status, 0) << done.output << done.error;
  EXPECT_THAT(done.output, EndsWith("\n1 passed, 0 failed\n"));
  EXPECT_THAT(typed(), EndsWith("make report\n"));
  EXPECT_THAT(made(), Not(HasSubstr("bookworm")));
}

TEST_F(TestFresh, FailsWithACommandAndLeavesNoRoot) {
  put("chroot", "echo 'no such package'; exit 100");
  const auto done = run({"bookworm"});
  EXPECT_EQ(done.report.status, 1);
  EXPECT_THAT(done.output, AllOf(HasSubstr("no such package\nFAILED: bookworm, command 1: "),
                                 HasSubstr("status 100"), EndsWith("\n0 passed, 1 failed\n")));
  EXPECT_TRUE(fs::is_empty(roots()));
}

TEST_F(TestFresh, FailsWithoutAPage) {
  put("chroot", "exit 0");
  const auto done = run({"--first", "bookworm"});
  EXPECT_EQ(done.report.status, 1);
  EXPECT_THAT(done.output, HasSubstr("there is no page with its charts"));
}

TEST_F(TestFresh, EndsACommandThatTakesTooLong) {
  put("timeout", "shift 2; exit 124");  // the limit has passed
  const auto done = run({"--first", "bookworm"});
  EXPECT_EQ(done.report.status, 1);
  EXPECT_THAT(done.output, HasSubstr("FAILED: bookworm"));
  EXPECT_TRUE(fs::is_empty(roots()));
}

TEST_F(TestFresh, IsSkippedByNameWhereItCannotRun) {
  put("id", "echo 1000");
  const auto done = run({}, {without_skips()});
  EXPECT_EQ(done.report.status, 0);
  EXPECT_EQ(done.output,
            "skipped: bookworm (missing: root)\nskipped: trixie (missing: root)\n"
            "0 passed, 0 failed, 4 skipped\n");
  EXPECT_EQ(run({}, {"TIGA_NO_SKIP=1"}).report.status, 1);
  put("id", "echo 0");
  put("unshare", "exit 1");
  EXPECT_THAT(run({}, {without_skips()}).output, HasSubstr("leave to make namespaces"));
  put("apt-get", "exit 0");
  EXPECT_THAT(run({}, {without_skips()}).output, HasSubstr("Debian among apt's sources"));
  put("git", "exit 1");
  EXPECT_THAT(run({}, {without_skips()}).output, HasSubstr("a git checkout"));
  EXPECT_EQ(typed(), "");
}

TEST_F(TestFresh, RefusesUnknownArguments) {
  for (const char* const argument : {"--fast", "bullseye", ""}) {
    EXPECT_EQ(run({argument}).report.status, 2) << argument;
  }
  EXPECT_EQ(run({"--print"}, {"TIGA_FRESH_MINUTES=soon"}).report.status, 2);
}

}  // namespace
}  // namespace tiga::tests
