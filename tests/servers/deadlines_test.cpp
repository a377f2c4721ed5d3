#include "servers/loop/deadlines.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace tiga::servers::loop {
namespace {

using std::chrono::milliseconds;

struct Named : Timed {
  Named(std::string* to, char as) : log(to), name(as) {}
  void deadline_passed() override { *log += name; }
  std::string* log;
  char name;
};

class DeadlinesTest : public testing::Test {
 protected:
  Context context_{one_thread};
  Deadlines deadlines_{context_};
  std::string log_;
  Named a_{&log_, 'a'};
  Named b_{&log_, 'b'};
  Named c_{&log_, 'c'};
};

TEST_F(DeadlinesTest, ExpireInOrderOfTimeNotOfSetting) {
  deadlines_.set(a_, milliseconds(30));
  deadlines_.set(b_, milliseconds(10));
  deadlines_.set(c_, milliseconds(20));
  context_.run();
  EXPECT_EQ(log_, "bca");
}

TEST_F(DeadlinesTest, SettingAgainReplacesAndClearingCancels) {
  deadlines_.set(a_, milliseconds(5));
  deadlines_.set(a_, milliseconds(20));
  deadlines_.set(b_, milliseconds(10));
  deadlines_.set(c_, milliseconds(10));
  Deadlines::clear(c_);
  context_.run();
  EXPECT_EQ(log_, "ba");
}

TEST_F(DeadlinesTest, ADestroyedDeadlineNeverExpires) {
  {
    Named gone(&log_, 'x');
    deadlines_.set(gone, milliseconds(5));
  }
  deadlines_.set(a_, milliseconds(10));
  context_.run();
  EXPECT_EQ(log_, "a");
}

TEST_F(DeadlinesTest, AfterStopTheContextRunsOutOfWork) {
  deadlines_.set(a_, std::chrono::hours(1));
  deadlines_.stop();
  const auto before = common::SteadyClock::now();
  context_.run();
  EXPECT_LT(common::SteadyClock::now() - before, std::chrono::minutes(1));
  EXPECT_EQ(log_, "");
}

}  // namespace
}  // namespace tiga::servers::loop
