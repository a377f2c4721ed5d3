#include "loadgen/verify/lenient_head.hpp"

#include <algorithm>

namespace tiga::loadgen::verify {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// `words` in lower case.
bool says(std::string_view head, std::string_view words) {
  return std::search(head.begin(), head.end(), words.begin(), words.end(),
                     [](char ours, char wanted) { return lower(ours) == wanted; }) != head.end();
}

}  // namespace

std::optional<LenientHead> read_leniently(std::string_view reply) {
  const std::string_view text = reply.substr(0, reply.find('\0'));
  std::string_view blank = "\r\n\r\n";
  std::size_t end = text.find(blank);
  if (end == std::string_view::npos) {
    blank = "\n\n";
    end = text.find(blank);
  }
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  LenientHead head;
  head.bytes = end + blank.size();
  const std::size_t version = text.substr(0, end).find("HTTP");
  if (version != std::string_view::npos) {
    constexpr std::size_t to_status = std::string_view("HTTP/1.1 ").size();
    const std::string_view lines = text.substr(version, end - version);
    head.successful = lines.size() > to_status && lines[to_status] == '2';
    head.persistent = lines.starts_with("HTTP/1.0") ? says(lines, "connection: keep-alive")
                                                    : !says(lines, "connection: close");
  }
  return head;
}

}  // namespace tiga::loadgen::verify
