// The parts of start lines: versions, methods, forms of the request target, authorities. Pure; no
// state. Internal to http/.
#pragma once

#include <cstddef>
#include <string_view>

#include "http/message.hpp"
#include "http/scan.hpp"

namespace tiga::http {

inline constexpr std::size_t version_size = 8;  ///< "HTTP/1.1"

/// Whether the eight bytes at `at` are "HTTP/1.1" or "HTTP/1.0".
inline bool is_common_version(const char* at) {
  return scan::is_word(at, "HTTP/1.1") || scan::is_word(at, "HTTP/1.0");
}

/// Checks the bytes of an HTTP-version that have arrived so far (RFC 9112 §2.3); those after the
/// eighth are ignored. Wrong at the first byte that cannot belong to a version; with all eight,
/// `minor_version` is set: 0, or 1 for 1.1 and any later 1.x.
ParseError check_version(std::string_view seen, int& minor_version);

/// The method of that name, or unknown (RFC 9110 §9.1).
Method method_named(std::string_view name);

/// The parts of a request target that is not in origin-form (RFC 9112 §3.2). The views point into
/// the target.
struct TargetForm {
  ParseError error = ParseError::none;
  std::string_view path;       ///< without query; empty if the target has none
  std::string_view authority;  ///< absolute-form and authority-form; else empty
  bool https = false;          ///< absolute-form of the scheme https
};
TargetForm split_target(Method method, std::string_view target, const scan::Extent& message);

/// Like is_authority, for a host with other characters than letters, digits, '-' and '.'.
bool is_unusual_authority(std::string_view text, const scan::Extent& message);

/// Whether it is uri-host [ ":" port ], either of them possibly empty (RFC 9110 §7.2, RFC 3986
/// §3.2.2). It is a part of `message`, followed there by a byte that no authority contains.
inline bool is_authority(std::string_view text, const scan::Extent& message) {
  const char* const end = text.data() + text.size();
  const char* const at = scan::skip_host(message, text.data());
  if (at == end) return true;
  if (*at == ':') return scan::skip_digits(message, at + 1) == end;
  return is_unusual_authority(text, message);
}

}  // namespace tiga::http
