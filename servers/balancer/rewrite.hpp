// How the balancer rewrites heads that pass through it (RFC 9110 §7.6). Pure.
#pragma once

#include <string>
#include <string_view>

#include "http/request_parser.hpp"
#include "http/response_parser.hpp"
#include "http/serializer.hpp"

namespace tiga::servers::balancer {

/// Appends the head for a backend: origin-form target, fields without hop-by-hop ones and those
/// that Connection names, Via (RFC 9110 §7.6.3) and X-Forwarded-For. Framing fields are unchanged.
void write_forwarded_request(const http::RequestParser& parser, std::string_view client_address,
                             std::string& out);

/// Appends the head for the client: fields filtered in the same way, only `connection` added.
/// `keep_framing`: Transfer-Encoding passes, since the body is relayed unchanged.
void write_forwarded_response(const http::ResponseParser& parser, http::ConnectionOption connection,
                              bool keep_framing, std::string& out);

}  // namespace tiga::servers::balancer
