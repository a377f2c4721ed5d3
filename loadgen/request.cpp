#include "loadgen/request.hpp"

#include <algorithm>
#include <string_view>

#include "common/build_info.hpp"
#include "http/message.hpp"

namespace tiga::loadgen {
namespace {

bool has_field(const Options& options, std::string_view name) {
  return std::any_of(options.headers.begin(), options.headers.end(), [&](const std::string& line) {
    return http::same_token(std::string_view(line).substr(0, line.find(':')), name);
  });
}

}  // namespace

std::string make_request(const Options& options) {
  std::string request = options.method + ' ' + options.url.target + ' ';
  request += options.keep_alive ? "HTTP/1.1\r\n" : "HTTP/1.0\r\n";
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!has_field(options, name)) {
      request.append(name).append(": ").append(value).append("\r\n");
    }
  };
  if (options.body) {
    add("Content-Length", std::to_string(options.body->octets.size()));
    add("Content-Type", options.body->content_type);
  }
  for (const std::string& line : options.headers) {
    request.append(line).append("\r\n");
  }
  add("Host", options.url.authority);
  add("User-Agent", "tiga-loadgen/" + std::string(common::build_info().version));
  add("Accept", "*/*");
  request += "\r\n";
  if (options.body) {
    request += options.body->octets;
  }
  return request;
}

}  // namespace tiga::loadgen
