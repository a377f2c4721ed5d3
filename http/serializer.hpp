// Writes heads of messages (RFC 9112 §3, §4, §5) and chunks (§7.1). Appends to a string that the
// caller reuses, so that no memory is allocated in the steady state.
#pragma once

#include <chrono>
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
  std::string_view date = {};                        ///< formatted by format_date; empty: no Date
  std::string_view content_type = {};                ///< empty: no Content-Type
  std::optional<std::uint64_t> content_length = {};  ///< none: no Content-Length
  ConnectionOption connection = ConnectionOption::unsaid;
  std::span<const Field> fields = {};  ///< further fields, in this order
};

/// Appends the head with its empty line: status line, Date, Content-Type, Content-Length, further
/// fields, Connection.
void write_head(const ResponseHead& head, std::string& out);

/// "HTTP/1.1 100 Continue" and the empty line.
std::string_view continue_head();

/// Appends a chunk of content (RFC 9112 §7.1); nothing if `content` is empty, since that would be
/// the last chunk.
void write_chunk(std::string_view content, std::string& out);

/// The last chunk with an empty trailer section.
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

/// Bytes of an IMF-fixdate.
inline constexpr std::size_t date_size = 29;

/// Writes the time as IMF-fixdate. Allocates nothing.
void write_date(std::chrono::sys_seconds time, std::span<char, date_size> out);

/// IMF-fixdate, "Mon, 23 Nov 2026 04:37:18 GMT", 29 bytes (RFC 9110 §5.6.7).
std::string format_date(std::chrono::sys_seconds time);

}  // namespace tiga::http
