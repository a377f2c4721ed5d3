#include "loadgen/verify/lenient_head.hpp"

#include "common/text.hpp"

namespace tiga::loadgen::verify {

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
    const auto says = [said = common::lower_case(lines)](std::string_view words) {
      return said.find(words) != std::string::npos;
    };
    head.persistent =
        lines.starts_with("HTTP/1.0") ? says("connection: keep-alive") : !says("connection: close");
  }
  return head;
}

}  // namespace tiga::loadgen::verify
