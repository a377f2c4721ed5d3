#include "loadgen/url.hpp"

#include <algorithm>

#include "common/error.hpp"
#include "common/text.hpp"

namespace tiga::loadgen {
namespace {

constexpr std::uint16_t http_port = 80;

[[noreturn]] void reject(std::string_view text, const std::string& why) {
  throw common::UsageError("bad URL " + common::quote(text) + ": " + why);
}

/// Past "http://", which may be left out, as with ab.
std::string_view without_scheme(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos || end > text.find_first_of("/?")) {
    return text;
  }
  const std::string scheme = common::lower_case(text.substr(0, end));
  if (scheme == "https") {
    reject(text, "TLS is not spoken here; use an http:// address");
  }
  if (scheme != "http") {
    reject(text, "only http:// is known");
  }
  return text.substr(end + 3);
}

int hex_value(char digit) {
  constexpr std::string_view digits = "0123456789abcdef";
  const std::size_t value = digits.find(common::lower_case({&digit, 1}));
  return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

/// `text` without percent-encoding (RFC 3986 §2.1); what is malformed stays as it is.
std::string decoded(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const int high = text.size() > 2 && text.front() == '%' ? hex_value(text[1]) : -1;
    const int low = high < 0 ? -1 : hex_value(text[2]);
    plain += low < 0 ? text.front() : static_cast<char>(high * 16 + low);
    text.remove_prefix(low < 0 ? 1 : 3);
  }
  return plain;
}

/// The IPv6 address `host` as getaddrinfo(3) takes it. RFC 6874 §2: '%' is written "%25" before a
/// zone; §3 allows to accept it as it is.
std::string with_plain_zone(std::string_view host) {
  constexpr std::string_view encoded = "%25";
  const std::size_t at = host.find('%');
  const std::string_view zone = host.substr(at);
  const bool is_encoded = zone.starts_with(encoded) && zone.size() > encoded.size();
  return std::string(host.substr(0, at)) + '%' +
         (is_encoded ? decoded(zone.substr(encoded.size())) : std::string(zone.substr(1)));
}

/// `authority` without what stands between a '%' and the bracket after it.
std::string without_zone(std::string_view authority) {
  const std::size_t at = authority.find('%');
  return std::string(authority.substr(0, at)) +
         std::string(authority.substr(authority.find(']', at)));
}

}  // namespace

Url parse_url(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= ' ' || byte >= 0x7f;
      })) {
    reject(text, "white space, control characters and all beyond ASCII must be percent-encoded");
  }
  const std::string_view rest = without_scheme(text.substr(0, text.find('#')));
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view authority = rest.substr(0, authority_end);
  if (authority.empty()) {
    reject(text, "it names no host");
  }
  if (authority.find('@') != std::string_view::npos) {
    reject(text, "a user name does not belong there; send it with -H");
  }
  Url url;
  try {
    url.endpoint = common::parse_endpoint(authority, http_port);
  } catch (const common::UsageError& error) {
    reject(text, error.what());
  }
  url.authority = authority;
  const bool has_zone =
      authority.starts_with('[') && url.endpoint.host.find('%') != std::string::npos;
  if (has_zone) {
    url.endpoint.host = with_plain_zone(url.endpoint.host);
    url.authority = without_zone(authority);
    if (url.endpoint.host.back() == '%' || url.endpoint.host.find('\0') != std::string::npos) {
      reject(text, "the zone of the address is empty or malformed");
    }
  }
  if (authority_end < rest.size()) {
    url.target = rest.substr(authority_end);
    if (url.target.front() == '?') {
      url.target.insert(0, "/");
    }
  }
  return url;
}

}  // namespace tiga::loadgen
