// What conditions and Range in a request make of its reply (RFC 9110 §13, §14).
#pragma once

#include "http/request_parser.hpp"
#include "servers/core/resources.hpp"

namespace tiga::servers::core {

/// Changes the reply to a complete GET or HEAD, if it is a 200, into the one that the request's
/// conditions ask for: 200, 206, 304, 412 or 416. Other replies stay (RFC 9110 §13.2.1).
void apply_conditions(const http::RequestParser& parser, Reply& reply);

}  // namespace tiga::servers::core
