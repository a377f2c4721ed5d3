#include "document/html_text.hpp"

namespace tiga::document {
namespace {

bool is_forbidden(char letter) {
  const auto octet = static_cast<unsigned char>(letter);
  return (octet < 0x20 && letter != '\t' && letter != '\n') || octet == 0x7f;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (is_forbidden(letter)) {
          out += "\xEF\xBF\xBD";  // U+FFFD
        } else {
          out += letter;
        }
    }
  }
  return out;
}

}  // namespace tiga::document
