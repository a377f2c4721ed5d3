// Identical arms on the real machine (A/A): how often the method ranks them, and how often its
// intervals contain the true ratio, 1.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "stats/proportion.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/study/series.hpp"

namespace tiga::suite::study {

/// Under what an experiment is made.
struct Condition {
  std::uint32_t concurrency = 0;
  bool keep_alive = false;
  bool busy = false;  ///< beside a ForeignLoad

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// Each concurrency, with and without keep-alive, quiet and busy.
std::vector<Condition> conditions();

/// How an experiment of the study is made.
struct IdenticalSettings {
  std::string arm = "async";      ///< an architecture
  std::uint64_t requests = 1000;  ///< of a cell; at least one for each connection
  std::uint64_t blocks = 12;
};

/// The plan of an experiment: three identical arms and a copy of the third.
std::string identical_plan(const IdenticalSettings& settings, const Condition& condition);

/// The condition of an experiment, from 1: each round has every condition once, in random order.
Condition condition_of(std::uint32_t seed, std::size_t number);

/// "0007-c50-keep-alive-busy".
std::string experiment_name(std::size_t number, const Condition& condition);

/// What one experiment showed by one metric.
struct IdenticalResult {
  Condition condition;
  analysis::Metric metric = analysis::Metric::throughput;
  bool ranked = false;  ///< a verdict ranks two identical arms (as if no generator were the limit)
  bool copies_differ = false;
  std::uint64_t intervals =
      0;                   ///< 95 %, of pairs without a common arm, so that they are independent
  std::uint64_t held = 0;  ///< those that contain 1
  double half_width = 0;   ///< mean of theirs, a share of the ratio
};

/// By throughput, then by server CPU, from the verdicts of its run; `delta` is its plan's.
std::vector<IdenticalResult> results_of(const Condition& condition,
                                        std::span<const analysis::Verdict> verdicts, double delta);

/// Whether the results exclude what the method promises, by throughput: the interval of the share
/// of experiments with a ranking is above 5 %, or that of intervals that contain 1 below 95 %.
bool breaks_promise(std::span<const IdenticalResult> results);

/// A table in Markdown for each metric: false rankings, coverage, copies that differ, by condition
/// and over all, with Clopper-Pearson intervals.
std::string identical_page(std::span<const IdenticalResult> results);

}  // namespace tiga::suite::study
