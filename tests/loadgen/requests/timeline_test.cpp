#include "loadgen/requests/timeline.hpp"

#include <gtest/gtest.h>

#include "tests/loadgen/requests/samples.hpp"

namespace tiga::loadgen::requests {
namespace {

using std::chrono::milliseconds;

TEST(Timeline, CountsARequestInTheSecondInWhichItEnds) {
  Timeline timeline(1);
  TimelineRecorder recorder(timeline, at(0));
  recorder.ended(at(100), true, milliseconds(3));
  recorder.ended(at(999), true, milliseconds(5));
  recorder.ended(at(1000), false, milliseconds(7));
  recorder.pass(at(3200), 4);
  recorder.ended(at(3500), true, milliseconds(9));
  recorder.finish(5);
  const std::vector<TimelineRow> rows = timeline.rows();
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].ok, 2u);
  EXPECT_EQ(rows[0].p50_us, 3000);
  EXPECT_EQ(rows[0].p99_us, std::nullopt) << "two samples have no 99th percentile";
  EXPECT_EQ(rows[0].max_us, 5000);
  EXPECT_EQ(rows[1].ok, 0u);
  EXPECT_EQ(rows[1].failed, 1u);
  EXPECT_EQ(rows[1].max_us, std::nullopt);
  EXPECT_EQ(rows[1].not_started, 4u);
  EXPECT_EQ(rows[2].ok + rows[2].failed + rows[2].not_started, 0u);
  EXPECT_EQ(rows[3].second, 3u);
  EXPECT_EQ(rows[3].ok, 1u);
  EXPECT_EQ(rows[3].not_started, 1u);
}

TEST(Timeline, AddsUpThreads) {
  Timeline timeline(2);
  TimelineRecorder first(timeline, at(0));
  TimelineRecorder second(timeline, at(0));
  first.ended(at(100), true, milliseconds(1));
  first.ended(at(1100), true, milliseconds(1));
  first.finish(0);
  second.ended(at(200), true, milliseconds(3));
  second.finish(0);
  const std::vector<TimelineRow> rows = timeline.rows();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].ok, 2u);
  EXPECT_EQ(rows[0].max_us, 3000);
  EXPECT_EQ(rows[1].ok, 1u) << "a second that only one thread has seen";
}

}  // namespace
}  // namespace tiga::loadgen::requests
