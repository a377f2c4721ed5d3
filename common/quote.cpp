#include "common/quote.hpp"

#include <fmt/format.h>

#include <iterator>

namespace tiga::common {

std::string quote(std::string_view bytes) {
  std::string text = "\"";
  for (const char character : bytes) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '\r') {
      text += "\\r";
    } else if (character == '\n') {
      text += "\\n";
    } else if (character == '"' || character == '\\') {
      text += {'\\', character};
    } else if (byte < 0x20 || byte >= 0x7f) {
      fmt::format_to(std::back_inserter(text), "\\x{:02x}", byte);
    } else {
      text += character;
    }
  }
  return text + '"';
}

}  // namespace tiga::common
