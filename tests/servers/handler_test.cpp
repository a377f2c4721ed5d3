#include "servers/loop/handler.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace tiga::servers::loop {
namespace {

using Take = Handler<void(int)>;

TEST(HandlerTest, IsCalledOnceAndReleasesItsCaptures) {
  auto kept = std::make_shared<int>(0);
  Take handler = [kept](int by) { *kept += by; };
  EXPECT_TRUE(handler);
  EXPECT_EQ(kept.use_count(), 2);
  handler(3);
  EXPECT_EQ(*kept, 3);
  EXPECT_FALSE(handler);
  EXPECT_EQ(kept.use_count(), 1);
}

TEST(HandlerTest, AnUncalledHandlerReleasesItsCaptures) {
  auto kept = std::make_shared<int>(0);
  {
    Take handler = [kept](int) {};
    EXPECT_EQ(kept.use_count(), 2);
  }
  EXPECT_EQ(kept.use_count(), 1);
  Take replaced = [kept](int) {};
  replaced = [](int) {};
  EXPECT_EQ(kept.use_count(), 1);
}

TEST(HandlerTest, MovesWithItsCaptures) {
  auto kept = std::make_shared<int>(0);
  Take from = [kept, alone = std::make_unique<int>(4)](int by) { *kept = by + *alone; };
  Take to = std::move(from);
  EXPECT_FALSE(from);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(kept.use_count(), 2);
  to(1);
  EXPECT_EQ(*kept, 5);
}

TEST(HandlerTest, ItsCallMayReassignOrDestroyIt) {
  struct Owner {
    Take handler;
  };
  auto owner = std::make_unique<Owner>();
  auto calls = std::make_shared<int>(0);
  owner->handler = [&owner, calls](int) {
    owner->handler = [&owner, calls](int) {
      owner.reset();
      ++*calls;
    };
    ++*calls;
  };
  owner->handler(0);
  owner->handler(0);
  EXPECT_EQ(owner, nullptr);
  EXPECT_EQ(*calls, 2);
  EXPECT_EQ(calls.use_count(), 1);
}

}  // namespace
}  // namespace tiga::servers::loop
