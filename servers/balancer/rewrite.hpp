// What a balancer changes in the heads that pass through it (RFC 9110 §7.6). Pure.
#pragma once

#include <string>
#include <string_view>

#include "http/request_parser.hpp"
#include "http/response_parser.hpp"
#include "http/serializer.hpp"

namespace tiga::servers::balancer {

/// Appends the head to send to a backend: origin-form target, the fields but for hop-by-hop ones
/// and those that Connection names, Via (RFC 9110 §7.6.3) and X-Forwarded-For added. The framing
/// fields stay as they were.
void write_forwarded_request(const http::RequestParser& parser, std::string_view client_address,
                             std::string& out);

/// Appends the head to send to the client: fields filtered in the same way, nothing added but
/// `connection`. `keep_framing`: Transfer-Encoding passes, since the body is relayed as it is.
void write_forwarded_response(const http::ResponseParser& parser, http::ConnectionOption connection,
                              bool keep_framing, std::string& out);

}  // namespace tiga::servers::balancer
