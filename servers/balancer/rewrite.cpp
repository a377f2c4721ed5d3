#include "servers/balancer/rewrite.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace tiga::servers::balancer {
namespace {

using http::Field;
using http::same_token;
using namespace std::string_view_literals;  // append() need not count their bytes

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

bool lists(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (same_token(trim(list.substr(0, comma)), token)) {
      return true;
    }
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return false;
}

bool is_framing(std::string_view name) {
  return same_token(name, "Transfer-Encoding") || same_token(name, "Content-Length");
}

// RFC 9110 §7.6.1; Keep-Alive and Proxy-Connection are older conventions. Trailer sections end
// here, so that none is announced.
bool is_hop_by_hop(std::string_view name) {
  switch (name.size()) {
    case 2:
      return same_token(name, "TE");
    case 7:
      return same_token(name, "Upgrade") || same_token(name, "Trailer");
    case 10:
      return same_token(name, "Connection") || same_token(name, "Keep-Alive");
    case 16:
      return same_token(name, "Proxy-Connection");
    default:
      return false;
  }
}

// Whether a Connection field of the head names this field. Framing fields are never dropped this
// way: that would allow request smuggling.
template <typename Parser>
bool named_by_connection(const Parser& parser, std::string_view name) {
  for (std::size_t index = 0; index < parser.field_count(); ++index) {
    const Field field = parser.field(index);
    if (same_token(field.name, "Connection") && lists(field.value, name)) {
      return !is_framing(name) && !same_token(name, "Host");
    }
  }
  return false;
}

void append_field(std::string_view name, std::string_view value, std::string& out) {
  out.append(name).append(": "sv).append(value).append("\r\n"sv);
}

// The target for a backend: origin-form, also if the client used absolute-form (RFC 9112 §3.2.2),
// except for OPTIONS without path and query (§3.2.4).
void append_forwarded_target(const http::Request& request, std::string& out) {
  std::string_view target = request.target;
  if (request.path == "*") {
    target = "*";
  } else if (!target.starts_with('/')) {
    const std::size_t scheme = target.find("://");
    const std::size_t from = scheme == std::string_view::npos ? 0 : scheme + 3;
    target.remove_prefix(std::min(target.find_first_of("/?", from), target.size()));
    out.append(target.starts_with('/') ? "" : "/");
  }
  out.append(target);
}

template <typename Parser, typename Visit>
void each_end_to_end_field(const Parser& parser, Visit visit) {
  bool has_connection = false;
  for (std::size_t index = 0; index < parser.field_count(); ++index) {
    has_connection = has_connection || same_token(parser.field(index).name, "Connection");
  }
  for (std::size_t index = 0; index < parser.field_count(); ++index) {
    const Field field = parser.field(index);
    if (!is_hop_by_hop(field.name) &&
        !(has_connection && named_by_connection(parser, field.name))) {
      visit(field);
    }
  }
}

// The earlier senders, in order: several fields form one list (RFC 9110 §5.3).
void append_forwarded_for(const http::RequestParser& parser, std::string& out) {
  each_end_to_end_field(parser, [&](const Field& field) {
    if (same_token(field.name, "X-Forwarded-For") && !field.value.empty()) {
      out.append(field.value).append(", ");
    }
  });
}

// Max-Forwards, of OPTIONS and TRACE only (RFC 9110 §7.6.2).
struct HopLimit {
  bool holds = false;
  bool valid = true;
  std::uint64_t left = 0;
};

// The largest Max-Forwards that is sent; a larger one that arrives becomes this one.
constexpr std::uint64_t most_hops = 2'147'483'647;

void take_hops(std::string_view value, HopLimit& limit) {
  const char* const end = value.data() + value.size();
  const auto [stopped, error] = std::from_chars(value.data(), end, limit.left);
  if (error == std::errc::result_out_of_range) {
    limit.left = most_hops + 1;
  }
  limit.valid = !limit.holds && error != std::errc::invalid_argument && stopped == end;
  limit.holds = true;
}

HopLimit hop_limit_of(const http::RequestParser& parser) {
  HopLimit limit;
  const http::Method method = parser.request().method;
  if (method != http::Method::options && method != http::Method::trace) {
    return limit;
  }
  for (std::size_t index = 0; index < parser.field_count(); ++index) {
    const Field field = parser.field(index);
    if (same_token(field.name, "Max-Forwards")) {
      take_hops(field.value, limit);
    }
  }
  return limit;
}

void append_hop_limit(const HopLimit& limit, std::string& out) {
  if (limit.holds && limit.left > 0) {
    append_field("Max-Forwards", std::to_string(std::min(limit.left - 1, most_hops)), out);
  }
}

}  // namespace

