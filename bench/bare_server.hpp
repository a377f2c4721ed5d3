// What the bare servers share: floors under a server, to be measured beside real ones. They give
// the octets that async_server gives to `GET /`, and know no HTTP beyond the blank line that ends a
// request: a request is taken for a GET, its octets may come in pieces, but requests must not be
// pipelined.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/unique_fd.hpp"

namespace tiga::bench {

/// Whether the octets received so far, from the beginning of a request, are all of it.
bool is_whole(std::string_view request);

/// Whether the connection is to be closed after the reply: HTTP/1.0, or `Connection: close`.
bool says_close(std::string_view request);

/// 103 octets that keep the connection, or 122 that close it; the Date never changes.
std::string_view constant_reply(bool closes);

/// A socket that listens on 127.0.0.1, `port` 0 for a free one, its connections with TCP_NODELAY.
/// `flags` are those of socket(2). Throws CannotRun.
common::UniqueFd listen_on_loopback(std::uint16_t port, int flags);

/// The port in `[PORT]`, the only argument of a bare server; 0 without it. Throws UsageError.
std::uint16_t port_argument(int argc, const char* const* argv);

/// What is left to do before serving: SIGTERM and SIGINT end the program with status 0, descriptors
/// are as many as allowed, and the line `listening on 127.0.0.1:PORT` is out.
void say_ready(const common::UniqueFd& listener);

}  // namespace tiga::bench
