#include "http/start_line.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "http/scan.hpp"

namespace tiga::http {
namespace {

constexpr std::string_view version_shape = "HTTP/1.1";
constexpr std::size_t major_at = 5;
constexpr std::size_t minor_at = 7;

/// The text between the brackets of an IP-literal: an IPv6 address. The future versions of RFC 3986
/// §3.2.2 never appeared and are refused. inet_pton(3) is pure.
bool is_ip_literal(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> address{};
  if (text.size() >= address.size() || text.find('\0') != std::string_view::npos) return false;
  std::ranges::copy(text, address.begin());
  std::array<unsigned char, 16> ignored{};
  return inet_pton(AF_INET6, address.data(), ignored.data()) == 1;
}

/// The first byte after an IP-literal, or after a reg-name with percent-encoded bytes (RFC 3986
/// §3.2.2).
const char* skip_unusual_host(std::string_view text, const char* end) {
  const char* at = text.data();
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    const bool closed = bracket != std::string_view::npos;
    return closed && is_ip_literal(text.substr(1, bracket - 1)) ? at + bracket + 1 : at;
  }
  for (;;) {
    at = scan::skip_by_table(scan::reg_name, at, end);
    const bool encoded =
        end - at >= 3 && *at == '%' && scan::hex_value(at[1]) >= 0 && scan::hex_value(at[2]) >= 0;
    if (!encoded) return at;
    at += 3;
  }
}

/// The size of "http://" or "https://" at the front, or 0 (RFC 9110 §4.2).
std::size_t scheme_size(std::string_view target) {
  for (const std::string_view scheme :
       {std::string_view("http://"), std::string_view("https://")}) {
    if (same_token(target.substr(0, scheme.size()), scheme)) return scheme.size();
  }
  return 0;
}

TargetForm split_absolute_form(std::string_view target, const scan::Extent& message) {
  const std::size_t scheme = scheme_size(target);
  if (scheme == 0) return {ParseError::bad_target, {}, {}, false};
  const std::string_view rest = target.substr(scheme);
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view authority = rest.substr(0, end);
  // RFC 9110 §4.2.1, §4.2.4: an empty host is invalid, user information is an error.
  if (authority.empty() || authority.front() == ':' || !is_authority(authority, message)) {
    return {ParseError::bad_target, {}, {}, false};
  }
  const bool https = scheme == std::string_view("https://").size();
  return {ParseError::none, rest.substr(end, rest.find('?') - end), authority, https};
}

/// RFC 9112 §3.2.3: host and port, neither empty.
TargetForm split_authority_form(std::string_view target, const scan::Extent& message) {
  const bool has_port = !target.empty() && scan::is_digit(target.back());
  const std::size_t colon = target.rfind(':');
  const bool bracketed_last =
      target.find(']', colon == std::string_view::npos ? 0 : colon) != std::string_view::npos;
  if (!has_port || colon == std::string_view::npos || colon == 0 || bracketed_last ||
      !is_authority(target, message)) {
    return {ParseError::bad_target, {}, {}, false};
  }
  return {ParseError::none, {}, target, false};
}

}  // namespace

ParseError check_version(std::string_view seen, int& minor_version) {
  seen = seen.substr(0, version_size);
  for (std::size_t at = 0; at < seen.size(); ++at) {
    const bool fits =
        at == major_at || at == minor_at ? scan::is_digit(seen[at]) : seen[at] == version_shape[at];
    if (!fits) return ParseError::bad_version;
  }
  if (seen.size() < version_size) return ParseError::none;
  if (seen[major_at] != '1') return ParseError::version_not_supported;
  minor_version =
      seen[minor_at] == '0' ? 0 : 1;  // RFC 9110 §6.2: a later minor version is treated as ours
  return ParseError::none;
}

Method method_named(std::string_view name) {
  switch (name.size()) {
    case 3:
      if (name == "GET") return Method::get;
      if (name == "PUT") return Method::put;
      break;
    case 4:
      if (name == "HEAD") return Method::head;
      if (name == "POST") return Method::post;
      break;
    case 5:
      if (name == "PATCH") return Method::patch;
      if (name == "TRACE") return Method::trace;
      break;
    case 6:
      if (name == "DELETE") return Method::delete_;
      break;
    case 7:
      if (name == "OPTIONS") return Method::options;
      if (name == "CONNECT") return Method::connect;
      break;
    default:
      break;
  }
  return Method::unknown;
}

TargetForm split_target(Method method, std::string_view target, const scan::Extent& message) {
  if (method == Method::connect) return split_authority_form(target, message);
  if (target == "*" && method == Method::options) return {ParseError::none, target, {}, false};
  return split_absolute_form(target, message);
}

bool is_unusual_authority(std::string_view text, const scan::Extent& message) {
  const char* const end = text.data() + text.size();
  const char* const at = skip_unusual_host(text, end);
  return at == end || (*at == ':' && scan::skip_digits(message, at + 1) == end);
}

}  // namespace tiga::http
