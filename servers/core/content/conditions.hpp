// Conditional requests and ranges (RFC 9110 §13, §14).
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

#include "http/request_parser.hpp"
#include "servers/core/content/resources.hpp"

namespace tiga::servers::core {

/// Turns the reply that a request gets without its conditions and its range into the one that it
/// gets with them: 304, 412, 206, 416, or the same. Only a 200 to GET or HEAD is changed (RFC 9110
/// §13.2.1): another method selects no representation here. A reply that is no file has no
/// validators: `*` matches it, no tag does, and its dates and ranges are ignored. Allocates nothing
/// unless it refuses. `head` is a complete one, `now` the time of the request.
void apply_conditions(const http::RequestParser& head, std::chrono::sys_seconds now, Reply& reply);

/// Room for the longest value of Content-Range.
using ContentRangeText = std::array<char, 80>;

/// The value of Content-Range in a 206 or 416 (RFC 9110 §14.4), written into `text`; empty for any
/// other reply.
std::string_view content_range(const Reply& reply, ContentRangeText& text);

}  // namespace tiga::servers::core
