#include "loadgen/output/progress.hpp"

#include <gtest/gtest.h>

#include <array>
#include <memory>

namespace tiga::loadgen::output {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::string content_of(std::FILE* file) {
  std::array<char, 4096> buffer{};
  std::rewind(file);
  return {buffer.data(), std::fread(buffer.data(), 1, buffer.size(), file)};
}

TEST(ProgressLine, CountsRequests) {
  EXPECT_EQ(progress_line({1000, {}}, seconds(4), 250),
            "25 % (250 requests, 62 a second), 12 s left");
  EXPECT_EQ(progress_line({1000, {}}, seconds(4), 1000),
            "100 % (1000 requests, 250 a second), 0 s left");
  EXPECT_EQ(progress_line({1000, {}}, seconds(4), 0), "0 % (0 requests, 0 a second)");
}

TEST(ProgressLine, UsesTheTimeLimitIfItEndsFirst) {
  EXPECT_EQ(progress_line({50'000, seconds(10)}, seconds(5), 100),
            "50 % (100 requests, 20 a second), 5 s left");
}

TEST(Progress, PrintsNothingInTheFirstTwoSeconds) {
  const File file(std::tmpfile());
  Progress progress(file.get(), false, {100, {}});
  progress.show(milliseconds(1999), 50);
  EXPECT_EQ(content_of(file.get()), "");
}

TEST(Progress, PrintsPlainLinesPeriodicallyWithoutATerminal) {
  const File file(std::tmpfile());
  Progress progress(file.get(), false, {100, {}});
  for (const int ms : {2000, 2200, 6900, 7000, 7200}) {
    progress.show(milliseconds(ms), 50);
  }
  EXPECT_EQ(
      content_of(file.get()),
      "50 % (50 requests, 25 a second), 2 s left\n50 % (50 requests, 7 a second), 7 s left\n");
}

TEST(Progress, DrawsABarOnATerminalAndRemovesIt) {
  const File file(std::tmpfile());
  {
    Progress progress(file.get(), true, {100, {}});
    progress.show(seconds(2), 50);
  }
  EXPECT_EQ(
      content_of(file.get()),
      "\r[###############...............] 50 % (50 requests, 25 a second), 2 s left\x1b[K\r\x1b[K");
}

}  // namespace
}  // namespace tiga::loadgen::output
