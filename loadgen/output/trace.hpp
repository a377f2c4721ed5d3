// What -v shows of each request.
#pragma once

#include <cstdio>
#include <functional>
#include <string>

#include "loadgen/requests/exchange.hpp"

namespace tiga::loadgen::output {

/// Writes to `out`, which must outlive what it returns. From 2 on: the request, now, and each
/// failure as it comes; 3: each status, too; 4: the first bytes of each reply. Below 2: nothing,
/// and an empty function.
std::function<void(const requests::Exchange&)> make_trace(std::FILE* out, int verbosity,
                                                          const std::string& request);

}  // namespace tiga::loadgen::output
