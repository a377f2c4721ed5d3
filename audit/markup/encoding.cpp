#include "audit/markup/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "audit/markup/tags.hpp"

namespace tiga::audit::markup {
namespace {

// Windows-1252 from 0x80 to 0x9F; 0: not used.
constexpr std::array<std::uint16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0,      0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x80) {
      text += letter;
    } else {
      text += utf8(byte < 0xA0 ? windows_1252[byte - 0x80U] : byte);
    }
  }
  return text;
}

std::string from_utf16(std::string_view bytes, bool little) {
  const auto unit_at = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(little ? second << 8U | first : first << 8U | second);
  };
  std::string text;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t code = unit_at(at);
    const bool is_high = code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size();
    const std::uint32_t low = is_high ? unit_at(at + 2) : 0;
    if (is_high && low >= 0xDC00 && low < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
      at += 2;
    }
    text += utf8(code);
  }
  return text;
}

// The number of bytes that follow the first byte of a character; 4 if it cannot be the first.
int bytes_after(unsigned char first) {
  return first < 0x80                    ? 0
         : first >= 0xC2 && first < 0xE0 ? 1
         : first >= 0xE0 && first < 0xF0 ? 2
         : first >= 0xF0 && first < 0xF5 ? 3
                                         : 4;
}

bool is_utf8(std::string_view text) {
  int more = 0;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (more > 0) {
      if ((byte & 0xC0U) != 0x80U) {
        return false;
      }
      --more;
    } else if ((more = bytes_after(byte)) == 4) {
      return false;
    }
  }
  return true;  // a character may be cut at the end
}

// The length of an escape sequence after ESC: CSI to its final byte, OSC to BEL or ESC, or one
// byte.
std::size_t escape_at(std::string_view text) {
  if (text.size() < 2) {
    return text.size();
  }
  std::size_t at = 2;
  if (text[1] == '[') {
    while (at < text.size() && (text[at] < '@' || text[at] > '~') && text[at] != '\n') {
      ++at;
    }
  } else if (text[1] == ']') {
    while (at < text.size() && text[at] != '\a' && text[at] != '\x1B' && text[at] != '\n') {
      ++at;
    }
  } else {
    return text[1] == '\n' ? 1 : 2;
  }
  return at < text.size() && text[at] != '\n' && text[at] != '\x1B' ? at + 1 : at;
}

// A line of a terminal as it was seen at last.
class TerminalText {
 public:
  std::string read(std::string_view text) {
    while (!text.empty()) {
      text.remove_prefix(step(text));
    }
    return std::move(seen_);
  }

 private:
  std::size_t step(std::string_view text) {
    switch (text[0]) {
      case '\x1B':
        return escape_at(text);
      case '\r':
        if (text.size() > 1 && text[1] != '\n' && text[1] != '\r') {
          seen_.resize(line_);
        }
        return 1;
      case '\b':
        seen_.resize(std::max(line_, seen_.size() - std::min<std::size_t>(seen_.size(), 1)));
        return 1;
      case '\n':
        seen_ += '\n';
        line_ = seen_.size();
        return 1;
      default:
        seen_ += text[0];
        return 1;
    }
  }

  std::string seen_;
  std::size_t line_ = 0;  // where it begins
};

}  // namespace

std::string decoded(std::string_view bytes) {
  std::string text;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    text = from_utf16(bytes.substr(2), bytes[0] == '\xFF');
  } else if (is_utf8(bytes)) {
    text = bytes.substr(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  } else {
    text = from_windows_1252(bytes);
  }
  if (text.find('\n') == std::string::npos) {  // lines of an old Macintosh
    std::ranges::replace(text, '\r', '\n');
  }
  return text.find_first_of("\x1B\b\r") == std::string::npos ? text : TerminalText().read(text);
}

}  // namespace tiga::audit::markup
