#include "servers/loop/deadlines.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <string>

#include "tests/support/engines.hpp"

namespace tiga::servers::loop {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::AnyOf;

struct Named : Timed {
  Named(std::string* to, char as) : log(to), name(as) {}
  void deadline_passed() override { *log += name; }
  std::string* log;
  char name;
};

class DeadlinesTest : public tests::OnEachEngine {
 protected:
  /// Runs the loop until so many have expired.
  void expire(std::size_t count) {
    while (log_.size() < count) {
      io_->turn(common::TimePoint::max());
    }
  }
  const std::unique_ptr<Io> io_ =
      Io::make(GetParam() == "asio" ? core::Engine::asio : core::Engine::io_uring);
  Deadlines deadlines_{*io_};
  std::string log_;
  Named a_{&log_, 'a'};
  Named b_{&log_, 'b'};
  Named c_{&log_, 'c'};
};

TEST_P(DeadlinesTest, ExpireInOrderOfTimeNotOfSetting) {
  deadlines_.set(a_, hours(1));
  deadlines_.set(b_, milliseconds(10));
  deadlines_.set(c_, milliseconds(20));
  expire(2);
  EXPECT_EQ(log_, "bc");
}

TEST_P(DeadlinesTest, SettingAgainReplacesAndClearingCancels) {
  const common::TimePoint began = common::SteadyClock::now();
  deadlines_.set(a_, milliseconds(5));
  deadlines_.set(a_, milliseconds(200));
  deadlines_.set(b_, milliseconds(10));
  deadlines_.set(c_, milliseconds(10));
  Deadlines::clear(c_);
  expire(2);
  EXPECT_THAT(log_, AnyOf("ba", "ab")) << "late, both are due, in any order";
  EXPECT_GE(common::SteadyClock::now() - began, milliseconds(200));
}

TEST_P(DeadlinesTest, ADestroyedDeadlineNeverExpires) {
  {
    Named gone(&log_, 'x');
    deadlines_.set(gone, milliseconds(5));
  }
  deadlines_.set(a_, milliseconds(10));
  expire(1);
  EXPECT_EQ(log_, "a");
}

TEST(RoundedUp, IsAMultipleOfTheStepAndNeverZero) {
  constexpr milliseconds step(10);
  EXPECT_EQ(rounded_up(milliseconds(20), step), milliseconds(20));
  EXPECT_EQ(rounded_up(std::chrono::nanoseconds(20'000'001), step), milliseconds(30));
  EXPECT_EQ(rounded_up(milliseconds(0), step), step);
  EXPECT_EQ(rounded_up(milliseconds(-500), step), step);
}

TIGA_ON_EACH_ENGINE(DeadlinesTest);

}  // namespace
}  // namespace tiga::servers::loop
