// Writes heads of messages (RFC 9112 §3, §4, §5) and chunks (§7.1). Appends to a string that the
// caller reuses, so that no memory is allocated in the steady state.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace tiga::http {

/// What a reply says about its connection (RFC 9112 §9.3, §9.6).
enum class ConnectionOption : std::uint8_t { unsaid, close, keep_alive };

/// A reply's head. Views must live until write_head returns.
struct ResponseHead {
  Status status = Status::ok;
  std::string_view date = {};                        ///< as of date.hpp; empty: no Date
  std::string_view content_type = {};                ///< empty: no Content-Type
  std::optional<std::uint64_t> content_length = {};  ///< none: no Content-Length
  ConnectionOption connection = ConnectionOption::unsaid;
  std::string_view lines = {};         ///< further field lines, each with its CR LF
  std::span<const Field> fields = {};  ///< further fields, in this order
};

/// Appends the head with its empty line: status line, Date, Content-Type, Content-Length, further
/// lines, further fields, Connection.
void write_head(const ResponseHead& head, std::string& out);

/// "HTTP/1.1 100 Continue" and the empty line.
std::string_view continue_head();

/// Appends a chunk of content (RFC 9112 §7.1); nothing if `content` is empty, since that would be
/// the last chunk.
void write_chunk(std::string_view content, std::string& out);

/// The last chunk with an empty trailer section.
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace tiga::http
