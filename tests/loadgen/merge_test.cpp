// Summaries of several generators as one, compared with the summary of all their samples.
#include "loadgen/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include "loadgen/latency_summary.hpp"
#include "stats/samples.hpp"
#include "tests/loadgen/summary_example.hpp"

namespace tiga::loadgen {
namespace {

constexpr std::array<std::int64_t, 3> no_offsets = {0, 0, 0};

Summary merge_all(const std::vector<Summary>& parts) {
  return merge(parts, std::vector<std::int64_t>(parts.size(), 0));
}

/// A part that started and ended then, in seconds.
Summary part_from(double started_s, double ended_s, std::uint64_t ok = 10) {
  Summary part;
  part.started_monotonic_ns = std::llround(started_s * 1e9);
  part.elapsed_s = ended_s - started_s;
  part.outcomes[Outcome::ok] = ok;
  part.attempted = ok;
  part.verdict = Verdict::server_measured;
  return part;
}

void take_samples(const stats::Samples& samples, Summary& summary) {
  summary.outcomes[Outcome::ok] = samples.count();
  summary.attempted = samples.count();
  summary.latency_us = latency_of(samples);
  summary.latency_bins = bins_of(samples);
  summary.connect_us = summary.latency_us;
  summary.connect_bins = summary.latency_bins;
  summary.first_byte_us = summary.latency_us;
  summary.first_byte_bins = summary.latency_bins;
  summary.percentages = percentages_of(samples);
  summary.open_loop = OpenLoopFacts{500, "constant", summary.latency_us, summary.latency_bins};
}

/// `count` samples of each of `parts` generators, the later ones slower; and all of them as one.
struct Measured {
  Measured(std::size_t generators, std::size_t count) {
    std::mt19937_64 random(generators * 1000 + count);
    stats::Samples all;
    for (std::size_t generator = 0; generator < generators; ++generator) {
      std::lognormal_distribution<double> latency_ns(13 + static_cast<double>(generator) / 2, 1);
      stats::Samples own;
      for (std::size_t sample = 0; sample < count + generator; ++sample) {
        own.add(static_cast<std::uint64_t>(latency_ns(random)));
      }
      all.merge(own);
      take_samples(own, parts.emplace_back());
    }
    take_samples(all, whole);
    whole.open_loop->rate *= static_cast<double>(generators);
  }

