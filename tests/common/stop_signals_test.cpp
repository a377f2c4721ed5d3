#include "common/stop_signals.hpp"

#include <gtest/gtest.h>

namespace tiga::common {
namespace {

// What SIGHUP does, until the end.
class OnHangUp {
 public:
  explicit OnHangUp(void (*action)(int)) : before_(::signal(SIGHUP, action)) {}
  ~OnHangUp() { ::signal(SIGHUP, before_); }
  OnHangUp(const OnHangUp&) = delete;
  OnHangUp& operator=(const OnHangUp&) = delete;

 private:
  void (*before_)(int);
};

TEST(StopSignals, HaveAHangUpAmongThem) {
  const OnHangUp ends_the_program(SIG_DFL);
  const sigset_t signals = stop_signals();
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    EXPECT_EQ(::sigismember(&signals, number), 1) << number;
  }
  EXPECT_EQ(::sigismember(&signals, SIGPIPE), 0);
}

TEST(StopSignals, LeaveOutAHangUpThatIsIgnored) {
  const OnHangUp ignored(SIG_IGN);
  const sigset_t signals = stop_signals();
  EXPECT_EQ(::sigismember(&signals, SIGHUP), 0);
  EXPECT_EQ(::sigismember(&signals, SIGTERM), 1);
}

}  // namespace
}  // namespace tiga::common
