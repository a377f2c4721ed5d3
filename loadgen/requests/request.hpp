// The bytes that a load sends, the same for each request.
#pragma once

#include <string>
#include <string_view>

#include "common/endpoint.hpp"
#include "loadgen/options.hpp"

namespace tiga::loadgen::requests {

/// Head and content of one request. The same as ab's: HTTP/1.0, one for each connection; with
/// keep_alive, HTTP/1.1. A Host, User-Agent, Accept or Content-Type of the user replaces ours. To a
/// proxy: in absolute-form (RFC 9112 §3.2.2), with the target's Host.
std::string make_request(const Options& options);

/// Base64 as Basic authentication needs it: RFC 4648 §4, with padding.
std::string base64(std::string_view bytes);

/// The endpoint of connections: the proxy if there is one, else the host of the URL.
common::Endpoint connection_endpoint(const Options& options);

}  // namespace tiga::loadgen::requests