  std::vector<Summary> parts;
  Summary whole;
};

void expect_close(const std::optional<double>& merged, const std::optional<double>& whole) {
  ASSERT_EQ(merged.has_value(), whole.has_value());
  if (whole) {
    EXPECT_NEAR(*merged, *whole, *whole / 256);
  }
}

void expect_the_same(const LatencySummary& merged, const LatencySummary& whole) {
  EXPECT_EQ(merged.min, whole.min);
  EXPECT_EQ(merged.max, whole.max);
  ASSERT_EQ(merged.mean.has_value(), whole.mean.has_value());
  if (whole.mean) {
    EXPECT_NEAR(*merged.mean, *whole.mean, *whole.mean * 1e-12);
  }
  expect_close(merged.p50, whole.p50);
  expect_close(merged.p90, whole.p90);
  expect_close(merged.p95, whole.p95);
  expect_close(merged.p99, whole.p99);
  expect_close(merged.p99_9, whole.p99_9);
  expect_close(merged.p99_99, whole.p99_99);
}

void expect_the_same(const std::vector<LatencyBin>& merged, const std::vector<LatencyBin>& whole) {
  ASSERT_EQ(merged.size(), whole.size());
  for (std::size_t bin = 0; bin < whole.size(); ++bin) {
    EXPECT_EQ(merged[bin].lower_ns, whole[bin].lower_ns);
    EXPECT_EQ(merged[bin].upper_ns, whole[bin].upper_ns);
    EXPECT_EQ(merged[bin].count, whole[bin].count);
  }
}

struct Size {
  std::size_t generators;
  std::size_t samples;  // of each; more than 131,072 together are kept in bins alone
};

void PrintTo(const Size& size, std::ostream* out) {
  *out << size.generators << " x " << size.samples;
}

class MergedLatencies : public testing::TestWithParam<Size> {};

TEST_P(MergedLatencies, AreThoseOfAllSamplesTogether) {
  const Measured measured(GetParam().generators, GetParam().samples);
  const Summary merged = merge_all(measured.parts);
  const Summary& whole = measured.whole;
  expect_the_same(merged.latency_us, whole.latency_us);
  expect_the_same(merged.connect_us, whole.connect_us);
  expect_the_same(merged.first_byte_us, whole.first_byte_us);
  expect_the_same(merged.open_loop->delay_us, whole.open_loop->delay_us);
  expect_the_same(merged.latency_bins, whole.latency_bins);
  expect_the_same(merged.connect_bins, whole.connect_bins);
  expect_the_same(merged.first_byte_bins, whole.first_byte_bins);
  expect_the_same(merged.open_loop->delay_bins, whole.open_loop->delay_bins);
  EXPECT_EQ(merged.open_loop->rate, whole.open_loop->rate);
  EXPECT_EQ(merged.outcomes, whole.outcomes);
  EXPECT_EQ(merged.attempted, whole.attempted);
  ASSERT_EQ(merged.percentages.size(), whole.percentages.size());
  for (std::size_t row = 0; row < whole.percentages.size(); ++row) {
    EXPECT_EQ(merged.percentages[row].percent, whole.percentages[row].percent);
    expect_close(merged.percentages[row].milliseconds, whole.percentages[row].milliseconds);
  }
}

INSTANTIATE_TEST_SUITE_P(, MergedLatencies,
                         testing::Values(Size{2, 0}, Size{2, 1}, Size{3, 7}, Size{2, 1000},
                                         Size{4, 20'000}, Size{3, 60'000}));

TEST(Merge, LeavesASinglePartAsItIs) {
  const Summary part = example_summary();
  const std::array<std::int64_t, 1> offset = {12'345};
  EXPECT_EQ(to_json(merge(std::span(&part, 1), offset)), to_json(part));
}

TEST(Merge, NeedsPartsAndAnOffsetForEach) {
  EXPECT_THROW(merge({}, {}), std::invalid_argument);
  const std::vector<Summary> parts(2);
  EXPECT_THROW(merge(parts, no_offsets), std::invalid_argument);
  EXPECT_THROW(start_spread_ns({}, {}), std::invalid_argument);
}

TEST(Merge, AddsWhatWasCounted) {
  const Summary merged = merge_all({example_summary(), example_summary(), example_summary()});
  EXPECT_EQ(merged.concurrency, 30u);
  EXPECT_EQ(merged.attempted, 3000u);
  EXPECT_EQ(merged.outcomes.sum(), 3000u);
  EXPECT_EQ(merged.outcomes[Outcome::wrong_status], 9u);
  EXPECT_EQ(merged.not_started, 72u);
  EXPECT_EQ(merged.interim_replies, 63u);
  EXPECT_EQ(merged.bytes_received, 307'200u);
  EXPECT_EQ(merged.bytes_sent, 614'400u);
  EXPECT_EQ(merged.connections_opened, 36u);
  EXPECT_EQ(merged.kernel.syn_retransmits, 21u);
  EXPECT_EQ(merged.kernel.listen_overflows, 24u);
  EXPECT_EQ(merged.ab.complete, 2997u);
  EXPECT_EQ(merged.ab.html_bytes, 14'955u);
  EXPECT_EQ(merged.warmup->requests, 9000u);
  EXPECT_EQ(merged.warmup->seconds, 1.5);
  EXPECT_EQ(merged.open_loop->rate, 6000);
  EXPECT_EQ(merged.background_clients->idle, 768u);
  EXPECT_EQ(merged.background_clients->slow_readers_at_end, 90u);
  EXPECT_EQ(merged.background_clients->slow_path, "/workload/stream/9");
  EXPECT_EQ(merged.unfinished->requests, 3u);
  EXPECT_EQ(merged.unfinished->oldest_s, 0.004);
  EXPECT_NEAR(merged.unfinished->time_share, 0.25, 1e-12);
  EXPECT_EQ(merged.close_wait->requests, 15u);
  EXPECT_NEAR(merged.close_wait->time_share, 0.5, 1e-12);
  EXPECT_EQ(merged.close_wait->whole_p50_us, 0.008);
  EXPECT_EQ(merged.target.host, "127.0.0.1");
  EXPECT_EQ(merged.local_ports, 28'232u);
  EXPECT_EQ(merged.sources, 3u);
  EXPECT_TRUE(merged.interrupted);
  EXPECT_TRUE(merged.keep_alive);
  EXPECT_EQ(merged.examples.size(), 1u);
  EXPECT_NEAR(*merged.mean_in_flight_us, 4768.5, 1e-9);
  EXPECT_NEAR(merged.mean_in_flight, 3 * 9.5, 1e-12);
  EXPECT_FALSE(merged.times);
  EXPECT_TRUE(merged.served_within_ms.empty());
}

TEST(Merge, LastsFromTheEarliestStartToTheLatestEndOnOneClock) {
  // The second host's clock is 100 s ahead, the third's 50 s behind.
  std::vector<Summary> parts = {part_from(10, 12, 30), part_from(110.5, 113.5, 20),
                                part_from(-39.75, -39, 10)};
  constexpr std::array<std::int64_t, 3> offsets = {0, 100'000'000'000, -50'000'000'000};
  parts[0].mean_in_flight = 4;
  parts[1].mean_in_flight = 6;
  parts[2].examples = {{Outcome::reset, "reset", "", "", 0.125}};
  const Summary merged = merge(parts, offsets);
  EXPECT_EQ(merged.started_monotonic_ns, 10'000'000'000);
  EXPECT_DOUBLE_EQ(merged.elapsed_s, 3.5);
  EXPECT_DOUBLE_EQ(merged.ok_per_second(), 60 / 3.5);
  EXPECT_DOUBLE_EQ(merged.mean_in_flight, (4 * 2 + 6 * 3) / 3.5);
  EXPECT_DOUBLE_EQ(merged.examples.at(0).at_s, 0.375);
  EXPECT_EQ(start_spread_ns(parts, offsets), 500'000'000);
}

TEST(Merge, KeepsTheFirstExampleOfEachFailure) {
  std::vector<Summary> parts = {part_from(5, 6), part_from(4, 6)};
  parts[0].examples = {{Outcome::reset, "early of a late part", "", "", 0.1},
                       {Outcome::refused, "only here", "", "", 0.2}};
  parts[1].examples = {{Outcome::reset, "earlier", "", "", 0.9}};
  const Summary merged = merge_all(parts);
  ASSERT_EQ(merged.examples.size(), 2u);
  EXPECT_EQ(merged.examples[0].detail, "earlier");
  EXPECT_DOUBLE_EQ(merged.examples[0].at_s, 0.9);
  EXPECT_DOUBLE_EQ(merged.examples[1].at_s, 1.2);
}

/// What counts is when all threads could send, not when they should.
TEST(Merge, TellsByHowMuchTheStartsDiffer) {
  std::vector<Summary> parts = {part_from(20, 21), part_from(120, 121), part_from(20, 21)};
  constexpr std::array<std::int64_t, 3> offsets = {0, 100'000'000'000, 0};
  parts[0].start_at = StartAtFacts{20'000'000'000, false, 10.0};
  parts[1].start_at = StartAtFacts{120'000'000'000, false, 75.5};
  parts[2].start_at = StartAtFacts{20'000'000'000, true, 40.0};
  EXPECT_EQ(start_spread_ns(parts, offsets), 65'500);
  const Summary merged = merge(parts, offsets);
  ASSERT_TRUE(merged.start_at);
  EXPECT_EQ(merged.start_at->asked_ns, 20'000'000'000);
  EXPECT_TRUE(merged.start_at->passed);
  EXPECT_DOUBLE_EQ(merged.start_at->late_us.value(), 75.5);
  EXPECT_EQ(start_spread_ns(std::span(parts).first(1), std::span(offsets).first(1)), 0);
}

TEST(Merge, TheBusiestGeneratorDecidesWhoWasTheLimit) {
  std::vector<Summary> parts = {part_from(0, 1), part_from(0, 1), part_from(0, 1, 0)};
  parts[0].generator = {0.5, 0.5, "io_uring", {{0.5, 0.5}}, 0.25};
  parts[1].generator = {1.5, 0.97, "epoll", {{0.97, 0.97}, {0.53, 0.53}}, 0};
  parts[2].generator = {0.25, 0.25, "io_uring", {{0.25, 0.25}}, 0};
  parts[2].verdict = Verdict::nothing_measured;
  EXPECT_EQ(merge_all(parts).verdict, Verdict::server_measured);
  parts[1].verdict = Verdict::generator_limited;
  const Summary merged = merge_all(parts);
  EXPECT_EQ(merged.verdict, Verdict::generator_limited);
  EXPECT_DOUBLE_EQ(merged.generator.cpu_s, 2.25);
  EXPECT_EQ(merged.generator.core_share, 0.97);
  EXPECT_EQ(merged.generator.threads.size(), 4u);
  EXPECT_EQ(merged.generator.engine, "io_uring epoll");
  EXPECT_EQ(merge_all({parts[2], parts[2]}).verdict, Verdict::nothing_measured);
}

/// Of one part half of its time in flight; it is a tenth of all.
TEST(Merge, WeighsSharesOfTimeInFlightByThatTime) {
  std::vector<Summary> parts = {part_from(0, 1), part_from(0, 2)};
  parts[0].mean_in_flight = 2;
  parts[0].unfinished = UnfinishedFacts{1, 0.5, 0.5};
  parts[0].close_wait = CloseWaitFacts{2, 1, true, 5, 7, 0.25, {{5000, 5016, 2}}, {{7, 8, 2}}};
  parts[1].mean_in_flight = 4;
  parts[1].close_wait = CloseWaitFacts{1, 0, true, 9, 9, 0.5, {{9000, 9032, 1}}, {{9, 10, 1}}};
  const Summary merged = merge_all(parts);
  EXPECT_DOUBLE_EQ(merged.unfinished->time_share, 0.1);
  EXPECT_DOUBLE_EQ(merged.close_wait->time_share, (0.25 * 2 + 0.5 * 8) / 10);
  EXPECT_EQ(merged.close_wait->announced, 1u);
  EXPECT_NEAR(merged.close_wait->whole_p50_us.value(), 5.008, 5.008 / 256);
  EXPECT_EQ(merged.close_wait->wait_bins.size(), 2u);
}

}  // namespace
}  // namespace tiga::loadgen
