// What becomes of what wrk says.
#include <gmock/gmock.h>

#include "common/error.hpp"
#include "suite/measure/generator_process.hpp"

namespace tiga::suite::measure {
namespace {

using loadgen::Outcome;

constexpr std::string_view said =
    "Running 1s test @ http://127.0.0.1:1/\n  1 threads and 50 connections\n"
    "tiga duration_us 2000000.000\ntiga requests 1000.000\ntiga bytes 103000.000\n"
    "tiga connect 1.000\ntiga read 2.000\ntiga write 3.000\ntiga timeout 4.000\n"
    "tiga status 5.000\ntiga min 10.000\ntiga mean 20.500\ntiga max 90.000\n"
    "tiga p50 19.000\ntiga p90 30.000\ntiga p95 40.000\ntiga p99 50.000\ntiga p99.9 60.000\n";

common::ExitReport used(long seconds) {
  common::ExitReport end;
  end.status = 0;
  end.usage.ru_utime.tv_sec = seconds;
  return end;
}

TEST(Wrk, OutputIsParsedIntoASummary) {
  const loadgen::Summary summary = read_wrk_output(said, used(1));
  EXPECT_EQ(summary.ok(), 995);
  EXPECT_EQ(summary.outcomes[Outcome::wrong_status], 5);
  EXPECT_EQ(summary.outcomes[Outcome::refused], 1);
  EXPECT_EQ(summary.outcomes[Outcome::reset], 5);
  EXPECT_EQ(summary.outcomes[Outcome::timed_out], 4);
  EXPECT_EQ(summary.attempted, 1010);
  EXPECT_EQ(summary.failed(), 15);
  EXPECT_EQ(summary.ab.complete, 1000);
  EXPECT_EQ(summary.bytes_received, 103000);
  EXPECT_DOUBLE_EQ(summary.elapsed_s, 2);
  EXPECT_DOUBLE_EQ(summary.requests_per_second(), 500);
  EXPECT_EQ(summary.latency_us.mean, 20.5);
  EXPECT_EQ(summary.latency_us.p99_9, 60);
  EXPECT_EQ(summary.latency_us.p99_99, std::nullopt);
  EXPECT_EQ(summary.generator.engine, wrk_engine);
  EXPECT_DOUBLE_EQ(summary.generator.core_share, 0.5);
  EXPECT_EQ(summary.verdict, loadgen::Verdict::server_measured);
}

TEST(Wrk, IsTheLimitWhenItsCoreIsFull) {
  EXPECT_EQ(read_wrk_output(said, used(2)).verdict, loadgen::Verdict::generator_limited);
}

TEST(Wrk, OutputWithoutResultsIsAnError) {
  EXPECT_THROW(read_wrk_output("Running 1s test\n", used(1)), common::CannotRun);
}

TEST(Wrk, HasNoPercentileThatItsCountDoesNotSupport) {
  std::string few(said);
  few.replace(few.find("requests 1000"), 13, "requests 99");
  const loadgen::Summary summary = read_wrk_output(few, used(1));
  EXPECT_EQ(summary.latency_us.p99, std::nullopt);
  EXPECT_EQ(summary.latency_us.p95, 40);
}

}  // namespace
}  // namespace tiga::suite::measure
