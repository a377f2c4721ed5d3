// `tiga report` on a disk that gets full while charts are drawn: a small file system of its own.
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "common/child_process.hpp"
#include "tests/suite/made_up_verdicts.hpp"
#include "tests/suite/recorded_run.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::size_t end_size = 16;  // what a whole chart ends with is in so many bytes

class FullDisk : public testing::Test, protected TigaCommand {
 protected:
  void SetUp() override {
    TIGA_SKIP_UNLESS(common::is_installed("unshare") &&
                         in_namespace("mount -t tmpfs none \"$1\"").report.succeeded(),
                     "mounting (root, unshare)");
    TIGA_SKIP_UNLESS(common::is_installed("gnuplot"), "gnuplot");
    tests::record_run(results(), "a",
                      "arms = [\"threaded\", \"async\"]\nconcurrencies = [50]\nrequests = 1000\n"
                      "blocks = 12\n",
                      tests::two_arms());
    fs::create_directories(kept());
  }

  // Runs a script with mounts of its own: $1 is a folder to mount on, $2 the results, $3 where
  // files are kept, $4 the program tiga.
  common::CommandResult in_namespace(const std::string& script) const {
    fs::create_directories(folder() / "small");
    return common::run_command(
        {.arguments = {"unshare", "--mount", "sh", "-c", script, "sh", folder() / "small",
                       results(), kept(), programs() / "tiga"},
         .environment = {locks()}},
        std::chrono::seconds(200));
  }
  fs::path kept() const { return folder() / "kept"; }

  // No half of a chart, no file under its working name.
  void expect_whole_charts(const fs::path& run) const {
    std::set<std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(run)) {
      EXPECT_NE(entry.path().extension(), ".part") << entry.path();
      files.insert(entry.path().filename().string());
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(run / "charts")) {
      for (const char* const format : {".svg", ".png", ".pdf"}) {
        EXPECT_TRUE(files.contains(entry.path().stem().string() + format)) << entry.path();
      }
      const std::string content = common::read_file(entry.path());
      const std::string end = content.substr(content.size() - std::min(content.size(), end_size));
      EXPECT_THAT(end, testing::AnyOf(HasSubstr("</svg>"), HasSubstr("IEND"), HasSubstr("%%EOF")))
          << entry.path();
    }
  }
};

// What gnuplot draws does not fit; it says nothing, and ends with status 0.
TEST_F(FullDisk, OfTemporaryFilesCostsChartsAndNothingElse) {
  const auto done = in_namespace(
      "mount -t tmpfs -o size=40k none \"$1\" && TMPDIR=\"$1\" \"$4\" report a --results \"$2\"");
  EXPECT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, AllOf(HasSubstr("async is faster"), HasSubstr("no chart ")));
  const fs::path run = results() / "a";
  expect_whole_charts(run);
  EXPECT_TRUE(fs::exists(run / "verdicts.csv"));
  EXPECT_THAT(common::read_file(run / "report.html"),
              AllOf(HasSubstr("</html>"), HasSubstr("Not drawn: gnuplot")));
}

// The data fits, some charts do, the page does not.
TEST_F(FullDisk, OfResultsCostsNoTableAndLeavesNoHalfOfAFile) {
  const auto done = in_namespace(
      "cp -r \"$2/a\" \"$1\" && mount -t tmpfs -o size=160k none \"$2\" && cp -r \"$1/a\" \"$2\" "
      "&& \"$4\" report a --results \"$2\"; status=$?; cp -r \"$2/a\" \"$3\" && exit $status");
  EXPECT_EQ(done.report.status, 3) << done.output;
  EXPECT_THAT(done.output, HasSubstr("async is faster"));
  EXPECT_THAT(done.error, AllOf(HasSubstr("tiga: cannot write "), HasSubstr("No space left")));
  EXPECT_EQ(std::ranges::count(done.error, '\n'), 1) << done.error;
  const fs::path run = kept() / "a";
  expect_whole_charts(run);
  EXPECT_FALSE(fs::is_empty(run / "charts")) << "too small: the disk was full before";
  EXPECT_TRUE(fs::exists(run / "verdicts.csv"));
  EXPECT_FALSE(fs::exists(run / "report.html"));
}

}  // namespace
}  // namespace tiga::suite
