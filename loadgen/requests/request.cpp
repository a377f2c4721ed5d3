#include "loadgen/requests/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "common/build_info.hpp"
#include "loadgen/requests/user_fields.hpp"

namespace tiga::loadgen::requests {
namespace {

/// RFC 9112 §3.2: a proxy gets the whole URL, the server itself only the path.
std::string target_of(const Options& options) {
  return options.proxy ? "http://" + options.url.authority + options.url.target
                       : options.url.target;
}

/// RFC 6265 §5.4: one field with all of them.
std::string joined(const std::vector<std::string>& cookies) {
  return fmt::format("{}", fmt::join(cookies, "; "));
}

constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t base64_group = 3;  // bytes that make four letters

/// RFC 7617 §2.
std::string basic(const Credentials& credentials) { return "Basic " + base64(credentials); }

/// One line for each field, in ab's order.
class Head {
 public:
  explicit Head(std::string first_line) : text_(std::move(first_line)) { text_ += "\r\n"; }

  void add(std::string_view name, std::string_view value) {
    text_.append(name).append(": ").append(value).append("\r\n");
  }
  void add_line(std::string_view line) { text_.append(line).append("\r\n"); }
  std::string text() && { return std::move(text_) + "\r\n"; }

 private:
  std::string text_;
};

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += base64_group) {
    const std::size_t count = std::min(base64_group, bytes.size() - at);
    std::uint32_t bits = 0;
    for (std::size_t place = 0; place < base64_group; ++place) {
      bits = bits << 8 | (place < count ? static_cast<unsigned char>(bytes[at + place]) : 0u);
    }
    for (std::size_t place = 0; place <= base64_group; ++place) {
      text += place <= count ? base64_letters[bits >> (18 - 6 * place) & 63] : '=';
    }
  }
  return text;
}

std::string make_request(const Options& options) {
  Head head(options.method + ' ' + target_of(options) +
            (options.keep_alive ? " HTTP/1.1" : " HTTP/1.0"));
  const auto add_unless_given = [&](std::string_view name, std::string_view value) {
    if (!has_field(options, name)) {
      head.add(name, value);
    }
  };
  if (!options.cookies.empty()) {
    head.add("Cookie", joined(options.cookies));
  }
  if (options.credentials) {
    head.add("Authorization", basic(*options.credentials));
  }
  if (options.proxy_credentials) {
    head.add("Proxy-Authorization", basic(*options.proxy_credentials));
  }
  if (options.body) {
    add_unless_given("Content-Length", std::to_string(options.body->bytes.size()));
    add_unless_given("Content-Type", options.body->content_type);
  }
  for (const std::string& line : options.headers) {
    head.add_line(line);
  }
  add_unless_given("Host", options.url.authority);
  add_unless_given("User-Agent", "tiga-loadgen/" + std::string(common::build_info().version));
  add_unless_given("Accept", "*/*");
  return std::move(head).text() + (options.body ? options.body->bytes : "");
}

common::Endpoint connection_endpoint(const Options& options) {
  return options.proxy.value_or(options.url.endpoint);
}

}  // namespace tiga::loadgen::requests
