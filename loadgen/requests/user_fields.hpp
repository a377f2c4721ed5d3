// The header lines of -H: what they say, and whether they fit the request.
#pragma once

#include <string>
#include <string_view>

#include "loadgen/options.hpp"

namespace tiga::loadgen::requests {

/// Whether a header line has that name (RFC 9110 §5.1: in any case of letters).
bool is_named(std::string_view line, std::string_view name);

/// Whether a header line of the user has that name.
bool has_field(const Options& options, std::string_view name);

/// Whether a request without -k asks for a connection that stays open all the same, by a header
/// line of the user (RFC 9112 §9.3).
bool asks_to_stay(const Options& options);

/// Why the request would not be framed as its header lines say, or would name two hosts: one line
/// that names the option, empty if all is well. Such a request is answered wrongly or never, and
/// the server is not to blame (RFC 9112 §3.2, §6).
std::string header_conflict(const Options& options);

}  // namespace tiga::loadgen::requests
