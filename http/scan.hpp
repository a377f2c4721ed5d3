// Searches for the first octet outside a class. With SSE2 sixteen octets at a time; the table does
// the rest, and all of it elsewhere. Nothing past the end is ever read. Internal to http/.
#pragma once

#include <bit>
#include <cstddef>

#include "http/octets.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tiga::http::scan {

#ifdef __SSE2__
using Block = __m128i;
inline constexpr std::ptrdiff_t block_size = sizeof(Block);

inline Block load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const Block*>(at)); }

/// Bit n is set where octet n of the block has its high bit set.
inline unsigned bits(Block block) { return static_cast<unsigned>(_mm_movemask_epi8(block)); }

inline unsigned first_bit(unsigned found) { return static_cast<unsigned>(std::countr_zero(found)); }

/// Octets that are letters.
inline Block letters(Block block) {
  // Shifts 'a'…'z' to the top of the signed range, so that one comparison finds them.
  const Block lower = _mm_or_si128(block, _mm_set1_epi8(0x20));
  return _mm_cmpgt_epi8(_mm_add_epi8(lower, _mm_set1_epi8(127 - 'z')), _mm_set1_epi8(127 - 26));
}

/// Octets other than letters and '-', of which nearly all field names are made; the table settles
/// the rest.
inline unsigned not_common_name_octets(Block block) {
  return bits(_mm_or_si128(letters(block), _mm_cmpeq_epi8(block, _mm_set1_epi8('-')))) ^ 0xffffU;
}

inline Block digits(Block block) {
  return _mm_cmpgt_epi8(_mm_add_epi8(block, _mm_set1_epi8(127 - '9')), _mm_set1_epi8(127 - 10));
}

inline unsigned not_digit_octets(Block block) { return bits(digits(block)) ^ 0xffffU; }

/// Octets other than letters, digits, '-' and '.', of which nearly all host names are made.
inline unsigned not_common_host_octets(Block block) {
  const Block marks = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('-')),
                                   _mm_cmpeq_epi8(block, _mm_set1_epi8('.')));
  return bits(_mm_or_si128(_mm_or_si128(letters(block), digits(block)), marks)) ^ 0xffffU;
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

/// Octets outside Class::path.
inline unsigned not_path_octets(Block block) {
  return not_target_octets(block) | bits(_mm_cmpeq_epi8(block, _mm_set1_epi8('?')));
}
#else
// Named where blocks are searched, never called.
inline constexpr int not_common_name_octets = 0, not_digit_octets = 0, not_common_host_octets = 0,
                     not_value_octets = 0, not_target_octets = 0, not_path_octets = 0;
#endif

/// What may be read: [begin, end).
struct Extent {
  Extent(const char* first, const char* last) : begin(first), end(last) {
#ifdef __SSE2__
    if (last - first >= block_size) blocks_end = last - block_size + 1;
#endif
  }
  const char* begin;
  const char* end;
  const char* blocks_end = begin;  ///< behind the last place where a block can be read
};

#ifdef __SSE2__
/// As `skip_blocks` where less than a block is left: the last block reaches back over octets that
/// were looked at before; they are shifted out.
template <Class wanted, auto others>
const char* skip_last_block(const Extent& extent, const char* at) {
  if (at == extent.end || extent.blocks_end == extent.begin)
    return skip_by_table(wanted, at, extent.end);
  const char* const last_block = extent.blocks_end - 1;
  const unsigned found = others(load(last_block)) >> (at - last_block);
  return found != 0 ? at + first_bit(found) : extent.end;
}
#endif

/// The first octet from `at` on that is `wanted` no more, or the end, where `others` finds such
/// octets in a block.
template <Class wanted, auto others>
[[gnu::always_inline]] inline const char* skip_blocks(const Extent& extent, const char* at) {
#ifdef __SSE2__
  while (at < extent.blocks_end) {
    const unsigned found = others(load(at));
    if (found != 0) return at + first_bit(found);
    at += block_size;
  }
  return skip_last_block<wanted, others>(extent, at);
#else
  return skip_by_table(wanted, at, extent.end);
#endif
}

/// The first octet from `at` on that is no token character, or the end.
inline const char* skip_token(const Extent& extent, const char* at) {
#ifdef __SSE2__
  at = skip_blocks<token, not_common_name_octets>(extent, at);
  if (at == extent.end || *at == ':') return at;
#endif
  return skip_by_table(token, at, extent.end);
}

/// The first octet from `at` on that few host names hold, or the end.
inline const char* skip_host(const Extent& extent, const char* at) {
  return skip_blocks<common_host, not_common_host_octets>(extent, at);
}

/// The first octet from `at` on that is no digit, or the end.
inline const char* skip_digits(const Extent& extent, const char* at) {
  return skip_blocks<digit, not_digit_octets>(extent, at);
}

/// The first octet from `at` on that no field value may hold, or the end.
inline const char* skip_value(const Extent& extent, const char* at) {
  return skip_blocks<value, not_value_octets>(extent, at);
}

/// The first octet from `at` on that no request target may hold, or the end.
inline const char* skip_target(const Extent& extent, const char* at) {
  return skip_blocks<target, not_target_octets>(extent, at);
}

/// The first octet from `at` on that the path of a request target may not hold, or the end.
inline const char* skip_path(const Extent& extent, const char* at) {
  return skip_blocks<path, not_path_octets>(extent, at);
}

}  // namespace tiga::http::scan
