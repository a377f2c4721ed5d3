// One load, shared by several generators.
#pragma once

#include <cstddef>
#include <vector>

#include "suite/measure/load_order.hpp"

namespace tiga::suite::measure {

/// The orders of `generators` generators that together send what `order` asks for: as many requests
/// over as many connections at the same rate. Fewer if there are fewer connections, since each part
/// has one at least. One part is the order itself.
///
/// Requests and connections differ by one at most between parts (common::share_of), so that each
/// part has as many requests as connections if the whole has. Each has an equal part of the rate.
/// Constant arrivals are shifted against each other, so that those of all parts together are
/// equally spaced; Poisson ones of the parts are independent and add to Poisson ones.
///
/// `order`: for loadgen; wrk does not start at an instant, so its load cannot be shared, and the
/// caller refuses that. Not itself a part.
std::vector<LoadOrder> divide(const LoadOrder& order, std::size_t generators);

}  // namespace tiga::suite::measure
