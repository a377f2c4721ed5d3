// Finds the first byte outside a class: sixteen bytes at a time with SSE2, the rest (and everything
// on other machines) by a table. Never reads past the end. Internal to http/.
#pragma once

#include <bit>
#include <cstddef>

#include "http/bytes.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tiga::http::scan {

#ifdef __SSE2__
using Block = __m128i;
inline constexpr std::ptrdiff_t block_size = sizeof(Block);

inline Block load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const Block*>(at)); }

/// Bit n is set where byte n of the block has its high bit set.
inline unsigned bits(Block block) { return static_cast<unsigned>(_mm_movemask_epi8(block)); }

inline unsigned first_bit(unsigned found) { return static_cast<unsigned>(std::countr_zero(found)); }

/// Bytes that are letters.
inline Block letters(Block block) {
  // Shifts 'a'…'z' to the top of the signed range, so that one comparison finds them.
  const Block lower = _mm_or_si128(block, _mm_set1_epi8(0x20));
  return _mm_cmpgt_epi8(_mm_add_epi8(lower, _mm_set1_epi8(127 - 'z')), _mm_set1_epi8(127 - 26));
}

/// Bytes other than letters and '-', of which nearly all field names consist; the table decides the
/// rest.
inline unsigned not_common_name_bytes(Block block) {
  return bits(_mm_or_si128(letters(block), _mm_cmpeq_epi8(block, _mm_set1_epi8('-')))) ^ 0xffffU;
}

inline Block digits(Block block) {
  return _mm_cmpgt_epi8(_mm_add_epi8(block, _mm_set1_epi8(127 - '9')), _mm_set1_epi8(127 - 10));
}

inline unsigned not_digit_bytes(Block block) { return bits(digits(block)) ^ 0xffffU; }

/// Bytes other than letters, digits, '-' and '.', of which nearly all host names consist.
inline unsigned not_common_host_bytes(Block block) {
  const Block marks = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('-')),
                                   _mm_cmpeq_epi8(block, _mm_set1_epi8('.')));
  return bits(_mm_or_si128(_mm_or_si128(letters(block), digits(block)), marks)) ^ 0xffffU;
}

/// Bytes outside Class::value: controls except HTAB, and DEL.
inline unsigned not_value_bytes(Block block) {
  const Block low = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1f)), block);
  const Block control = _mm_andnot_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\t')), low);
  return bits(_mm_or_si128(control, _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f))));
}

/// Bytes outside Class::target. Those from 0x80 are negative, hence not above 0x20.
inline unsigned not_target_bytes(Block block) {
  const Block above_space = _mm_cmpgt_epi8(block, _mm_set1_epi8(0x20));
  const Block refused = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('#')),
                                     _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f)));
  return bits(_mm_andnot_si128(refused, above_space)) ^ 0xffffU;
}

/// Bytes outside Class::path.
inline unsigned not_path_bytes(Block block) {
  return not_target_bytes(block) | bits(_mm_cmpeq_epi8(block, _mm_set1_epi8('?')));
}
#else
// Passed as a parameter, never called on this machine.
inline constexpr int not_common_name_bytes = 0, not_digit_bytes = 0, not_common_host_bytes = 0,
                     not_value_bytes = 0, not_target_bytes = 0, not_path_bytes = 0;
#endif

/// The readable range: [begin, end).
struct Extent {
  Extent(const char* first, const char* last) : begin(first), end(last) {
#ifdef __SSE2__
    if (last - first >= block_size) blocks_end = last - block_size + 1;
#endif
  }
  const char* begin;
  const char* end;
  const char* blocks_end = begin;  ///< after the last position where a whole block can be read
};

#ifdef __SSE2__
/// As `skip_blocks` if less than a block is left: the last block overlaps bytes that were examined
/// before; they are shifted out.
template <Class wanted, auto others>
const char* skip_last_block(const Extent& extent, const char* at) {
  if (at == extent.end || extent.blocks_end == extent.begin)
    return skip_by_table(wanted, at, extent.end);
  const char* const last_block = extent.blocks_end - 1;
  const unsigned found = others(load(last_block)) >> (at - last_block);
  return found != 0 ? at + first_bit(found) : extent.end;
}
#endif

/// The first byte from `at` on that is not `wanted`, or the end; `others` finds such bytes in a
/// block.
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

/// The first byte from `at` on that is not a token character, or the end.
inline const char* skip_token(const Extent& extent, const char* at) {
#ifdef __SSE2__
  at = skip_blocks<token, not_common_name_bytes>(extent, at);
  if (at == extent.end || *at == ':') return at;
#endif
  return skip_by_table(token, at, extent.end);
}

/// The first byte from `at` on that is unusual in a host name, or the end.
inline const char* skip_host(const Extent& extent, const char* at) {
  return skip_blocks<common_host, not_common_host_bytes>(extent, at);
}

/// The first byte from `at` on that is not a digit, or the end.
inline const char* skip_digits(const Extent& extent, const char* at) {
  return skip_blocks<digit, not_digit_bytes>(extent, at);
}

/// The first byte from `at` on that is not allowed in a field value, or the end.
inline const char* skip_value(const Extent& extent, const char* at) {
  return skip_blocks<value, not_value_bytes>(extent, at);
}

/// The first byte from `at` on that is not allowed in a request target, or the end.
inline const char* skip_target(const Extent& extent, const char* at) {
  return skip_blocks<target, not_target_bytes>(extent, at);
}

/// The first byte from `at` on that is not allowed in the path of a request target, or the end.
inline const char* skip_path(const Extent& extent, const char* at) {
  return skip_blocks<path, not_path_bytes>(extent, at);
}

}  // namespace tiga::http::scan
