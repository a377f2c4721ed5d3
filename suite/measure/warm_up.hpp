// What comes before the counted requests of a cell.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "loadgen/summary.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::measure {

/// Sends that many requests, none of them counted.
using Batch = std::function<loadgen::Summary(std::uint64_t requests)>;

/// What the warm-up of a cell came to.
struct WarmedUp {
  std::vector<loadgen::Summary> batches;
  std::optional<bool> steady;  ///< none: the plan asks for one batch only
  double rate =
      0;  ///< requests a second that the counted requests can be reckoned with; 0: unknown

  std::uint64_t requests() const;
};

/// One batch; or, adaptive, batches until the last three agree, at most `warm_up_most_batches`. It
/// ends early with a batch that was not answered in full: the cell is not valid then.
WarmedUp warm_up(const plan::Plan& plan, std::uint32_t concurrency, const Batch& run);

using plan::method::warm_up_most_batches;

/// Whether the last three rates lie within 10 % of each other.
bool is_steady(std::span<const double> rates);

}  // namespace tiga::suite::measure
