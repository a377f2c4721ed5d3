#include "suite/analysis/metric.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tiga::suite::analysis {
namespace {

stats::Comparison seen(double ratio, double reach) {
  const stats::Interval interval{ratio / reach, ratio * reach};
  return {ratio, interval, interval, interval, 0.001, 12};
}

VerdictKind found(Metric metric, double ratio, double reach, Bound bound = Bound::none,
                  double p = 0.001) {
  return judge(metric, seen(ratio, reach), p, 0.05, bound);
}

TEST(Metric, ReadsOnlyPositiveValuesOfValidCells) {
  records::CellRow cell;
  cell.valid = true;
  EXPECT_EQ(value_of(Metric::throughput, cell), std::nullopt);
  cell.ok_per_second = 100;
  cell.server_cpu_us_per_request = 0;
  cell.total_cpu_us_per_request = 90;
  cell.latency_p99_us = std::numeric_limits<double>::infinity();
  EXPECT_EQ(value_of(Metric::throughput, cell), 100);
  EXPECT_EQ(value_of(Metric::server_cpu, cell), std::nullopt);
  EXPECT_EQ(value_of(Metric::total_cpu, cell), 90);
  EXPECT_EQ(value_of(Metric::latency_p99, cell), std::nullopt);
  cell.valid = false;
  EXPECT_EQ(value_of(Metric::throughput, cell), std::nullopt);
}

TEST(Bound, IsOnTheSideThatASaturatedGeneratorLeavesOpen) {
  using enum Metric;
  EXPECT_EQ(bound_of(throughput, 0.5, 0.9), Bound::none);
  EXPECT_EQ(bound_of(throughput, 0.95, 0.9), Bound::at_least);
  EXPECT_EQ(bound_of(throughput, 0.9, 0.99), Bound::at_most);
  EXPECT_EQ(bound_of(throughput, 0.99, 0.99), Bound::both);
  EXPECT_EQ(bound_of(latency_p99, 0.99, 0.5), Bound::at_most);
  EXPECT_EQ(bound_of(latency_p99, 0.5, 0.99), Bound::at_least);
  EXPECT_EQ(bound_of(server_cpu, 0.99, 0.99), Bound::none);
  EXPECT_EQ(bound_of(total_cpu, 0.99, 0.5), Bound::none);
}

TEST(Bound, TreatsAnUnknownCoreShareAsUnknown) {
  EXPECT_EQ(bound_of(Metric::throughput, std::nullopt, 0.5), Bound::unknown);
  EXPECT_EQ(bound_of(Metric::throughput, std::nullopt, std::nullopt), Bound::unknown);
  EXPECT_EQ(bound_of(Metric::throughput, std::nullopt, 0.96), Bound::both);
  EXPECT_EQ(bound_of(Metric::throughput, 0.96, std::nullopt), Bound::both);
}

TEST(Judge, CallsMoreThroughputAndLessCpuAndLatencyBetter) {
  using enum Metric;
  EXPECT_EQ(found(throughput, 1.5, 1.1), VerdictKind::better);
  EXPECT_EQ(found(throughput, 0.6, 1.1), VerdictKind::worse);
  EXPECT_EQ(found(server_cpu, 0.6, 1.1), VerdictKind::better);
  EXPECT_EQ(found(server_cpu, 1.5, 1.1), VerdictKind::worse);
  EXPECT_EQ(found(total_cpu, 0.6, 1.1), VerdictKind::better);
  EXPECT_EQ(found(total_cpu, 1.5, 1.1), VerdictKind::worse);
  EXPECT_EQ(found(latency_p99, 1.5, 1.1), VerdictKind::worse);
  EXPECT_EQ(found(throughput, 1.01, 1.02), VerdictKind::equivalent);
  EXPECT_EQ(found(throughput, 1.1, 1.2), VerdictKind::inconclusive);
  EXPECT_EQ(found(throughput, 1.5, 1.1, Bound::none, 0.06), VerdictKind::inconclusive);
}

TEST(Judge, KeepsARankingOnlyIfItsOpenBoundPointsAwayFromOne) {
  using enum Metric;
  EXPECT_EQ(found(throughput, 1.5, 1.1, Bound::at_least), VerdictKind::better);
  EXPECT_EQ(found(throughput, 1.5, 1.1, Bound::at_most), VerdictKind::inconclusive);
  EXPECT_EQ(found(throughput, 0.6, 1.1, Bound::at_most), VerdictKind::worse);
  EXPECT_EQ(found(throughput, 0.6, 1.1, Bound::at_least), VerdictKind::inconclusive);
  EXPECT_EQ(found(throughput, 1.5, 1.1, Bound::both), VerdictKind::inconclusive);
  EXPECT_EQ(found(throughput, 1.5, 1.1, Bound::unknown), VerdictKind::better);
  EXPECT_EQ(found(latency_p99, 0.6, 1.1, Bound::at_most), VerdictKind::better);
  EXPECT_EQ(found(latency_p99, 0.6, 1.1, Bound::at_least), VerdictKind::inconclusive);
}

TEST(Judge, NeverCallsABoundedRatioEquivalent) {
  for (const Bound bound : {Bound::at_least, Bound::at_most, Bound::both}) {
    EXPECT_EQ(found(Metric::throughput, 1.0, 1.02, bound), VerdictKind::inconclusive);
  }
}

}  // namespace
}  // namespace tiga::suite::analysis
