// What tiga run shows on a terminal while it measures.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "common/unique_fd.hpp"
#include "tests/suite/tiga_command.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class OnATerminal : public testing::Test, protected TigaCommand {
 protected:
  void SetUp() override {
    ASSERT_EQ(::grantpt(master_.get()), 0);
    ASSERT_EQ(::unlockpt(master_.get()), 0);
    name_ = ::ptsname(master_.get());
    terminal_.reset(::open(name_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    ASSERT_TRUE(static_cast<bool>(terminal_)) << "held open, so that reading never fails";
    const winsize window{24, 80, 0, 0};
    ASSERT_EQ(::ioctl(master_.get(), TIOCSWINSZ, &window), 0);
  }

  // Runs the plan with its standard error there. Returns all that was written to it.
  std::string shown_of(std::string_view plan, const std::vector<std::string>& environment) {
    common::Command command;
    command.arguments = {(programs() / "tiga").string(),     "run",       "--force",
                         write_plan("small", plan).string(), "--results", results().string()};
    command.environment = environment;
    command.environment.push_back(locks());
    command.output_file = folder() / "stdout";
    command.error_file = name_;
    auto running = common::ChildProcess::start(command);
    std::string shown;
    const auto deadline = common::Deadline::after(60s);
    std::optional<common::ExitReport> end;
    while (!end && !deadline.passed()) {  // what nobody reads would block it
      end = running.wait(common::Deadline::after(10ms));
      shown += read_all();
    }
    EXPECT_TRUE(end && end->succeeded()) << shown;
    return shown;
  }

 private:
  std::string read_all() const {
    std::string text;
    std::array<char, 4096> buffer{};
    ssize_t taken = 0;
    while ((taken = ::read(master_.get(), buffer.data(), buffer.size())) > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(taken));
    }
    return text;
  }

  common::UniqueFd master_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)};
  common::UniqueFd terminal_;
  std::string name_;
};

constexpr std::string_view small =
    "arms = [\"threaded\", \"async\"]\nconcurrencies = [1, 5]\nrequests = 50\n"
    "warm_up_requests = 20\nblocks = 2\naa = \"\"\n";

TEST_F(OnATerminal, DrawsATableOfTheFiguresSoFarAndClearsIt) {
  const std::string shown = shown_of(small, {"TERM=xterm", "NO_COLOR="});
  EXPECT_THAT(shown,
              AllOf(HasSubstr("\033[2mrequests/s: median ± 95 % interval (blocks); Ctrl-C ends"),
                    HasSubstr("c=1 "), HasSubstr("c=5"), HasSubstr("\nthreaded  "),
                    HasSubstr("\nasync     "), HasSubstr("(2)"),
                    HasSubstr("block 2 of 2  0:00 left"), HasSubstr("\r\033[4A\033[J")));
}

TEST_F(OnATerminal, UsesNoStyleWhereNoneIsWanted) {
  const std::string shown = shown_of(small, {"TERM=xterm", "NO_COLOR=1"});
  EXPECT_THAT(shown, AllOf(HasSubstr("\rrequests/s: "), Not(HasSubstr("\033[1m")),
                           Not(HasSubstr("\033[2m")), HasSubstr("\r\033[4A\033[J")));
}

TEST_F(OnATerminal, MovesNoCursorOnADumbOne) {
  EXPECT_THAT(
      shown_of(small, {"TERM=dumb"}),
      AllOf(HasSubstr("plan small: "), Not(HasSubstr("requests/s")), Not(HasSubstr("\033[4A"))));
}

}  // namespace
}  // namespace tiga::suite
