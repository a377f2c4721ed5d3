#include "tests/http/request_generator.hpp"

namespace tiga::http::test {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view value_bytes = "abcXYZ019 \t,;=\"()/-._~!#$%&'*+`|^:@[]{}<>?\\\xe9";

/// Bytes that are likely to mean something, or to be refused.
constexpr std::string_view nasty_bytes = "\0\x01\t\n\r\x1f !\"#%,-/0129:;=?@A[]_a{}\x7f\x80\xff"sv;

std::string hex(std::size_t number) {
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789abcdef"[number % 16]);
    number /= 16;
  } while (number > 0);
  return digits;
}

}  // namespace

std::string RequestGenerator::text(std::string_view alphabet, std::size_t most) {
  std::string made(below(most + 1), '\0');
  for (char& byte : made) byte = alphabet[below(alphabet.size())];
  return made;
}

std::string RequestGenerator::request() {
  static const std::vector<std::string_view> methods = {
      "GET", "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "FOO", "M-SEARCH", "CONNECT"};
  static const std::vector<std::string_view> targets = {
      "/", "/page.html", "/a/b?c=d", "/%41?x=%20", "*", "http://b.example/x?y", "b:80", "x"};
  static const std::vector<std::string_view> versions = {"HTTP/1.1", "HTTP/1.1", "HTTP/1.1",
                                                         "HTTP/1.0", "HTTP/1.2", "HTTP/2.0"};
  static const std::vector<std::string_view> hosts = {
      "a", "a:80", "127.0.0.1:45000", "[::1]:8080", "", "a b", "u@a"};
  static const std::vector<std::string_view> lines = {
      "Connection: close",   "Connection: keep-alive, x",
      "connection: Upgrade", "Expect: 100-continue",
      "Accept: */*",         "User-Agent: curl/7.88.1",
      "Upgrade: x",          "TE: trailers",
      "Cookie: a=b; c=d"};
  std::string made = one_in(10) ? "\r\n" : "";
  made += std::string(pick(methods)) + " " + std::string(pick(targets)) + " " +
          std::string(pick(versions)) + "\r\n";
  if (!one_in(12)) made += "Host: " + std::string(pick(hosts)) + "\r\n";
  for (std::size_t count = below(5); count > 0; --count) {
    if (one_in(2)) {
      made += std::string(pick(lines)) + "\r\n";
    } else {
      made += "X" + text("abc-_.019", 8) + ":" + text(" \t", 2) + text(value_bytes, 40) + "\r\n";
    }
  }
  return made + framed_content();
}

std::string RequestGenerator::framed_content() {
  const std::string content = text("abc\r\n\0:0"sv, 40);
  const std::string length = "Content-Length: " + std::to_string(content.size()) + "\r\n";
  switch (below(8)) {
    case 0:
    case 1:
    case 2:
      return length + "\r\n" + content;
    case 3:
    case 4:
      return "Transfer-Encoding: chunked\r\n\r\n" + chunks();
    case 5:
      return one_in(2) ? length + length + "\r\n" + content : "\r\n";
    case 6:
      return one_in(2) ? "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunks() : "\r\n";
    default:
      return length + "Transfer-Encoding: chunked\r\n\r\n" + chunks();
  }
}

std::string RequestGenerator::chunks() {
  static const std::vector<std::string_view> extensions = {"",     "",           "", ";a=b;c=\"d\"",
                                                           " ; a", ";a=\"\x01\""};
  std::string made;
  for (std::size_t count = below(4); count > 0; --count) {
    const std::string data = "d" + text("abc\r\n\0;0"sv, 30);
    made += hex(data.size()) + std::string(pick(extensions)) + "\r\n" + data + "\r\n";
  }
  return made + "0\r\n" + (one_in(4) ? "Expires: never\r\n" : "") + "\r\n";
}

std::string RequestGenerator::spoil(std::string request, int most) {
  for (std::size_t count = below(static_cast<std::size_t>(most) + 1); count > 0 && !request.empty();
       --count) {
    const std::size_t at = below(request.size());
    const char byte =
        one_in(3) ? static_cast<char>(below(256)) : nasty_bytes[below(nasty_bytes.size())];
    switch (below(4)) {
      case 0:
        request[at] = byte;
        break;
      case 1:
        request.insert(at, 1, byte);
        break;
      case 2:
        request.erase(at, 1 + below(2));
        break;
      default:
        request.insert(at, request, at, 1 + below(8));
        break;
    }
  }
  return request;
}

}  // namespace tiga::http::test
