#include "loadgen/engine/engine.hpp"

#include <gtest/gtest.h>

#include "common/uring/uring.hpp"
#include "tests/support/skip.hpp"

namespace tiga::loadgen::engine {
namespace {

EngineChoice chosen(bool keep_alive, std::uint64_t concurrency, unsigned threads = 1) {
  Options options;
  options.keep_alive = keep_alive;
  options.concurrency = concurrency;
  options.threads = threads;
  return choose_engine(options);
}

TEST(ChooseEngine, UsesTheRequestedEngine) {
  Options options;
  options.engine = EngineChoice::epoll;
  EXPECT_EQ(choose_engine(options), EngineChoice::epoll);
}

TEST(ChooseEngine, UsesIoUringIfItIsFaster) {
  TIGA_SKIP_UNLESS(common::Uring::offered(), "io_uring");
  EXPECT_EQ(chosen(true, 1), EngineChoice::io_uring);
  EXPECT_EQ(chosen(false, 50), EngineChoice::io_uring);
  EXPECT_EQ(chosen(false, 1), EngineChoice::epoll);
  EXPECT_EQ(chosen(true, 10'000), EngineChoice::epoll);
  EXPECT_EQ(chosen(true, 10'000, 4), EngineChoice::io_uring);
}

TEST(EngineNames, AreTheValuesOfTheOption) {
  EXPECT_EQ(name_of(EngineChoice::epoll), "epoll");
  EXPECT_EQ(name_of(EngineChoice::io_uring), "io_uring");
}

}  // namespace
}  // namespace tiga::loadgen::engine
