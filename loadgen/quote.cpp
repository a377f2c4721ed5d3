#include "loadgen/quote.hpp"

#include <fmt/format.h>

#include <iterator>

namespace tiga::loadgen {

std::string quote(std::string_view octets) {
  std::string text = "\"";
  for (const char character : octets) {
    const auto octet = static_cast<unsigned char>(character);
    if (character == '\r') {
      text += "\\r";
    } else if (character == '\n') {
      text += "\\n";
    } else if (character == '"' || character == '\\') {
      text += {'\\', character};
    } else if (octet < 0x20 || octet >= 0x7f) {
      fmt::format_to(std::back_inserter(text), "\\x{:02x}", octet);
    } else {
      text += character;
    }
  }
  return text + '"';
}

}  // namespace tiga::loadgen
