// Bytes from outside as text for people, for HTML and XML, and words for a shell.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "common/text.hpp"

namespace tiga::common {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

/// Bytes of the character that the text begins with; 0 if they are no UTF-8 (RFC 3629 §4).
std::size_t size_of_character(std::string_view text) {
  const unsigned first = byte_at(text, 0);
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  // Other second bytes would be a longer form of another character, a surrogate, or too large.
  const unsigned least = first == 0xE0 ? 0xA0U : first == 0xF0 ? 0x90U : 0x80U;
  const unsigned most = first == 0xED ? 0x9FU : first == 0xF4 ? 0x8FU : 0xBFU;
  if (byte_at(text, 1) < least || byte_at(text, 1) > most) {
    return 0;
  }
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  for (std::size_t at = 2; at < size; ++at) {
    if ((byte_at(text, at) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  return size;
}

/// U+FFFE and U+FFFF, which neither HTML nor XML may hold (XML 1.0 §2.2).
bool begins_with_no_character(std::string_view text) {
  return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

/// U+0000 to U+001F, U+007F to U+009F; U+FFFE and U+FFFF.
bool is_not_printable(std::string_view character) {
  const unsigned first = byte_at(character, 0);
  return begins_with_no_character(character) || first < 0x20 || first == 0x7F ||
         (first == 0xC2 && byte_at(character, 1) < 0xA0);
}

struct Escape {
  char letter;
  std::string_view written;
};

constexpr auto escapes = std::to_array<Escape>(
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}});

/// Bytes of the character that the text begins with if neither HTML nor XML may hold it, else 0.
std::size_t size_of_forbidden(std::string_view text) {
  const unsigned first = byte_at(text, 0);
  if ((first < 0x20 && first != '\t' && first != '\n') || first == 0x7F) {
    return 1;
  }
  return begins_with_no_character(text) ? 3 : 0;
}

void append_escaped(std::string& out, char letter) {
  switch (letter) {
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(letter));
  }
}

bool is_plain_in_a_shell(char letter) {
  constexpr std::string_view marks = "%+,-./:@_";
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || marks.find(letter) != std::string_view::npos;
}

/// With `quote` for each single quote, and two backslashes for one if `backslashes`.
std::string with_quotes(std::string_view text, std::string_view quote, bool backslashes) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\'') {
      out += quote;
    } else if (letter == '\\' && backslashes) {
      out += "\\\\";
    } else {
      out += letter;
    }
  }
  return out;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto* const escape = std::ranges::find(escapes, text.front(), &Escape::letter);
    const std::size_t forbidden = size_of_forbidden(text);
    if (escape != escapes.end()) {
      out += escape->written;
    } else if (forbidden > 0) {
      out += "\xEF\xBF\xBD";  // U+FFFD
    } else {
      out += text.front();
    }
    text.remove_prefix(std::max<std::size_t>(forbidden, 1));
  }
  return out;
}

std::string printable(std::string_view bytes, std::string_view kept) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t size = size_of_character(bytes);
    const std::string_view taken = bytes.substr(0, std::max<std::size_t>(size, 1));
    if (size == 0 || (is_not_printable(taken) && kept.find(taken) == std::string_view::npos)) {
      std::ranges::for_each(taken, [&](char letter) { append_escaped(out, letter); });
    } else {
      out += taken;
    }
    bytes.remove_prefix(taken.size());
  }
  return out;
}

std::string quote(std::string_view bytes) {
  std::string out = "\"";
  for (const char letter : bytes) {
    if (letter == '"' || letter == '\\') {
      out += {'\\', letter};
    } else if (letter < ' ' || letter > '~') {
      append_escaped(out, letter);
    } else {
      out += letter;
    }
  }
  return out + '"';
}

std::string_view whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) {
    return text;
  }
  constexpr std::size_t longest = 4;  // bytes of a character (RFC 3629 §3)
  for (std::size_t back = 0; back < longest && back <= most; ++back) {
    if ((byte_at(text, most - back) & 0xC0U) != 0x80U) {
      return text.substr(0, most - back);
    }
  }
  return text.substr(0, most);  // no UTF-8
}

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::ranges::all_of(text, is_plain_in_a_shell)) {
    return std::string(text);
  }
  if (printable(text) == text) {
    return "'" + with_quotes(text, "'\\''", false) + "'";
  }
  return "$'" + printable(with_quotes(text, "\\'", true)) + "'";
}

}  // namespace tiga::common
