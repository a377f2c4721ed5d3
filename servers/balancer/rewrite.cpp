#include "servers/balancer/rewrite.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace tiga::servers::balancer {
namespace {

using http::Field;
using http::same_token;

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

// RFC 9110 §7.6.1; Keep-Alive and Proxy-Connection are older conventions.
bool is_hop_by_hop(std::string_view name) {
  switch (name.size()) {
    case 2:
      return same_token(name, "TE");
    case 7:
      return same_token(name, "Upgrade");
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
  out.append(name).append(": ").append(value).append("\r\n");
}

// The target for a backend: origin-form, also if the client used absolute-form (RFC 9112 §3.2.2),
// except for OPTIONS without a path (§3.2.4).
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

}  // namespace

void write_forwarded_request(const http::RequestParser& parser, std::string_view client_address,
                             std::string& out) {
  const http::Request& request = parser.request();
  out.append(request.method_name).append(" ");
  append_forwarded_target(request, out);
  out.append(" HTTP/1.1\r\n");
  append_field("Host", request.host, out);
  bool was_forwarded = false;
  each_end_to_end_field(parser, [&](const Field& field) {
    if (same_token(field.name, "X-Forwarded-For")) {
      was_forwarded = true;
    } else if (!same_token(field.name, "Host")) {
      append_field(field.name, field.value, out);
    }
  });
  out.append("Via: 1.")
      .append(1, static_cast<char>('0' + request.minor_version))
      .append(" tiga\r\n");
  out.append("X-Forwarded-For: ");
  if (was_forwarded) {
    append_forwarded_for(parser, out);
  }
  out.append(client_address).append("\r\n\r\n");
}

void write_forwarded_response(const http::ResponseParser& parser, http::ConnectionOption connection,
                              bool keep_framing, std::string& out) {
  const http::Response& response = parser.response();
  std::array<char, 3> code{};
  std::to_chars(code.data(), code.data() + code.size(), response.status);
  out.append("HTTP/1.1 ").append(code.data(), code.size());
  out.append(" ").append(response.reason).append("\r\n");
  const bool has_length = !response.interim() && response.status != 204;  // RFC 9110 §8.6
  each_end_to_end_field(parser, [&](const Field& field) {
    if ((keep_framing || !same_token(field.name, "Transfer-Encoding")) &&
        (has_length || !is_framing(field.name))) {
      append_field(field.name, field.value, out);
    }
  });
  if (connection == http::ConnectionOption::close) {
    out.append("Connection: close\r\n");
  } else if (connection == http::ConnectionOption::keep_alive) {
    out.append("Connection: keep-alive\r\n");
  }
  out.append("\r\n");
}

}  // namespace tiga::servers::balancer
