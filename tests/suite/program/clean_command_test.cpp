// `tiga clean`: what it removes, asks and refuses; and the page of all runs that commands leave.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>

#include <algorithm>
#include <chrono>

#include "common/text.hpp"
#include "suite/records/run_folder.hpp"
#include "tests/suite/made_up_verdicts.hpp"
#include "tests/suite/recorded_run.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* a = "20261121T000000Z-a";
constexpr const char* b = "20261122T000000Z-b";
constexpr const char* c = "20261123T000000Z-c";
constexpr const char* d = "another";

class TigaClean : public testing::Test, protected TigaCommand {
 protected:
  void SetUp() override {
    for (const char* const name : {a, b, c}) {
      tests::record_run(results(), name,
                        "arms = [\"threaded\", \"async\"]\nconcurrencies = [50]\n"
                        "requests = 1000\nblocks = 12\n",
                        tests::two_arms());
    }
    records::point_latest_to(results() / c);
    fs::create_directories(results() / "report-2020");
    common::write_file(results() / "report-2020" / "async.csv", "");
    fs::create_directories(results() / "20261120T000000Z-app");
    common::write_file(results() / "20261120T000000Z-app" / "manifest.json", "{}");
  }
  bool stands(const std::string& name) const { return fs::exists(results() / name); }
  std::string index() const { return common::read_file(results() / "index.html"); }

  // What a terminal shows when somebody types that; `behind` the command.
  common::CommandResult at_a_terminal(const std::string& typed,
                                      const std::string& behind = "") const {
    const std::string command = common::shell_word((programs() / "tiga").string()) +
                                " clean --keep 1 --results " +
                                common::shell_word(results().string()) + behind;
    return common::run_command(
        {.arguments = {"sh", "-c", "printf '%s' \"$1\" | script -qec \"$2\" /dev/null", "sh", typed,
                       command}},
        std::chrono::seconds(60));
  }
};

TEST_F(TigaClean, RemovesOldRunsWithALineForEachAndNothingElse) {
  const auto done = tiga({"clean", "--keep", "1", "--yes"});
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_FALSE(stands(a));
  EXPECT_FALSE(stands(b));
  EXPECT_TRUE(stands(c));
  EXPECT_TRUE(stands("report-2020/async.csv"));
  EXPECT_TRUE(stands("20261120T000000Z-app/manifest.json")) << "another program's";
  EXPECT_TRUE(fs::exists(results() / "latest" / "manifest.json"));
  EXPECT_EQ(std::ranges::count(done.output, '\n'), 2) << done.output;
  EXPECT_THAT(done.output, AllOf(HasSubstr(a), HasSubstr(b), StartsWith("removed ")));
  EXPECT_THAT(index(), AllOf(HasSubstr(c), Not(HasSubstr(b))));

  const auto again = tiga({"clean", "--keep", "1", "--yes"});
  EXPECT_EQ(again.report.status, 0);
  EXPECT_THAT(again.output, StartsWith("nothing to remove: "));
}

TEST_F(TigaClean, KeepsWhatLatestPointsToAndARunThatIsBeingMeasured) {
  records::point_latest_to(results() / a);
  const common::UniqueFd lock = records::lock_run(results() / b);
  const auto done = tiga({"clean", "--keep", "1", "--yes"});
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_TRUE(stands(a));
  EXPECT_TRUE(stands(b));
  EXPECT_FALSE(stands(c));
}

TEST_F(TigaClean, RemovesNothingUnaskedWithoutATerminal) {
  const auto refused = tiga({"clean", "--keep", "1"});
  EXPECT_EQ(refused.report.status, 2);
  EXPECT_EQ(refused.output, "");
  EXPECT_THAT(refused.error,
              AllOf(StartsWith("tiga: 2 runs and maps would be removed"), HasSubstr("--yes")));
  EXPECT_TRUE(stands(a));
}

