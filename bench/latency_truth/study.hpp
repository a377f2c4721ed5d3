// The latency study: its runs, their table, and the position of the table in its page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/loadgen/latency/latency_truth.hpp"

namespace tiga::bench {

/// Delays of 50 us to 200 ms, a mixture of them, and a stall of 1 s; keep-alive and one connection
/// per request; closed loops and, with `open_loops`, open ones. Each takes about two seconds.
std::vector<tests::TruthCase> study_cases(bool open_loops);

/// The tolerance of the study: agreement within 5 % or 50 us.
inline constexpr double truth_share = 0.05;
inline constexpr double truth_floor_us = 50;

/// One run and its results.
struct Studied {
  tests::TruthCase run;
  tests::TruthResult result;
};

/// For each percentile, of several runs of one case the one with the median difference (the lower
/// one of an even number): disturbances of single runs fall on both sides of the truth, an error of
/// a generator does not. `runs` is not empty.
tests::TruthResult typical_of(const std::vector<tests::TruthResult>& runs);

/// "yes", or "no: p99" with the percentiles outside the tolerance.
std::string verdict_of(const tests::TruthResult& result);

/// A Markdown table, one row for each run: truth / loadgen, in microseconds.
std::string table_of(const std::vector<Studied>& runs);

/// `page` with the text between its lines `<!-- latency table -->` and `<!-- end -->` replaced by
/// `table`. Throws CannotRun if it has no such lines.
std::string with_table(const std::string& page, const std::string& table);

}  // namespace tiga::bench
