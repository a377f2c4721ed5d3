// The summaries of several generators that shared one load, as one.
#pragma once

#include <cstdint>
#include <span>

#include "loadgen/summary.hpp"

namespace tiga::loadgen {

/// The summary of the load that `parts` sent together. `clock_offsets_ns`: for each part, the
/// CLOCK_MONOTONIC of its host minus that of this one. Throws std::invalid_argument without parts,
/// or for another number of offsets.
///
/// A single part is returned unchanged, on its own clock. Of several:
/// - Counts and rates asked for are added, and so are the kernel's counters and the local
/// addresses:
///   each part counts those of its own host. `local_ports` is the smallest number.
/// - Bins are added. Percentiles come from the added bins by the rule of a single summary
///   (stats::Samples::quantile), within 1/256. Shortest and longest are exact, means are weighted
///   by their number of requests.
/// - `elapsed_s` is from the earliest start to the latest end, on this host's clock, and so are
///   `started_monotonic_ns`, `start_at` and the times of examples. Everything per second follows.
/// - `mean_in_flight` and the shares of time in flight are weighted by time. The share of
///   unfinished requests is that of the counted ones; those of a warm-up shift it.
/// - The generator's CPU time is added, its `core_share` is the largest, and it was the limit if
/// one
///   of the parts was limited by its generator. Engines that differ are named one after the other.
/// - Texts, and options that all parts share, are those of the first part that has them.
/// - `times`, `served_within_ms`, `records` and `timeline` are empty: they need samples, which a
///   summary does not have, and only the report of a single run shows them.
Summary merge(std::span<const Summary> parts, std::span<const std::int64_t> clock_offsets_ns);

/// From the first start to the last of the parts, on one clock; 0 or more. A start is when all
/// threads of a part could send (`start_at`), or that of its counted requests if it was given no
/// instant. Throws as merge does.
std::int64_t start_spread_ns(std::span<const Summary> parts,
                             std::span<const std::int64_t> clock_offsets_ns);

}  // namespace tiga::loadgen