TEST_F(TigaClean, AsksAtATerminal) {
  TIGA_SKIP_UNLESS(common::is_installed("script"), "script");
  for (const char* const no : {"n\n", "\n", "no\n", "yes please\n", ""}) {
    const auto kept = at_a_terminal(no);
    EXPECT_EQ(kept.report.status, 0) << kept.error;
    EXPECT_THAT(kept.output, AllOf(HasSubstr(a), HasSubstr("remove them? [y/N] "),
                                   HasSubstr("nothing was removed")));
    EXPECT_TRUE(stands(a));
  }
  const auto unseen = at_a_terminal("y\n", " | cat");
  EXPECT_THAT(unseen.output, HasSubstr("no terminal to ask at")) << "nobody would see the question";
  EXPECT_TRUE(stands(a));
  EXPECT_THAT(at_a_terminal("y\n").output, HasSubstr("removed "));
  EXPECT_FALSE(stands(a));
  EXPECT_FALSE(stands(b));
  EXPECT_TRUE(stands(c));
}

TEST_F(TigaClean, RefusesWrongNumbersAndAFolderThatIsNoResults) {
  for (const char* const keep : {"0", "-1", "1.5", "all", ""}) {
    EXPECT_EQ(tiga({"clean", "--yes", "--keep", keep}).report.status, 2) << keep;
  }
  EXPECT_EQ(tiga({"clean", "--yes"}).report.status, 2) << "how many?";
  EXPECT_EQ(tiga({"clean", "--keep", "1", a}).report.status, 2);
  const auto file = tiga({"clean", "--keep", "1", "--yes"}, results() / a / "cells.csv");
  EXPECT_EQ(file.report.status, 3);
  EXPECT_THAT(file.error, HasSubstr("cells.csv: Not a directory\n"));
  const auto one_run = tiga({"clean", "--keep", "1", "--yes"}, results() / a);
  EXPECT_EQ(one_run.report.status, 0);
  EXPECT_THAT(one_run.output, StartsWith("nothing to remove: "));
  EXPECT_TRUE(stands(std::string(a) + "/cells.csv"));
  EXPECT_TRUE(stands(b));
}

TEST_F(TigaClean, IsNotNeededForThePageOfAllRuns) {
  EXPECT_FALSE(fs::exists(results() / "index.html"));
  const auto done = tiga({"report", a});
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, HasSubstr("index.html\n"));
  EXPECT_THAT(index(), AllOf(HasSubstr("async (One event loop) is faster"),
                             HasSubstr(std::string("href=\"") + a + "/report.html\""),
                             HasSubstr("20261120T000000Z-app: ")));
  fs::remove(results() / "index.html");
  EXPECT_EQ(tiga({"report", (results() / a).string()}, folder() / "elsewhere").report.status, 0);
  EXPECT_FALSE(fs::exists(results() / "index.html")) << "of another folder for runs";
  EXPECT_FALSE(fs::exists(folder() / "elsewhere"));
}

TEST_F(TigaClean, ThePageOfAllRunsHasWhatWasAddedWhileAnotherCommandWroteIt) {
  common::UniqueFd other(::open(results().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  ASSERT_EQ(::flock(other.get(), LOCK_EX), 0);
  auto reporting = start({"report", a});
  ASSERT_TRUE(tests::wait_until([&] { return stands(std::string(a) + "/report.html"); },
                                std::chrono::seconds(60)));
  EXPECT_FALSE(
      tests::wait_until([&] { return stands("index.html"); }, std::chrono::milliseconds(300)));
  fs::copy(results() / b, results() / d, fs::copy_options::recursive);
  other.reset();
  ASSERT_TRUE(reporting.wait(common::Deadline::after(std::chrono::seconds(30))).has_value());
  EXPECT_THAT(index(), HasSubstr(std::string(d) + ": b"));
}

}  // namespace
}  // namespace tiga::suite
