// The octets that a load sends, the same for each request.
#pragma once

#include <string>

#include "loadgen/options.hpp"

namespace tiga::loadgen {

/// Head and content of one request. As ab sends it: HTTP/1.0, one for each connection; with
/// keep_alive, HTTP/1.1. A Host, User-Agent or Accept of the user's own stands in for ours.
std::string make_request(const Options& options);

}  // namespace tiga::loadgen