std::optional<core::Reply> own_reply(const http::RequestParser& parser,
                                     const core::Resources& resources) {
  using core::Resources;
  const http::Request& request = parser.request();
  if (request.method == http::Method::connect) {
    return Resources::error(http::Status::not_implemented, "CONNECT is not relayed");
  }
  const HopLimit hops = hop_limit_of(parser);
  if (!hops.valid) {
    return Resources::error(http::Status::bad_request, "Max-Forwards is not one number");
  }
  if (request.https || (hops.holds && hops.left == 0)) {
    return resources.reply_to(request);
  }
  return std::nullopt;
}

std::size_t write_forwarded_request(const http::RequestParser& parser,
                                    std::string_view client_address, std::string& out) {
  const http::Request& request = parser.request();
  out.append(request.method_name).append(" "sv);
  append_forwarded_target(request, out);
  out.append(" HTTP/1.1\r\nHost: "sv).append(request.host);
  const std::size_t missing_host = request.host.empty() ? out.size() : 0;
  out.append("\r\n"sv);
  const HopLimit hops = hop_limit_of(parser);
  bool was_forwarded = false;
  each_end_to_end_field(parser, [&](const Field& field) {
    if (same_token(field.name, "X-Forwarded-For")) {
      was_forwarded = true;
    } else if (!same_token(field.name, "Host") &&
               !(hops.holds && same_token(field.name, "Max-Forwards"))) {
      append_field(field.name, field.value, out);
    }
  });
  append_hop_limit(hops, out);
  out.append("Via: 1."sv)
      .append(1, static_cast<char>('0' + request.minor_version))
      .append(" tiga\r\n"sv);
  out.append("X-Forwarded-For: "sv);
  if (was_forwarded) {
    append_forwarded_for(parser, out);
  }
  out.append(client_address).append("\r\n\r\n"sv);
  return missing_host;
}

void write_forwarded_response(const http::ResponseParser& parser, const ReplyRoute& route,
                              core::DateCache& clock, std::string& out) {
  const http::Response& response = parser.response();
  std::array<char, 3> code{};
  std::to_chars(code.data(), code.data() + code.size(), response.status);
  out.append("HTTP/1.1 "sv).append(code.data(), code.size());
  out.append(" "sv).append(response.reason).append("\r\n"sv);
  const bool has_length = !response.interim() && response.status != 204;  // RFC 9110 §8.6
  bool has_date = response.interim();
  each_end_to_end_field(parser, [&](const Field& field) {
    const bool passes = !route.to_http_1_0 || !same_token(field.name, "Transfer-Encoding");
    if (passes && (has_length || !is_framing(field.name))) {
      has_date = has_date || same_token(field.name, "Date");
      append_field(field.name, field.value, out);
    }
  });
  if (!has_date) {
    append_field("Date", clock.now(), out);
  }
  if (route.connection == http::ConnectionOption::close) {
    out.append("Connection: close\r\n"sv);
  } else if (route.connection == http::ConnectionOption::keep_alive) {
    out.append("Connection: keep-alive\r\n"sv);
  }
  out.append("\r\n"sv);
}

}  // namespace tiga::servers::balancer
