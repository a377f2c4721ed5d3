#include "suite/progress/terminal.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/ioctl.h>

#include <csignal>
#include <cstdlib>

#include "common/unique_fd.hpp"

namespace tiga::suite::progress {
namespace {

// A terminal with nobody in front of it.
class TerminalOf : public testing::Test {
 protected:
  void SetUp() override {
    ::unsetenv("NO_COLOR");
    ::setenv("TERM", "xterm", 1);
    ASSERT_TRUE(static_cast<bool>(master_));
    ASSERT_EQ(::grantpt(master_.get()), 0);
    ASSERT_EQ(::unlockpt(master_.get()), 0);
    const char* name = ::ptsname(master_.get());
    ASSERT_NE(name, nullptr);
    terminal_.reset(::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC));
    ASSERT_TRUE(static_cast<bool>(terminal_));
  }

  void resize(unsigned short columns, unsigned short rows) const {
    const winsize window{rows, columns, 0, 0};
    ASSERT_EQ(::ioctl(master_.get(), TIOCSWINSZ, &window), 0);
  }

  common::UniqueFd master_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
  common::UniqueFd terminal_;
};

TEST_F(TerminalOf, HasTheSizeOfItsWindowNow) {
  const TerminalSource source = terminal_of(terminal_.get());
  ASSERT_TRUE(static_cast<bool>(source));
  EXPECT_EQ(source(), (Terminal{80, 24, true})) << "a size that is not known";
  resize(132, 50);
  EXPECT_EQ(source(), (Terminal{132, 50, true}));
  resize(40, 10);
  EXPECT_EQ(source(), (Terminal{40, 10, true}));
}

TEST_F(TerminalOf, CountsHowOftenThisProcessWentOn) {
  const TerminalSource source = terminal_of(terminal_.get());
  const int before = source().continued;
  ::raise(SIGCONT);
  EXPECT_EQ(source().continued, before + 1);
  EXPECT_TRUE(source().foreground) << "a terminal that controls no process of this session";
}

TEST_F(TerminalOf, RespectsNoColor) {
  ::setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(terminal_of(terminal_.get())().styled);
  ::setenv("NO_COLOR", "", 1);
  EXPECT_TRUE(terminal_of(terminal_.get())().styled) << "empty counts as not set";
}

TEST_F(TerminalOf, IsNoneWhoseCursorCannotBeMoved) {
  for (const char* const kind : {"dumb", ""}) {
    ::setenv("TERM", kind, 1);
    EXPECT_FALSE(static_cast<bool>(terminal_of(terminal_.get()))) << kind;
  }
  ::unsetenv("TERM");
  EXPECT_FALSE(static_cast<bool>(terminal_of(terminal_.get())));
  ::setenv("TERM", "xterm", 1);
  const common::UniqueFd file(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  EXPECT_FALSE(static_cast<bool>(terminal_of(file.get())));
}

TEST(PlainLine, IsCutToItsRoom) {
  const auto cut = [](const char* text, std::size_t room) { return plain_line(text, room).text; };
  EXPECT_EQ(cut("±5 %", 4), "±5 %");
  EXPECT_EQ(plain_line("±5 %", 9).width, 4);
  EXPECT_EQ(cut("±5 %", 3), "±5…");
  EXPECT_EQ(plain_line("±5 %", 3).width, 3);
  EXPECT_EQ(cut("±5 %", 1), "…");
  EXPECT_EQ(cut("±5 %", 0), "");
}

TEST(LiveLines, AreDrawnAgainInPlace) {
  std::string shown;
  LiveLines lines([&](const std::string& text) { shown = text; });
  lines.draw({{"a", 1}, {"bb", 2}}, 80);
  EXPECT_EQ(shown, "\ra\033[K\nbb\033[K\033[J");
  lines.draw({{"c", 1}}, 80);
  EXPECT_EQ(shown, "\r\033[1Ac\033[K\033[J") << "what is below is cleared";
  lines.draw({{std::string(30, 'd'), 30}, {"", 0}, {std::string(10, 'e'), 10}}, 80);
  lines.clear(10);
  EXPECT_EQ(shown, "\r\033[4A\033[J") << "the first one was wrapped into three rows";
  EXPECT_TRUE(lines.empty());
  shown.clear();
  lines.clear(10);
  EXPECT_EQ(shown, "") << "there is nothing to clear";
}

}  // namespace
}  // namespace tiga::suite::progress
