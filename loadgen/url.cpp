#include "loadgen/url.hpp"

#include <algorithm>

#include "common/error.hpp"
#include "common/text.hpp"
#include "loadgen/quote.hpp"

namespace tiga::loadgen {
namespace {

constexpr std::uint16_t http_port = 80;

[[noreturn]] void reject(std::string_view text, const std::string& why) {
  throw common::UsageError("bad URL " + quote(text) + ": " + why);
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

}  // namespace

Url parse_url(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c == '\x7f'; })) {
    reject(text, "white space and control characters must be percent-encoded");
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
  if (authority_end < rest.size()) {
    url.target = rest.substr(authority_end);
    if (url.target.front() == '?') {
      url.target.insert(0, "/");
    }
  }
  return url;
}

}  // namespace tiga::loadgen
