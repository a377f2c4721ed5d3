// The bytes that a load sends, the same for each request.
#pragma once

#include <string>

#include "common/endpoint.hpp"
#include "loadgen/options.hpp"

namespace tiga::loadgen::requests {

/// Head and content of one request. As ab sends it: HTTP/1.0, one for each connection; with
/// keep_alive, HTTP/1.1. A Host, User-Agent, Accept or Content-Type of the user's own stands in for
/// ours. To a proxy: in absolute-form (RFC 9112 §3.2.2), Host stays the target's.
std::string make_request(const Options& options);

/// Where connections go: to the proxy, or else to the URL's host.
common::Endpoint connection_endpoint(const Options& options);

}  // namespace tiga::loadgen::requests
