#include <algorithm>

#include "tests/conformance/plain_grammar.hpp"
#include "tests/conformance/plain_message.hpp"

namespace tiga::conformance {
namespace {

using namespace grammar;
using namespace plain;

constexpr std::uint64_t most_request_content = 16 * 1024 * 1024;
constexpr std::size_t longest_method = 32;
constexpr std::size_t longest_target = 8000;

// RFC 9112 §3.2.
void read_target(PlainRequest& request) {
  const std::string& target = request.target;
  require(!target.empty() && is_visible(target), "9112 3.2: a byte that no target has");
  if (request.method == "CONNECT") {
    const Authority authority = read_authority(target);
    require(authority.valid && !authority.host.empty() && !authority.port.empty(),
            "9112 3.2.3: no host and port");
    if (authority.ip_future) {
      request.open.insert(Open::ip_future);
    }
    return;
  }
  if (target == "*") {
    return require(request.method == "OPTIONS", "9112 3.2.4: an asterisk");
  }
  std::string path = target;
  if (!target.starts_with('/')) {
    const std::size_t colon = target.find(':');
    require(colon != std::string::npos, "9112 3.2: no form of a target");
    const std::string scheme = lower(target.substr(0, colon));
    path = target.substr(colon + 1);
    if (scheme != "http" && scheme != "https") {
      request.open.insert(Open::other_scheme);
    } else {
      require(path.starts_with("//"), "9110 4.2: no authority");
      const std::size_t end = std::min(path.find_first_of("/?#", 2), path.size());
      const Authority authority = read_authority(path.substr(2, end - 2));
      require(authority.valid && !authority.host.empty(), "9110 4.2.1, 4.2.4: a malformed host");
      if (authority.ip_future) {
        request.open.insert(Open::ip_future);
      }
      path.erase(0, end);
    }
  }
  if (!is_uri_text(path)) {
    request.open.insert(Open::target_syntax);
  }
}

// RFC 9112 §3.
void read_request_line(const std::string& line, PlainRequest& request) {
  const std::vector<std::string> parts = split(line, ' ');
  require(parts.size() == 3, "9112 3: not three parts");
  request.method = parts[0];
  request.target = parts[1];
  require(is_token(request.method), "9112 3.1: a malformed method");
  request.minor_version = read_version(parts[2]);
  if (request.method.size() > longest_method || request.target.size() > longest_target) {
    request.open.insert(Open::limit);
  }
  read_target(request);
}

// RFC 9112 §3.2.
void read_host(PlainRequest& request) {
  const std::vector<std::string> values = values_of(request, "host");
  require(values.size() <= 1, "9112 3.2: two Hosts");
  require(!values.empty() || request.minor_version == 0, "9112 3.2: no Host");
  for (const std::string& value : values) {
    const Authority authority = read_authority(value);
    require(authority.valid, "9112 3.2: a malformed Host");
    if (authority.ip_future) {
      request.open.insert(Open::ip_future);
    }
  }
}

void read_request(Cursor& cursor, PlainRequest& request) {
  const std::vector<std::string> lines = take_head(cursor, request);
  read_request_line(lines.front(), request);
  read_fields(lines, request);
  read_host(request);
  request.persists = read_persistence(request);
  read_length(request, most_request_content);
  const std::vector<std::string> codings = read_codings(request);
  if (!codings.empty()) {
    require(codings == std::vector<std::string>{"chunked"}, "9112 6.3, 6.1: not chunked alone");
    request.body = Body::chunked;
  }
  read_content(cursor, request, most_request_content,
               most_fields - std::min(most_fields, request.fields.size()));
}

}  // namespace

std::vector<PlainRequest> read_requests_plainly(std::string_view stream) {
  std::vector<PlainRequest> requests;
  Cursor cursor(stream);
  for (;;) {
    while (cursor.rest().starts_with("\r\n")) {  // RFC 9112 §2.2
      cursor.take(2);
    }
    if (cursor.at_end()) {
      return requests;
    }
    requests.push_back(read_one<PlainRequest>(cursor, read_request));
    if (requests.back().result != PlainMessage::Result::accepted || !requests.back().persists) {
      return requests;
    }
  }
}

}  // namespace tiga::conformance
