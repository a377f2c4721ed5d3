// Looking at octets: classes of characters and searches for the first octet outside one. With SSE2
// sixteen octets at a time; the table does the rest, and all of it elsewhere. Nothing past `end` is
// ever read. Internal to http/.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tiga::http::scan {

/// Classes that an octet may belong to.
enum Class : std::uint8_t {
  token = 1,     ///< tchar (RFC 9110 §5.6.2)
  target = 2,    ///< visible ASCII but '#': what a request target is let have (RFC 9112 §3.2)
  value = 4,     ///< VCHAR, obs-text, SP, HTAB (RFC 9110 §5.5)
  reg_name = 8,  ///< unreserved and sub-delims (RFC 3986 §2.2, §2.3)
};

constexpr std::uint8_t classes_of(unsigned octet) {
  const char c = static_cast<char>(octet);
  const bool digit = c >= '0' && c <= '9';
  const bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const auto among = [c](std::string_view set) { return set.find(c) != std::string_view::npos; };
  unsigned classes = 0;
  if (digit || alpha || among("!#$%&'*+-.^_`|~")) classes |= token;
  if (octet > 0x20 && octet < 0x7f && c != '#') classes |= target;
  if ((octet >= 0x20 && octet != 0x7f) || c == '\t') classes |= value;
  if (digit || alpha || among("-._~!$&'()*+,;=")) classes |= reg_name;
  return static_cast<std::uint8_t>(classes);
}

inline constexpr auto class_table = [] {
  std::array<std::uint8_t, 256> table{};
  for (unsigned octet = 0; octet < table.size(); ++octet) table[octet] = classes_of(octet);
  return table;
}();

inline bool is(Class wanted, char octet) {
  return (class_table[static_cast<unsigned char>(octet)] & wanted) != 0;
}

inline bool is_digit(char octet) { return octet >= '0' && octet <= '9'; }

/// Optional white space (RFC 9110 §5.6.3).
inline bool is_space(char octet) { return octet == ' ' || octet == '\t'; }

/// The value of a hexadecimal digit, or -1.
inline int hex_value(char octet) {
  if (is_digit(octet)) return octet - '0';
  const int lower = octet | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

inline std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Lower case for ASCII letters; other token characters and '-' stay what they are, or become no
/// letter.
inline char fold(char octet) {
  return octet >= 'A' && octet <= 'Z' ? static_cast<char>(octet | 0x20) : octet;
}

/// The first octet of [at, end) outside `wanted`, or `end`.
inline const char* skip_by_table(Class wanted, const char* at, const char* end) {
  while (at != end && is(wanted, *at)) ++at;
  return at;
}

#ifdef __SSE2__
using Block = __m128i;
inline constexpr std::ptrdiff_t block_size = sizeof(Block);

inline Block load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const Block*>(at)); }

/// Bit n is set where octet n of the block has its high bit set.
inline unsigned bits(Block block) { return static_cast<unsigned>(_mm_movemask_epi8(block)); }

/// Letters and '-': what field names are made of but for rare ones, which the table settles.
inline unsigned common_name_octets(Block block) {
  const Block lower = _mm_or_si128(block, _mm_set1_epi8(0x20));
  // Shifts 'a'…'z' to the top of the signed range, so that one comparison finds them.
  const Block shifted = _mm_add_epi8(lower, _mm_set1_epi8(127 - 'z'));
  const Block letters = _mm_cmpgt_epi8(shifted, _mm_set1_epi8(127 - 26));
  return bits(_mm_or_si128(letters, _mm_cmpeq_epi8(block, _mm_set1_epi8('-'))));
}

/// Octets outside Class::value: controls but HTAB, and DEL.
inline unsigned not_value_octets(Block block) {
  const Block low = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1f)), block);
  const Block control = _mm_andnot_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\t')), low);
  return bits(_mm_or_si128(control, _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f))));
}

/// Octets outside Class::target. Those from 0x80 are negative, hence not above 0x20.
inline unsigned not_target_octets(Block block) {
  const Block above_space = _mm_cmpgt_epi8(block, _mm_set1_epi8(0x20));
  const Block refused = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('#')),
                                     _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f)));
  return bits(_mm_andnot_si128(refused, above_space)) ^ 0xffffU;
}
#endif

/// The first octet of [at, end) that is no token character, or `end`.
inline const char* skip_token(const char* at, const char* end) {
#ifdef __SSE2__
  while (end - at >= block_size) {
    const unsigned others = common_name_octets(load(at)) ^ 0xffffU;
    if (others != 0) {
      at += std::countr_zero(others);
      break;
    }
    at += block_size;
  }
#endif
  return skip_by_table(token, at, end);
}

/// The first octet of [at, end) that no field value may hold, or `end`.
inline const char* skip_value(const char* at, const char* end) {
#ifdef __SSE2__
  for (; end - at >= block_size; at += block_size) {
    const unsigned others = not_value_octets(load(at));
    if (others != 0) return at + std::countr_zero(others);
  }
#endif
  return skip_by_table(value, at, end);
}

/// The first octet of [at, end) that no request target may hold, or `end`.
inline const char* skip_target(const char* at, const char* end) {
#ifdef __SSE2__
  for (; end - at >= block_size; at += block_size) {
    const unsigned others = not_target_octets(load(at));
    if (others != 0) return at + std::countr_zero(others);
  }
#endif
  return skip_by_table(target, at, end);
}

}  // namespace tiga::http::scan
