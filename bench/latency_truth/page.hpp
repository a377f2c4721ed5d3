// The study's table, and where it stands in its page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/loadgen/latency/latency_truth.hpp"

namespace tiga::bench {

/// What the study asks for: agreement within 5 % or 50 us.
inline constexpr double truth_share = 0.05;
inline constexpr double truth_floor_us = 50;

/// One run and what it showed.
struct Studied {
  tests::TruthCase run;
  tests::TruthResult result;
};

/// Of several runs of one case, for each percentile that of median difference (the lower one of an
/// even number): what disturbs single runs falls on either side of the truth, what is wrong with a
/// generator does not. `runs` is not empty.
tests::TruthResult typical_of(const std::vector<tests::TruthResult>& runs);

/// "yes", or "no: p99" with the percentiles that are not within the bar.
std::string verdict_of(const tests::TruthResult& result);

/// A Markdown table, one row a run: truth / loadgen, in microseconds.
std::string table_of(const std::vector<Studied>& runs);

/// `page` with what stands between its lines `<!-- latency table -->` and `<!-- end -->` replaced
/// by `table`. Throws CannotRun where it has no such lines.
std::string with_table(const std::string& page, const std::string& table);

}  // namespace tiga::bench
