// Why a cell is not valid: declared here, before anything is measured (docs/method.md).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "loadgen/summary.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::measure {

/// What both ends of a cell saw.
struct BothEnds {
  std::vector<loadgen::Summary> warm_up;  ///< its batches; empty: there was no warm-up
  loadgen::Summary counted;
  bool counts_replies = true;  ///< whether the servers keep a count that can be compared
  std::optional<std::uint64_t> replies = {};  ///< that count: sent by the front since its start
  std::uint64_t given_up = 0;  ///< requests that may have been answered without being counted
};

/// Why a cell is not valid, or nothing: a request that did not end ok; counters that disagree (ok
/// <= replies sent <= ok + failed + abandoned, over warm-up and counted run, those of slow readers
/// on both sides); idle connections or slow readers that did not stand to the end; Little's law (J.
/// D. C. Little, 1961) off by more than 10 % against the measured mean in flight.
std::optional<records::Reason> why_invalid(const BothEnds& ends);

}  // namespace tiga::suite::measure
