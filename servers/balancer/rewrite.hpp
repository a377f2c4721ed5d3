// How the balancer rewrites heads that pass through it (RFC 9110 §7.6), and which requests it
// answers itself.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/request_parser.hpp"
#include "http/response_parser.hpp"
#include "http/serializer.hpp"
#include "servers/core/content/resources.hpp"
#include "servers/core/date_cache.hpp"

namespace tiga::servers::balancer {

/// The reply to a request that goes to no backend; `nullopt`: it is forwarded. Its final recipient
/// is the balancer if it is a CONNECT (501), if it is for https (RFC 9110 §7.4), and if it is an
/// OPTIONS or TRACE with Max-Forwards: 0 (§7.6.2), which are answered as any server does.
std::optional<core::Reply> own_reply(const http::RequestParser& parser,
                                     const core::Resources& resources);

/// Appends the head for a backend: origin-form target, fields without hop-by-hop ones and those
/// that Connection names, Max-Forwards counted down (RFC 9110 §7.6.2), Via (§7.6.3) and
/// X-Forwarded-For. Framing fields are unchanged. Returns where in `out` the value of Host is
/// missing, since the request names no host; 0: nowhere.
std::size_t write_forwarded_request(const http::RequestParser& parser,
                                    std::string_view client_address, std::string& out);

/// What a reply's head depends on besides the backend's.
struct ReplyRoute {
  http::ConnectionOption connection = http::ConnectionOption::unsaid;
  bool to_http_1_0 = false;  ///< Transfer-Encoding does not pass (RFC 9112 §6.1)
};

/// Appends the head for the client: fields filtered in the same way; `connection` is added, and to
/// a final reply without Date (RFC 9110 §6.6.1) the time of `clock`.
void write_forwarded_response(const http::ResponseParser& parser, const ReplyRoute& route,
                              core::DateCache& clock, std::string& out);

}  // namespace tiga::servers::balancer
