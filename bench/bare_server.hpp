// Shared by the bare servers, the lower bounds that real servers are compared with. They send the
// same bytes as async_server for `GET /`, and know no HTTP except the blank line that ends a
// request: every request is taken as a GET, its bytes may arrive in pieces, but requests must not
// be pipelined.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/unique_fd.hpp"

namespace tiga::bench {

/// Whether the bytes received so far are a complete request.
bool is_whole(std::string_view request);

/// Whether the connection has to be closed after the reply: HTTP/1.0, or `Connection: close`.
bool says_close(std::string_view request);

/// 103 bytes that keep the connection open, or 122 that close it; the Date never changes.
std::string_view constant_reply(bool closes);

/// A socket that listens on 127.0.0.1, `port` 0 for a free one, its connections with TCP_NODELAY.
/// `flags` are those of socket(2). Throws CannotRun.
common::UniqueFd listen_on_loopback(std::uint16_t port, int flags);

/// The port in `[PORT]`, the only argument of a bare server; 0 without it. Throws UsageError.
std::uint16_t port_argument(int argc, const char* const* argv);

/// The last steps before serving: a stop signal ends the program with status 0, the descriptor
/// limit is raised, and the line `listening on 127.0.0.1:PORT` is printed.
void say_ready(const common::UniqueFd& listener);

}  // namespace tiga::bench
