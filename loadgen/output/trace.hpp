// The output of -v for each request.
#pragma once

#include <cstdio>
#include <functional>
#include <string>

#include "loadgen/requests/exchange.hpp"

namespace tiga::loadgen::output {

/// Writes to `out`, which must outlive the returned function. From level 2: prints the request at
/// once, and each failure when it occurs. Level 3: also each status. Level 4: also the first bytes
/// of each reply. Below 2: prints nothing and returns an empty function.
std::function<void(const requests::Exchange&)> make_trace(std::FILE* out, int verbosity,
                                                          const std::string& request);

}  // namespace tiga::loadgen::output
