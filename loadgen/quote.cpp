#include "loadgen/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace tiga::loadgen {
namespace {

/// RFC 3629 §4: characters of more than one byte, by their first byte.
struct Utf8Form {
  unsigned char first_low, first_high;
  unsigned char second_low, second_high;  ///< any further byte: 0x80 to 0xbf
  std::size_t size;
};
constexpr auto utf8_forms = std::to_array<Utf8Form>({{0xc2, 0xdf, 0x80, 0xbf, 2},
                                                     {0xe0, 0xe0, 0xa0, 0xbf, 3},
                                                     {0xe1, 0xec, 0x80, 0xbf, 3},
                                                     {0xed, 0xed, 0x80, 0x9f, 3},
                                                     {0xee, 0xef, 0x80, 0xbf, 3},
                                                     {0xf0, 0xf0, 0x90, 0xbf, 4},
                                                     {0xf1, 0xf3, 0x80, 0xbf, 4},
                                                     {0xf4, 0xf4, 0x80, 0x8f, 4}});

unsigned char byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<unsigned char>(bytes[index]);
}

bool is_between(unsigned char byte, unsigned char low, unsigned char high) {
  return byte >= low && byte <= high;
}

/// The size of the character of several bytes at the start of `bytes`; 0: there is none.
std::size_t size_of_long_character(std::string_view bytes) {
  const auto* const form = std::find_if(utf8_forms.begin(), utf8_forms.end(), [&](const auto& one) {
    return is_between(byte_at(bytes, 0), one.first_low, one.first_high);
  });
  if (form == utf8_forms.end() || bytes.size() < form->size ||
      !is_between(byte_at(bytes, 1), form->second_low, form->second_high)) {
    return 0;
  }
  const std::string_view rest = bytes.substr(2, form->size - 2);
  const bool whole = std::all_of(rest.begin(), rest.end(), [](char byte) {
    return is_between(static_cast<unsigned char>(byte), 0x80, 0xbf);
  });
  return whole ? form->size : 0;
}

/// The size of the character at the start of `bytes`; 0: there is none that can be shown.
std::size_t size_of_printable(std::string_view bytes) {
  const unsigned char first = byte_at(bytes, 0);
  if (first < 0x80) {
    return first >= 0x20 && first != 0x7f ? 1 : 0;
  }
  const bool is_c1 = first == 0xc2 && bytes.size() > 1 && byte_at(bytes, 1) < 0xa0;
  return is_c1 ? 0 : size_of_long_character(bytes);
}

}  // namespace

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

std::string printable(std::string_view bytes, std::string_view kept) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const bool stays = kept.find(bytes.front()) != std::string_view::npos;
    const std::size_t size = stays ? 1 : size_of_printable(bytes);
    if (size == 0) {
      fmt::format_to(std::back_inserter(text), "\\x{:02x}", byte_at(bytes, 0));
    } else {
      text += bytes.substr(0, size);
    }
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return text;
}

}  // namespace tiga::loadgen
