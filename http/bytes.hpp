// Classes of bytes, and comparisons of several bytes at once. Internal to http/.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace tiga::http::scan {

/// Classes that a byte may belong to.
enum Class : std::uint8_t {
  token = 1,     ///< tchar (RFC 9110 §5.6.2)
  target = 2,    ///< visible ASCII except '#': allowed in a request target (RFC 9112 §3.2)
  value = 4,     ///< VCHAR, obs-text, SP, HTAB (RFC 9110 §5.5)
  reg_name = 8,  ///< unreserved and sub-delims (RFC 3986 §2.2, §2.3)
  digit = 16,
  common_host = 64,  ///< letters, digits, '-' and '.'
  path = 32,         ///< `target` except '?'
};

constexpr std::uint8_t classes_of(unsigned byte) {
  const char c = static_cast<char>(byte);
  const bool decimal = c >= '0' && c <= '9';
  const bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const auto among = [c](std::string_view set) { return set.find(c) != std::string_view::npos; };
  unsigned classes = 0;
  if (decimal || alpha || among("!#$%&'*+-.^_`|~")) classes |= token;
  if (byte > 0x20 && byte < 0x7f && c != '#') classes |= target;
  if ((byte >= 0x20 && byte != 0x7f) || c == '\t') classes |= value;
  if (decimal || alpha || among("-._~!$&'()*+,;=")) classes |= reg_name;
  if (decimal || alpha || c == '-' || c == '.') classes |= common_host;
  if (decimal) classes |= digit;
  if ((classes & target) != 0 && c != '?') classes |= path;
  return static_cast<std::uint8_t>(classes);
}

inline constexpr auto class_table = [] {
  std::array<std::uint8_t, 256> table{};
  for (unsigned byte = 0; byte < table.size(); ++byte) table[byte] = classes_of(byte);
  return table;
}();

inline bool is(Class wanted, char byte) {
  return (class_table[static_cast<unsigned char>(byte)] & wanted) != 0;
}

inline bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// Optional white space (RFC 9110 §5.6.3).
inline bool is_space(char byte) { return byte == ' ' || byte == '\t'; }

/// The value of a hexadecimal digit, or -1.
inline int hex_value(char byte) {
  if (is_digit(byte)) return byte - '0';
  const int lower = byte | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

inline std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Lower case for ASCII letters; other characters are unchanged.
inline char fold(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte;
}

template <typename Word>
Word load_word(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// Whether the bytes at `at` equal `word`, which has 2, 4 or 8 bytes.
template <std::size_t size>
bool is_word(const char* at, const char (&word)[size]) {
  using Word = std::conditional_t<size == 9, std::uint64_t,
                                  std::conditional_t<size == 5, std::uint32_t, std::uint16_t>>;
  static_assert(sizeof(Word) + 1 == size);
  return load_word<Word>(at) == load_word<Word>(word);
}

/// Whether token characters equal `lower`, which has only lower-case letters and '-', ignoring
/// case. Setting bit 0x20 lowers letters and maps no other token character to one of these.
template <std::size_t size>
bool spells(const char* at, const char (&lower)[size]) {
  constexpr std::size_t length = size - 1;
  using Word = std::conditional_t<(length >= 8), std::uint64_t, std::uint32_t>;
  static_assert(length >= sizeof(Word) && length <= 3 * sizeof(Word));
  constexpr Word bit = static_cast<Word>(0x2020202020202020);
  Word different = 0;
  for (std::size_t from = 0; from < length; from += sizeof(Word)) {
    const std::size_t offset = std::min(from, length - sizeof(Word));
    different |= (load_word<Word>(at + offset) | bit) ^ load_word<Word>(lower + offset);
  }
  return different == 0;
}

/// The first byte of [at, end) outside `wanted`, or `end`.
inline const char* skip_by_table(Class wanted, const char* at, const char* end) {
  while (at != end && is(wanted, *at)) ++at;
  return at;
}

}  // namespace tiga::http::scan
